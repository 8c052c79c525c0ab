import type { GivenAnswer, GivenWord } from '../store/pages/sql.js';
import type { AnswerView, WordView } from './views/shell.js';
import { momentWords, type Reader } from './words/times.js';

/** An answer as its reader hears of it: whose it is, unless it is their own. */
export function answerView(given: GivenAnswer | null, readerId: string, reader: Reader): AnswerView | null {
  if (given === null) return null;
  return {
    answer: given.answer,
    by: given.accountId === readerId ? null : given.by,
    at: momentWords(new Date(given.at), reader),
  };
}

/** The word that a matter is dealt with, as its reader hears of it. */
export function wordView(given: GivenWord | null, readerId: string, reader: Reader): WordView | null {
  if (given === null) return null;
  return {
    by: given.accountId === readerId ? null : given.by,
    at: momentWords(new Date(given.at), reader),
  };
}
