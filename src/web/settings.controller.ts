import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { DigestService } from '../services/digest.service.js';
import { ChoicesStore } from '../store/choices.store.js';
import { EndpointStore } from '../store/endpoint.store.js';
import { MuteStore } from '../store/mute.store.js';
import { PeopleStore } from '../store/people.store.js';
import { Access } from './access.guard.js';
import { masked } from './inbox-view.js';
import { Pages } from './pages.js';
import { localeFor, readerOf } from './reader-of.js';
import { ChosenLanguage, ChosenZone, MailChoice, NewsChoice } from './settings-forms.js';
import { deliveryView, savedIn } from './settings-view.js';
import { validated } from './validated.js';
import type { VisitRequest } from './visit.js';
import { visitorOf } from './visitor.js';
import { zoneChoices } from './words/zones.js';

const SHOWN_STREAMS = ['check', 'info'] as const;

/** What a person is mailed, in which language and by which clock; what is not mailed stands in the inbox all the same. */
@Controller('settings')
export class SettingsController {
  constructor(
    private readonly pages: Pages,
    private readonly people: PeopleStore,
    private readonly choices: ChoicesStore,
    private readonly mutes: MuteStore,
    private readonly digests: DigestService,
    private readonly endpoints: EndpointStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('signed-in')
  async show(
    @Query('saved') saved: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { id, email, mutedStreams, mailStoppedAt, timeZone } = visitorOf(request);
    const reader = readerOf(request, this.clock.now());
    const chosen = {
      choices: await this.choices.of(id),
      rhythm: await this.digests.rhythmOf(id),
      mutes: await this.mutes.of(id),
      places: await this.mutes.placesOf(id),
      locale: localeFor(request),
      digestMailed: !mutedStreams.includes('digest'),
      webhook: await this.endpoints.of(id, 'webhook'),
    };
    this.pages.send(response, 'settings', {
      ...(await this.pages.shell(request)),
      ...deliveryView(chosen, reader),
      email: masked(email),
      stopped: mailStoppedAt !== null,
      streams: SHOWN_STREAMS.map((stream) => ({ stream, on: !mutedStreams.includes(stream) })),
      zones: zoneChoices(timeZone, reader),
      saved: savedIn(saved),
    });
  }

  @Post('mail')
  @Access('signed-in')
  async choose(
    @Req() request: VisitRequest,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { stream, on } = validated(MailChoice, body);
    await this.people.muteStream(visitorOf(request).id, stream, on === 'no');
    response.redirect(303, '/settings?saved=mail');
  }

  @Post('mail/news')
  @Access('signed-in')
  async chooseNews(
    @Req() request: VisitRequest,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { on } = validated(NewsChoice, body);
    await this.choices.setInfoByMail(visitorOf(request).id, on === 'yes');
    response.redirect(303, '/settings?saved=mail');
  }

  @Post('mail/again')
  @Access('signed-in')
  async tryAgain(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    await this.people.tryMailAgain(visitorOf(request).id);
    response.redirect(303, '/settings?saved=mail');
  }

  @Post('language')
  @Access('signed-in')
  async chooseLanguage(
    @Req() request: VisitRequest,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { language } = validated(ChosenLanguage, body);
    await this.choices.setLocale(visitorOf(request).id, language);
    response.redirect(303, '/settings?saved=language');
  }

  /** Quiet hours and digests go by the new clock from now on. */
  @Post('time-zone')
  @Access('signed-in')
  async chooseZone(
    @Req() request: VisitRequest,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { zone } = validated(ChosenZone, body);
    const { id } = visitorOf(request);
    await this.choices.setTimeZone(id, zone);
    await this.digests.choose(id, await this.digests.rhythmOf(id), zone);
    response.redirect(303, '/settings?saved=zone');
  }
}
