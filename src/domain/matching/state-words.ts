import { wordsOf } from './normalise.js';
import { STATE_CODES, wordsOfState } from './states.js';

/** The words of each state's name as they stand in a name that was read. */
export const STATE_WORD_FORMS: ReadonlyMap<string, string[]> = new Map(
  STATE_CODES.map((code) => [code, wordsOf(wordsOfState(code).join(' '))]),
);

/** None where the state is not known. */
export function stateWordsOf(state: string | null): readonly string[] {
  return state === null ? [] : (STATE_WORD_FORMS.get(state) ?? []);
}
