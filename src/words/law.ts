import { isPastReview, type LawId, lawLine, reviewDue } from '../domain/law.js';
import { dayInFull } from './days.js';
import type { Words } from './words.js';

/** A rule of law in words; past its review without its figures, if there are some. */
export function sayLaw(words: Words, id: LawId, pastReview: boolean): string {
  const dateless = `law.${id}.dateless`;
  return words.say(pastReview && words.has(dateless) ? dateless : `law.${id}`);
}

/** A rule of law as it is told on `today` (YYYY-MM-DD). */
export function sayLawAt(words: Words, id: LawId, today: string): string {
  return sayLaw(words, id, isPastReview(lawLine(id), today));
}

/** A rule with its source, and the days on which it was read and is read again. */
export function citeLaw(words: Words, id: LawId, today: string): string {
  const { cite, jurisdiction, asOf } = lawLine(id);
  return words.say('messages.law.cited', {
    rule: sayLawAt(words, id, today),
    cite,
    place: words.say(`messages.law.${jurisdiction}`),
    asOf: dayInFull(asOf, words.locale),
    reviewBy: dayInFull(reviewDue({ asOf }), words.locale),
  });
}
