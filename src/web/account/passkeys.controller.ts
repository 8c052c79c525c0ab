import { Body, Controller, HttpCode, HttpStatus, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Response } from 'express';
import { Clock } from '../../lib/clock.js';
import { PasskeyService } from '../../services/passkey.service.js';
import { PasskeyStore } from '../../store/passkey.store.js';
import { deviceWords } from '../../words/device.js';
import { wordsIn } from '../../words/words.js';
import { Access } from '../access.guard.js';
import { localeFor } from '../reader-of.js';
import { RowId } from '../validated.js';
import type { VisitRequest } from '../visit.js';
import { doerOf, visitorOf } from '../visitor.js';
import { answerIn, nameIn } from './passkey-forms.js';

/** Passkeys of who is signed in: added by the script of their page, and removed. */
@Controller('settings/sign-in/passkeys')
export class PasskeysController {
  constructor(
    private readonly service: PasskeyService,
    private readonly passkeys: PasskeyStore,
    private readonly clock: Clock,
  ) {}

  @Post('options')
  @HttpCode(HttpStatus.OK)
  @Access('signed-in')
  options(@Req() request: VisitRequest): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return this.service.askToAdd(visitorOf(request));
  }

  @Post()
  @Access('signed-in')
  async add(@Req() request: VisitRequest, @Body() body: unknown, @Res() response: Response): Promise<void> {
    const doer = doerOf(request, this.clock.now());
    const name = nameIn(body, deviceWords(wordsIn(localeFor(request)), doer.device));
    await this.service.add(doer, answerIn<RegistrationResponseJSON>(body), name);
    response.redirect(303, '/settings/sign-in?done=passkey');
  }

  @Post(':id/remove')
  @Access('signed-in')
  async remove(
    @RowId('id') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const removed = await this.passkeys.remove(doerOf(request, this.clock.now()), id);
    if (!removed) throw new NotFoundException();
    response.redirect(303, '/settings/sign-in?done=no-passkey');
  }
}
