import { Body, Controller, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import { Clock } from '../../lib/clock.js';
import { AccountService } from '../../services/account.service.js';
import { PasskeyService } from '../../services/passkey.service.js';
import { TryLimits } from '../../services/try-limits.js';
import { refusal } from '../../words/refusal.js';
import { Access } from '../access.guard.js';
import { Entrance } from '../entrance.js';
import { addressOf, arrivalOf, type VisitRequest } from '../visit.js';
import { answerIn } from './passkey-forms.js';

/** Signing in with a passkey, by the script of the sign-in page. */
@Controller('sign-in/passkey')
export class PasskeySignInController {
  constructor(
    private readonly passkeys: PasskeyService,
    private readonly accounts: AccountService,
    private readonly entrance: Entrance,
    private readonly limits: TryLimits,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Post('options')
  @HttpCode(HttpStatus.OK)
  @Access('public')
  async options(@Req() request: VisitRequest): Promise<PublicKeyCredentialRequestOptionsJSON> {
    await this.limits.take('ask-passkey', addressOf(request), null);
    return this.passkeys.askToSignIn();
  }

  @Post()
  @Access('public')
  async signIn(
    @Req() request: VisitRequest,
    @Body() body: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const answer = answerIn<AuthenticationResponseJSON>(body);
    const passkey = await this.passkeys.claimed(answer);
    await this.limits.take('use-passkey', addressOf(request), passkey?.accountId ?? null);
    const from = arrivalOf(request, this.config);
    if (passkey === null) throw refusal('account.passkeyRefused');
    const { accountId } = passkey;
    const doer = { accountId, sessionId: null, device: from.device, at: this.clock.now() };
    if (!(await this.passkeys.holds(answer, passkey, doer))) throw refusal('account.passkeyRefused');
    const session = await this.accounts.open(accountId, 'passkey', from);
    await this.entrance.enter(request, response, { session, from });
  }
}
