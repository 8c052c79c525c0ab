import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { PeopleStore } from '../store/people.store.js';
import { Access } from './access.guard.js';
import { masked } from './inbox-view.js';
import { Pages } from './pages.js';
import { validated } from './validated.js';
import type { VisitRequest } from './visit.js';
import { zoneChoices, ZONES } from './words/zones.js';

/** The streams that mails of today belong to, and that can be turned off. */
const STREAMS = ['check', 'info'] as const;
const CHOOSE = 'Choose one of the mails on the page.';

class MailChoice {
  @IsIn(STREAMS, { message: CHOOSE }) stream!: (typeof STREAMS)[number];
  @IsIn(['yes', 'no'], { message: CHOOSE }) on!: 'yes' | 'no';
}

class ChosenZone {
  @IsIn(ZONES, { message: 'Choose one of the time zones on the page.' }) zone!: string;
}

/** What a person is mailed; what is not mailed stands in the inbox all the same. */
@Controller('settings')
export class SettingsController {
  constructor(
    private readonly pages: Pages,
    private readonly people: PeopleStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('signed-in')
  async show(
    @Query('saved') saved: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { email, mutedStreams, mailStoppedAt, timeZone } = request.visit.account!;
    const streams = STREAMS.map((stream) => ({ stream, on: !mutedStreams.includes(stream) }));
    const shell = await this.pages.shell(request);
    this.pages.send(response, 'settings', {
      ...shell,
      email: masked(email),
      stopped: mailStoppedAt !== null,
      streams,
      zones: zoneChoices(timeZone, this.clock.now()),
      saved: saved === 'mail' || saved === 'zone' ? saved : null,
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
    await this.people.muteStream(request.visit.account!.id, stream, on === 'no');
    response.redirect(303, '/settings?saved=mail');
  }

  @Post('mail/again')
  @Access('signed-in')
  async tryAgain(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    await this.people.tryMailAgain(request.visit.account!.id);
    response.redirect(303, '/settings?saved=mail');
  }

  @Post('time-zone')
  @Access('signed-in')
  async chooseZone(
    @Req() request: VisitRequest,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { zone } = validated(ChosenZone, body);
    await this.people.setTimeZone(request.visit.account!.id, zone);
    response.redirect(303, '/settings?saved=zone');
  }
}
