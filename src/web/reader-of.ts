import type { VisitRequest } from './visit.js';
import type { Reader } from './words/times.js';

/** Whose clock and language a page speaks: the visitor's own. */
export function readerOf(request: VisitRequest, now: Date): Reader {
  return { language: 'en', zone: request.visit.account?.timeZone ?? 'UTC', now };
}
