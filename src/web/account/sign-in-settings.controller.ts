import { Controller, Get, NotFoundException, Post, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../../lib/clock.js';
import { PasskeyStore } from '../../store/passkey.store.js';
import { RecoveryCodeStore } from '../../store/recovery-code.store.js';
import { SessionStore } from '../../store/session.store.js';
import { Access } from '../access.guard.js';
import { masked } from '../inbox-view.js';
import { Pages } from '../pages.js';
import { readerOf } from '../reader-of.js';
import { allowOwnScripts } from '../security-headers.js';
import { RowId } from '../validated.js';
import type { VisitRequest } from '../visit.js';
import { doerOf, visitorOf } from '../visitor.js';
import { doneIn, passkeysView, sessionsView } from './sign-in-settings.js';

/** How somebody signs in: their sessions, and how to end them. */
@Controller('settings/sign-in')
export class SignInSettingsController {
  constructor(
    private readonly pages: Pages,
    private readonly sessions: SessionStore,
    private readonly passkeys: PasskeyStore,
    private readonly codes: RecoveryCodeStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('signed-in')
  async show(
    @Query('done') done: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const { id, email } = visitorOf(request);
    const sessions = await this.sessions.of(id);
    const left = await this.codes.left(id);
    allowOwnScripts(response);
    this.pages.send(response, 'settings-sign-in', {
      ...(await this.pages.shell(request)),
      ...sessionsView(sessions, request.visit.sessionId, reader),
      ...passkeysView(await this.passkeys.of(id), reader),
      email: masked(email),
      codes: left === null ? null : { left },
      saved: doneIn(done),
    });
  }

  @Post('sessions/:id/end')
  @Access('signed-in')
  async end(@RowId('id') id: string, @Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const ended = await this.sessions.end(id, doerOf(request, this.clock.now()));
    if (!ended) throw new NotFoundException();
    response.redirect(303, '/settings/sign-in?done=ended');
  }

  @Post('sessions/end-others')
  @Access('signed-in')
  async endOthers(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    await this.sessions.endOthers(doerOf(request, this.clock.now()));
    response.redirect(303, '/settings/sign-in?done=others');
  }
}
