import type { NextFunction, Request, Response } from 'express';
import type { Config } from '../config/config.js';
import { deviceOf } from '../domain/device.js';
import type { ApiScope, Grant } from '../domain/access.js';
import { keyFor, randomToken } from '../lib/keys.js';
import type { AccountService, Arrival } from '../services/account.service.js';
import type { AccountRow } from '../store/account.row.js';
import { formToken, sameToken } from './form-token.js';

/** What one request knows of its visitor. */
export interface Visit {
  account: AccountRow | null;
  session: string | null;
  sessionId: string | null;
  /** What the token of a program lets it do, empty where it has no good one; null for a browser. */
  scopes: ApiScope[] | null;
  /** Goes into every form of the answer, and must come back with it. */
  csrf: string;
  /** The visitor's grant for the patient that the route names; set by the access guard. */
  grant: Grant | null;
  /** Whom the route is about; set by the access guard with the grant. */
  patientId: string | null;
  /** Of whom else the answer tells, where its route names no patient. */
  shown: Shown[];
  /** Messages that the visitor has not opened, where the guard looked them up with the grant. */
  unread: number | null;
}

/** A patient, and of what of theirs the answer tells; null where it is of the record as such. */
export interface Shown {
  patientId: string;
  item: string | null;
}

export type VisitRequest = Request & { visit: Visit };

const NOBODY = 'nobody';
const SESSION_MAX_AGE_MS = 30 * 24 * 3_600_000;
/** Browsers keep a cookie for no longer (RFC 6265bis, section 5.5). */
const DEVICE_MAX_AGE_MS = 400 * 24 * 3_600_000;

/** Over https the browser itself keeps the cookie to this host and path (RFC 6265bis, `__Host-`). */
export function sessionCookieName(config: Config): string {
  return isHttps(config) ? '__Host-scanwarden' : 'scanwarden';
}

export function setSession(response: Response, config: Config, session: string): void {
  response.cookie(sessionCookieName(config), session, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(config),
    path: '/',
    maxAge: SESSION_MAX_AGE_MS,
  });
}

/** The network address that a request comes from; a proxy's word for it counts where the configuration trusts it. */
export function addressOf(request: Request): string {
  return request.ip ?? 'unknown';
}

/** What a sign-in is told of the browser that it comes from. */
export function arrivalOf(request: Request, config: Config): Arrival {
  const deviceToken = cookieOf(request, deviceCookieName(config)) ?? randomToken();
  return { device: deviceOf(request.get('user-agent') ?? ''), deviceToken };
}

/** The browser keeps its token for the next time, whoever signs in then. */
export function keepDevice(response: Response, config: Config, { deviceToken }: Arrival): void {
  response.cookie(deviceCookieName(config), deviceToken, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(config),
    path: '/',
    maxAge: DEVICE_MAX_AGE_MS,
  });
}

function deviceCookieName(config: Config): string {
  return `${sessionCookieName(config)}-device`;
}

export function clearSession(response: Response, config: Config): void {
  response.clearCookie(sessionCookieName(config), {
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(config),
    path: '/',
  });
}

function isHttps(config: Config): boolean {
  return config.publicUrl.startsWith('https:');
}

/** Which language a stranger chose. It says nothing of them, and no page shows more or less by it. */
export const LANGUAGE_COOKIE = 'scanwarden-language';
const LANGUAGE_MAX_AGE_MS = 365 * 24 * 3_600_000;

export function keepLanguage(response: Response, config: Config, language: string): void {
  response.cookie(LANGUAGE_COOKIE, language, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(config),
    path: '/',
    maxAge: LANGUAGE_MAX_AGE_MS,
  });
}

/** Finds out who visits a page, before anything else looks at the request; a program is known already. */
export function recogniseVisitor(config: Config, accounts: AccountService) {
  const key = keyFor('form', config.secretKey);
  return async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    if ((request as Partial<VisitRequest>).visit !== undefined) return next();
    const session = cookieOf(request, sessionCookieName(config));
    const found = session === null ? null : await accounts.signedIn(session);
    const csrf = formToken(key, found === null ? NOBODY : session!);
    (request as VisitRequest).visit = {
      account: found?.account ?? null,
      session: found === null ? null : session,
      sessionId: found?.sessionId ?? null,
      scopes: null,
      csrf,
      grant: null,
      patientId: null,
      shown: [],
      unread: null,
    };
    next();
  };
}

/**
 * Whether a change was asked for by a form of ours: the browser says it comes from our own pages (Fetch Metadata;
 * Origin where it does not send that), and the form's token is the visitor's own.
 */
export function isOwnForm(request: VisitRequest): boolean {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const fromUs =
    site === undefined
      ? origin === undefined || hostOf(origin) === request.get('host')
      : site === 'same-origin' || site === 'none';
  const body = request.body as Record<string, unknown> | undefined;
  return fromUs && sameToken(String(body?.['_csrf'] ?? ''), request.visit.csrf);
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** The value of a cookie as the browser sends it; null without. */
export function cookieOf(request: Request, name: string): string | null {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const pair = pairs.find((one) => one.startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(name.length + 1);
}
