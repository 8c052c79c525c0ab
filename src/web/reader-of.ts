import { type Locale, LOCALES, localeOf } from '../words/words.js';
import { cookieOf, LANGUAGE_COOKIE, type VisitRequest } from './visit.js';
import type { Reader } from './words/times.js';

/** Whose clock and language a page speaks: the visitor's own. */
export function readerOf(request: VisitRequest, now: Date): Reader {
  return { language: localeFor(request), zone: request.visit.account?.timeZone ?? 'UTC', now };
}

/** The language of pages and messages: the account's own where we write it, and a stranger's as they chose, or as their browser asks. */
export function localeFor(request: VisitRequest): Locale {
  const { account = null } = request.visit ?? {};
  if (account !== null) return localeOf(account.locale);
  const chosen = cookieOf(request, LANGUAGE_COOKIE) ?? '';
  return (
    LOCALES.find((locale) => locale === chosen) ?? localeOf(String(request.acceptsLanguages([...LOCALES])))
  );
}
