import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { Access } from './access.guard.js';
import { guideLinks } from './guide-links.js';
import { Pages } from './pages.js';
import type { VisitRequest } from './visit.js';

/** Where to find help. Every mail names it, so it needs no sign-in. */
@Controller('help')
export class HelpController {
  constructor(
    private readonly pages: Pages,
    private readonly config: Config,
  ) {}

  @Get()
  @Access('public')
  async show(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const { host } = new URL(this.config.publicUrl);
    this.pages.send(response, 'help', {
      ...(await this.pages.shell(request)),
      host,
      guides: guideLinks(request, this.config.civicPage),
    });
  }
}
