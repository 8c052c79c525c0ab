import { type Locale, localeOf } from '../words/words.js';
import type { VisitRequest } from './visit.js';
import type { Reader } from './words/times.js';

/** Whose clock and language a page speaks: the visitor's own. */
export function readerOf(request: VisitRequest, now: Date): Reader {
  return { language: 'en', zone: request.visit.account?.timeZone ?? 'UTC', now };
}

/** The language of messages: the account's own, where we write it. */
export function localeFor(request: VisitRequest): Locale {
  return localeOf(request.visit.account?.locale ?? 'en');
}
