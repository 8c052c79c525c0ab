import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { IsEmail, IsString, MaxLength } from 'class-validator';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { Config } from '../config/config.js';
import { InputError } from '../lib/errors.js';
import { SANDBOX_CAREGIVER } from '../sandbox/family.js';
import { AccountService, LINK_MINUTES } from '../services/account.service.js';
import { TryLimits } from '../services/try-limits.js';
import { LOGGER } from '../tokens.js';
import { Access } from './access.guard.js';
import { Entrance } from './entrance.js';
import { Pages } from './pages.js';
import { allowOwnScripts } from './security-headers.js';
import { validated } from './validated.js';
import { addressOf, arrivalOf, clearSession, type VisitRequest } from './visit.js';

class Address {
  @IsEmail({ require_tld: false }, { message: 'sign-in.wholeAddress' })
  @MaxLength(254, { message: 'sign-in.tooLong' })
  email!: string;
}

class Link {
  @IsString({ message: 'sign-in.noToken' })
  token!: string;
}

/** Signing in by a link, and out. */
@Controller()
export class SignInController {
  constructor(
    private readonly pages: Pages,
    private readonly accounts: AccountService,
    private readonly entrance: Entrance,
    private readonly limits: TryLimits,
    private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('sign-in')
  @Access('public')
  async ask(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    if (request.visit.account !== null) return response.redirect(303, '/');
    await this.form(request, response, '', null);
  }

  /**
   * The answer is the same page at the same time whether or not the address is known, so the mail goes out behind it.
   * It stands here rather than behind a redirect, which would put the address into a URL.
   */
  @Post('sign-in')
  @HttpCode(HttpStatus.OK)
  @Access('public')
  async send(@Body() body: unknown, @Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const typed = String((body as { email?: unknown } | undefined)?.email ?? '').trim();
    const email = addressIn(typed);
    if (email === null) return this.form(request, response.status(400), typed, 'not-an-address');
    await this.limits.take('sign-in-link', addressOf(request), email);
    this.accounts.mailLink(email).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.error({ reason }, 'a sign-in link could not be mailed');
    });
    this.pages.send(response, 'sign-in-sent', {
      ...(await this.pages.shell(request)),
      email,
      typed: true,
      minutes: LINK_MINUTES,
      embedded: this.mailIsKept(),
    });
  }

  /** Link scanners open this too: it changes nothing, however often it is asked. */
  @Get('sign-in/:token')
  @Access('public')
  async confirm(
    @Param('token') token: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (!(await this.accounts.isOpen(token))) return this.expired(request, response);
    const shell = await this.pages.shell(request);
    this.pages.send(response, 'sign-in-confirm', { ...shell, action: '/sign-in/confirm', token });
  }

  /** Uses the link up. The token comes in the body, so that no address that is posted to holds it. */
  @Post('sign-in/confirm')
  @Access('public')
  async signIn(
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { token } = validated(Link, body);
    await this.limits.take('use-link', addressOf(request), await this.accounts.ownerOfLink(token));
    const from = arrivalOf(request, this.config);
    const session = await this.accounts.signIn(token, from);
    if (session === null) return this.expired(request, response);
    await this.entrance.enter(request, response, { session, from });
  }

  @Post('sign-out')
  @Access('signed-in')
  async signOut(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    await this.entrance.leave(request);
    clearSession(response, this.config);
    response.redirect(303, '/sign-in');
  }

  private async form(
    request: VisitRequest,
    response: Response,
    email: string,
    problem: 'not-an-address' | null,
  ): Promise<void> {
    const shell = await this.pages.shell(request);
    allowOwnScripts(response);
    this.pages.send(response, 'sign-in', { ...shell, email, problem, ...this.terminal() });
  }

  private async expired(request: VisitRequest, response: Response): Promise<void> {
    const shell = await this.pages.shell(request);
    this.pages.send(response.status(410), 'sign-in-expired', { ...shell, ...this.terminal() });
  }

  /** What is said of the terminal. The sandbox's own address is told to nobody but who sits at this computer. */
  private terminal(): { embedded: boolean; sandboxAddress: string | null } {
    const embedded = this.mailIsKept();
    const alone = isLoopback(this.config.host) && isLoopback(new URL(this.config.publicUrl).hostname);
    return { embedded, sandboxAddress: embedded && alone ? SANDBOX_CAREGIVER.email : null };
  }

  private mailIsKept(): boolean {
    return !this.config.production && this.config.smtpUrl === null;
  }
}

/** Whether a host is this computer, whoever asks. */
function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
}

function addressIn(email: string): string | null {
  try {
    return validated(Address, { email }).email;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
