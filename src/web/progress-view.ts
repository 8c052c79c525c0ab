import type { LookRow } from '../store/pages/look.reader.js';
import { type Locale, wordsIn } from '../words/words.js';
import { refusedKinds } from './words/refused-kinds.js';

/** Longer than all but the longest records take. */
const USUAL_MS = 300_000;

/** How far a look is, a line for each thing to say: the same on the page and in its stream. */
export function lookWords(row: LookRow, now: Date, locale: Locale): string[] {
  const words = wordsIn(locale);
  const waitedMs = row.dueSince === null ? 0 : now.getTime() - row.dueSince.getTime();
  const slow = waitedMs >= USUAL_MS ? [words.say('place.look.slow')] : [];
  return [...stateOf(row, locale), ...slow];
}

/**
 * What a look came to, for whoever is led on by it.
 * @param row null where they may not see it any more
 */
export function lookOverWords(row: LookRow | null, locale: Locale): string[] {
  const outcome = row === null ? 'gone' : row.failed ? 'failed' : 'done';
  return [wordsIn(locale).say(`place.look.${outcome}`)];
}

function stateOf({ begun, types, entries }: LookRow, locale: Locale): string[] {
  const words = wordsIn(locale);
  const parts = refusedKinds((types ?? []).filter((type) => type !== 'Patient'));
  if (parts.length === 0) return [words.say(begun ? 'place.look.begun' : 'place.look.waiting')];
  const read = parts.map((part) => words.say(`record.part.${part}`)).join(', ');
  const counted = entries === null ? [] : [words.say('place.look.entries', { count: entries })];
  return [words.say('place.look.read', { parts: read }), ...counted];
}
