import { type Locale, LOCALES, localeOf } from '../words/words.js';
import type { VisitRequest } from './visit.js';
import type { Reader } from './words/times.js';

/** Whose clock and language a page speaks: the visitor's own. */
export function readerOf(request: VisitRequest, now: Date): Reader {
  return { language: localeFor(request), zone: request.visit.account?.timeZone ?? 'UTC', now };
}

/** The language of pages and messages: the account's own where we write it, and a stranger's as their browser asks for it. */
export function localeFor(request: VisitRequest): Locale {
  const { account = null } = request.visit ?? {};
  return localeOf(account === null ? String(request.acceptsLanguages([...LOCALES])) : account.locale);
}
