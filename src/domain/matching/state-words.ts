import { wordsOf } from './normalise.js';
import { STATE_CODES, wordsOfState } from './states.js';
import { kindOf } from './vocabulary.js';

/** The words of each state's name as they stand in a name that was read. */
export const STATE_WORD_FORMS: ReadonlyMap<string, string[]> = new Map(
  STATE_CODES.map((code) => [code, wordsOf(wordsOfState(code).join(' '))]),
);

/** None where the state is not known. */
export function stateWordsOf(state: string | null): readonly string[] {
  return state === null ? [] : (STATE_WORD_FORMS.get(state) ?? []);
}

/** Words that only tell where something is; a direction may tell siblings apart. */
export function placeWordsOf(state: string | null): readonly string[] {
  return state === null ? [] : (PLACE_WORDS.get(state) ?? []);
}

const PLACE_WORDS = new Map(
  STATE_CODES.map((code) => [code, withoutDirections(wordsOfState(code).join(' '))]),
);

export function withoutDirections(place: string): string[] {
  return wordsOf(place).filter((word) => kindOf(word) !== 'direction');
}
