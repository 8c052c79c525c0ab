import { dayInFull } from '../../words/days.js';
import type { Words } from '../../words/words.js';

/** The last day to complain (YYYY-MM-DD) in words; where it is over, that the office may still allow it. */
export function complainWords(day: string, today: string, words: Words): string {
  const told = dayInFull(day, words.locale);
  return today > day ? words.say('messages.complain-past', { day: told }) : told;
}
