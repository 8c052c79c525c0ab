import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { InputError } from '../lib/errors.js';
import { TooManyTriesError } from '../services/try-limits.js';
import { refusalWords } from '../words/refusal.js';
import { type Locale, wordsIn } from '../words/words.js';
import { isProgram, problemStatus, sendProblem } from './api/problem.js';
import { SignInNeededError } from './access.guard.js';
import type { Pages } from './pages.js';
import { localeFor } from './reader-of.js';
import { RefusedError } from './refused.error.js';
import type { VisitRequest } from './visit.js';

const PAGES = { 400: 'error-400', 403: 'error-403', 404: 'error-404', 413: 'error-413' } as const;
type ShownStatus = keyof typeof PAGES;

/** Turns every error into a page in words; what went wrong inside goes to the log under the incident that the page names. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly pages: Pages,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<VisitRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) {
      this.log(error, randomUUID().slice(0, 8));
      return void response.end();
    }
    if (isProgram(request)) return this.tellProgram(error, request, response);
    if (error instanceof SignInNeededError && request.method === 'GET')
      return response.redirect(303, '/sign-in');
    this.answer(error, request, response).catch((failure: unknown) => {
      this.logger.error({ err: failure }, 'the error page itself failed');
      response
        .status(500)
        .type('text/plain')
        .send(wordsIn(localeFor(request)).say('error.plain'));
    });
  }

  private tellProgram(error: unknown, request: VisitRequest, response: Response): void {
    const incident = randomUUID().slice(0, 8);
    if (problemStatus(error) === 500) this.log(error, incident);
    sendProblem(error, incident, request, response);
  }

  private log(error: unknown, incident: string): void {
    const err = error instanceof Error ? error : new Error(String(error));
    this.logger.error({ incident, err }, 'a request failed');
  }

  private async answer(error: unknown, request: VisitRequest, response: Response): Promise<void> {
    const status = statusOf(error);
    response.setHeader('cache-control', 'no-store');
    const shell = await this.pages.shell(request);
    if (error instanceof TooManyTriesError) {
      const { retryAfterSeconds: seconds } = error;
      response.status(429).setHeader('retry-after', seconds);
      return this.pages.send(response, 'error-429', { ...shell, minutes: Math.ceil(seconds / 60) });
    }
    if (status !== null) {
      const detail = detailOf(error, localeFor(request));
      return this.pages.send(response.status(status), PAGES[status], { ...shell, detail });
    }
    const incident = randomUUID().slice(0, 8);
    this.log(error, incident);
    this.pages.send(response.status(500), 'error-500', { ...shell, incident });
  }
}

/** Why it was refused, where that was said in words of ours. */
function detailOf(error: unknown, locale: Locale): string | null {
  return error instanceof InputError || error instanceof RefusedError ? refusalWords(error, locale) : null;
}

function statusOf(error: unknown): ShownStatus | null {
  if (error instanceof InputError) return 400;
  if (error instanceof SignInNeededError) return 403;
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { status?: unknown } | null)?.status;
  if (typeof status !== 'number' || status < 400 || status >= 500) return null;
  return Object.hasOwn(PAGES, status) ? (status as ShownStatus) : 400;
}
