import { Body, Controller, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { DigestService } from '../services/digest.service.js';
import { ChoicesStore } from '../store/choices.store.js';
import { MuteStore } from '../store/mute.store.js';
import { Access } from './access.guard.js';
import { readWarning } from './detail-warning.js';
import { localeFor } from './reader-of.js';
import {
  ChosenDigest,
  ChosenQuietHours,
  DetailChoice,
  KindToMute,
  PlaceToMute,
  quietHoursIn,
  rhythmIn,
} from './settings-forms.js';
import { RowId, validated } from './validated.js';
import type { VisitRequest } from './visit.js';
import { visitorOf } from './visitor.js';

/** When a person is told, what they muted, and what mails may name. None of it changes what is watched. */
@Controller('settings')
export class DeliveryController {
  constructor(
    private readonly choices: ChoicesStore,
    private readonly mutes: MuteStore,
    private readonly digests: DigestService,
    private readonly clock: Clock,
  ) {}

  @Post('quiet-hours')
  @Access('signed-in')
  async quiet(@Req() request: VisitRequest, @Body() body: unknown, @Res() response: Response): Promise<void> {
    const chosen = validated(ChosenQuietHours, body);
    const { id } = visitorOf(request);
    await this.choices.setQuietHours(id, quietHoursIn(chosen), chosen.today === 'yes');
    response.redirect(303, '/settings?saved=quiet');
  }

  @Post('quiet-hours/end')
  @Access('signed-in')
  async noQuiet(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    await this.choices.setQuietHours(visitorOf(request).id, null, false);
    response.redirect(303, '/settings?saved=no-quiet');
  }

  @Post('digest')
  @Access('signed-in')
  async digest(
    @Req() request: VisitRequest,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const rhythm = rhythmIn(validated(ChosenDigest, body));
    const { id, timeZone } = visitorOf(request);
    await this.digests.choose(id, rhythm, timeZone);
    response.redirect(303, '/settings?saved=digest');
  }

  @Post('mutes/place')
  @Access('signed-in')
  async mutePlace(
    @Req() request: VisitRequest,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { place } = validated(PlaceToMute, body);
    if (!(await this.mutes.mutePlace(visitorOf(request).id, place, this.clock.now())))
      throw new NotFoundException();
    response.redirect(303, '/settings?saved=muted');
  }

  @Post('mutes/kind')
  @Access('signed-in')
  async muteKind(
    @Req() request: VisitRequest,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { kind } = validated(KindToMute, body);
    await this.mutes.muteKind(visitorOf(request).id, kind, this.clock.now());
    response.redirect(303, '/settings?saved=muted');
  }

  @Post('mutes/:id/end')
  @Access('signed-in')
  async unmute(
    @RowId('id') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (!(await this.mutes.remove(visitorOf(request).id, id))) throw new NotFoundException();
    response.redirect(303, '/settings?saved=unmuted');
  }

  @Post('details')
  @Access('signed-in')
  async details(
    @Req() request: VisitRequest,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { on, warning } = validated(DetailChoice, body);
    const read = readWarning(warning, localeFor(request));
    await this.choices.setDetails(visitorOf(request).id, on === 'yes', read, this.clock.now());
    response.redirect(303, `/settings?saved=${on === 'yes' ? 'details' : 'no-details'}`);
  }
}
