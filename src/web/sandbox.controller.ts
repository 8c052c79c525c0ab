import { Controller, Get, NotFoundException, Param, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import { InputError } from '../lib/errors.js';
import type { SandboxEvent } from '../sandbox/events.js';
import { HOSPITAL_IDS } from '../sandbox/hospitals.js';
import { SandboxService } from '../sandbox/sandbox.service.js';
import { SandboxStore } from '../sandbox/sandbox.store.js';
import { SandboxReader } from '../store/pages/sandbox.reader.js';
import { wordsIn } from '../words/words.js';
import { Access } from './access.guard.js';
import { Pages } from './pages.js';
import { localeFor, readerOf } from './reader-of.js';
import {
  deedsNow,
  hospitalsNow,
  labelOf,
  pressOf,
  stateOfList,
  stateOfLooks,
  stateWithMails,
} from './sandbox.view.js';
import type { SandboxView } from './views/operator.js';
import type { VisitRequest } from './visit.js';
import { visitorOf } from './visitor.js';
import { momentWords } from './words/times.js';

const LOOK_AGAIN_SECONDS = '2';

/** Makes things happen in the invented hospitals. Production has no such page. */
@Controller('sandbox')
export class SandboxController {
  constructor(
    private readonly pages: Pages,
    private readonly sandbox: SandboxService,
    private readonly events: SandboxStore,
    private readonly reader: SandboxReader,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('signed-in')
  async show(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    this.requireSandbox();
    const events = await this.events.events();
    const now = this.clock.now();
    const family = await this.reader.family(visitorOf(request).id, HOSPITAL_IDS.map(this.baseOf));
    const last = await this.lastOf(request, events.at(-1), now);
    // Without a script the browser itself looks again, until there is nothing more to wait for.
    if (last?.state === 'running') response.setHeader('refresh', LOOK_AGAIN_SECONDS);
    this.pages.send(response, 'sandbox', {
      ...(await this.pages.shell(request)),
      hospitals: hospitalsNow(events, this.baseOf),
      family: family.map(({ id, name, places }) => ({ name, places, href: `/patients/${id}` })),
      deeds: deedsNow(events, now, wordsIn(localeFor(request))),
      last,
    });
  }

  @Post(':kind')
  @Access('signed-in')
  async press(@Param('kind') kind: string, @Res() response: Response): Promise<void> {
    this.requireSandbox();
    const press = pressOf(kind, this.clock.now());
    if (press === null) throw new NotFoundException();
    try {
      await this.sandbox.press(press);
    } catch (error) {
      // The page it leads back to says at the button why there was nothing to act on.
      if (!(error instanceof InputError)) throw error;
    }
    response.redirect(303, '/sandbox');
  }

  private async lastOf(
    request: VisitRequest,
    event: SandboxEvent | undefined,
    now: Date,
  ): Promise<SandboxView['last']> {
    if (event === undefined) return null;
    const since = new Date(event.at);
    const looked =
      event.kind === 'breach-reported'
        ? stateOfList(await this.reader.listSince(since), since, now)
        : stateOfLooks(await this.reader.looksSince(this.baseOf(event.hospital), since), since, now);
    const mails = await this.reader.mailsSince(visitorOf(request).id, since);
    return {
      label: labelOf(event, wordsIn(localeFor(request))),
      at: momentWords(since, readerOf(request, now)),
      state: stateWithMails(looked, mails, since, now),
      mails: mails.there,
    };
  }

  private readonly baseOf = (hospital: (typeof HOSPITAL_IDS)[number]): string =>
    this.sandbox.fhirBase(hospital);

  private requireSandbox(): void {
    if (this.config.production) throw new NotFoundException();
  }
}
