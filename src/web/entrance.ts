import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import type { Arrival } from '../services/account.service.js';
import { SessionStore } from '../store/session.store.js';
import { keepDevice, setSession, type VisitRequest } from './visit.js';
import { doerOf } from './visitor.js';

/** Where every way in ends: a browser has one session at a time. */
@Injectable()
export class Entrance {
  constructor(
    private readonly sessions: SessionStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Hands a new session to the browser, ends the one that it had, and leads to the first page. */
  async enter(
    request: VisitRequest,
    response: Response,
    { session, from }: { session: string; from: Arrival },
  ): Promise<void> {
    await this.leave(request);
    setSession(response, this.config, session);
    keepDevice(response, this.config, from);
    response.redirect(303, '/');
  }

  /** Ends the visitor's session where there is one. */
  async leave(request: VisitRequest): Promise<void> {
    const { sessionId } = request.visit;
    if (sessionId !== null) await this.sessions.end(sessionId, doerOf(request, this.clock.now()));
  }
}
