import { Body, Controller, Get, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import { Clock } from '../../lib/clock.js';
import { AccountService } from '../../services/account.service.js';
import { hashOfCode, newRecoveryCodes } from '../../services/recovery-codes.js';
import { TryLimits } from '../../services/try-limits.js';
import { RecoveryCodeStore } from '../../store/recovery-code.store.js';
import { Access } from '../access.guard.js';
import { Entrance } from '../entrance.js';
import { Pages } from '../pages.js';
import { addressOf, arrivalOf, type VisitRequest } from '../visit.js';
import { doerOf } from '../visitor.js';

const LONGEST_TYPED = 254;

/** Recovery codes: made and shown once, and the way in with one of them. */
@Controller()
export class RecoveryController {
  constructor(
    private readonly pages: Pages,
    private readonly codes: RecoveryCodeStore,
    private readonly accounts: AccountService,
    private readonly entrance: Entrance,
    private readonly limits: TryLimits,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Post('settings/sign-in/codes')
  @HttpCode(HttpStatus.OK)
  @Access('signed-in')
  async make(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const codes = newRecoveryCodes();
    await this.codes.replace(doerOf(request, this.clock.now()), codes.map(hashOfCode));
    const host = new URL(this.config.publicUrl).host;
    this.pages.send(response, 'recovery-codes', { ...(await this.pages.shell(request)), codes, host });
  }

  @Get('recovery')
  @Access('public')
  async ask(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    await this.form(request, response, { email: '', problem: false });
  }

  /** A wrong code, a used one and an unknown address have one answer. */
  @Post('recovery')
  @Access('public')
  async use(@Body() body: unknown, @Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const { email, code } = typedIn(body);
    await this.limits.take('recovery-code', addressOf(request), email);
    const accountId = await this.codes.use(email, hashOfCode(code), this.clock.now());
    if (accountId === null) return this.form(request, response.status(400), { email, problem: true });
    const from = arrivalOf(request, this.config);
    const session = await this.accounts.open(accountId, 'code', from);
    await this.entrance.enter(request, response, { session, from });
  }

  private async form(
    request: VisitRequest,
    response: Response,
    typed: { email: string; problem: boolean },
  ): Promise<void> {
    this.pages.send(response, 'recovery', { ...(await this.pages.shell(request)), ...typed });
  }
}

function typedIn(body: unknown): { email: string; code: string } {
  const { email, code } = (body ?? {}) as { email?: unknown; code?: unknown };
  const text = (given: unknown): string =>
    typeof given === 'string' ? given.trim().slice(0, LONGEST_TYPED) : '';
  return { email: text(email), code: text(code) };
}
