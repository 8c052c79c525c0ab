import { HttpException } from '@nestjs/common';
import type { Response } from 'express';
import { STATUS_CODES } from 'node:http';
import { InputError } from '../../lib/errors.js';
import { TooManyTriesError } from '../../services/try-limits.js';
import { ScopeNeededError, SignInNeededError } from '../access.guard.js';
import type { VisitRequest } from '../visit.js';

const REALM = 'Bearer realm="scanwarden"';

/** Whether a request is of a program, which is told of errors as data. */
export function isProgram(request: Partial<VisitRequest>): boolean {
  return request.visit !== undefined && request.visit.scopes !== null;
}

/** The HTTP status of an error; 500 for what went wrong on our side. */
export function problemStatus(error: unknown): number {
  if (error instanceof InputError) return 400;
  if (error instanceof SignInNeededError) return 401;
  if (error instanceof ScopeNeededError) return 403;
  if (error instanceof TooManyTriesError) return 429;
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

/**
 * Tells a program what went wrong: problem details (RFC 9457), of FHIR an OperationOutcome (R4 2.31), and of a missing
 * or too weak token the header of RFC 6750, section 3.
 * @param incident under which the log has what went wrong on our side
 */
export function sendProblem(
  error: unknown,
  incident: string,
  request: VisitRequest,
  response: Response,
): void {
  const status = problemStatus(error);
  const title = STATUS_CODES[status] ?? 'Error';
  const detail = detailOf(error, status);
  const challenge = challengeOf(error, request);
  if (challenge !== null) response.setHeader('www-authenticate', challenge);
  if (error instanceof TooManyTriesError) response.setHeader('retry-after', error.retryAfterSeconds);
  response.setHeader('cache-control', 'no-store');
  const instance = status === 500 ? { instance: `urn:scanwarden:incident:${incident}` } : {};
  const isFhir = /^\/api\/fhir(?![\w-])/i.test(request.originalUrl);
  response
    .status(status)
    .type(isFhir ? 'application/fhir+json' : 'application/problem+json')
    .send(
      JSON.stringify(
        isFhir
          ? outcome(status, detail ?? title)
          : { type: 'about:blank', title, status, ...(detail && { detail }), ...instance },
      ),
    );
}

function detailOf(error: unknown, status: number): string | null {
  if (error instanceof InputError) return error.message;
  if (error instanceof ScopeNeededError) return `The token needs the scope "${error.scope}".`;
  if (status === 401) return 'Send a token that is still good: Authorization: Bearer swt_…';
  if (status === 404) return 'There is no such thing, or the token may not see it.';
  return null;
}

function challengeOf(error: unknown, request: VisitRequest): string | null {
  if (error instanceof ScopeNeededError)
    return `${REALM}, error="insufficient_scope", scope="${error.scope}"`;
  if (!(error instanceof SignInNeededError)) return null;
  return request.get('authorization') === undefined ? REALM : `${REALM}, error="invalid_token"`;
}

/** Codes of R4 IssueType by status. */
const ISSUES: Record<number, string> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-long',
  429: 'throttled',
};

function outcome(status: number, diagnostics: string): object {
  const issue = [{ severity: 'error', code: ISSUES[status] ?? 'exception', diagnostics }];
  return { resourceType: 'OperationOutcome', issue };
}
