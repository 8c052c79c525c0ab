import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import { guidesShown, writeGuide } from '../words/guides.js';
import { wordsIn } from '../words/words.js';
import { Access } from './access.guard.js';
import { guideLanguage, guideLinks, inLanguage, languageAsked, translationsOf } from './guide-links.js';
import { Pages } from './pages.js';
import type { VisitRequest } from './visit.js';

/** Texts on what a scan can tell and what to do, for everybody: they name nobody, so they need no sign-in. */
@Controller('guides')
export class GuidesController {
  constructor(
    private readonly pages: Pages,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('public')
  async list(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const guides = guideLinks(request, this.config.civicPage);
    this.pages.send(response, 'guides', {
      ...(await this.pages.shell(request)),
      guides,
      translations: translationsOf('/guides', guides.language),
    });
  }

  @Get(':name')
  @Access('public')
  async show(
    @Req() request: VisitRequest,
    @Res() response: Response,
    @Param('name') name: string,
  ): Promise<void> {
    const guide = guidesShown(this.config.civicPage).find((one) => one.name === name);
    if (guide === undefined) throw new NotFoundException();
    const language = guideLanguage(request);
    const words = wordsIn(language);
    this.pages.send(response, 'guide', {
      ...(await this.pages.shell(request)),
      language,
      guide: writeGuide(guide, words, this.clock.now().toISOString().slice(0, 10)),
      rulesHeading: words.say('guides.page.rules'),
      all: { href: inLanguage('/guides', languageAsked(request)), words: words.say('guides.page.all') },
      translations: translationsOf(`/guides/${name}`, language),
    });
  }
}
