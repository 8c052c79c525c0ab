import type { NameVerdict } from './near-name.js';
import { squashedWords, tellingWeight, type ReadName } from './read-name.js';

// Shorter beginnings are shared by chance.
const LEAST_WORDS = 3;
const LEAST_LETTERS = 20;

/** "Radiology Associates of Quillan Val" is what a column, or a typist, left of "… of Quillan Valley, Salem". */
export function cutName(left: ReadName, right: ReadName): NameVerdict | null {
  const [short, long] = left.letterCount <= right.letterCount ? [left, right] : [right, left];
  const last = short.words.at(-1);
  if (last === undefined || short.words.length < LEAST_WORDS || short.letterCount < LEAST_LETTERS)
    return null;
  const isInsideWord =
    last.kind === 'rare' && last.text.length >= 3 && !long.words.some((word) => word.text === last.text);
  if (!short.cut && !isInsideWord) return null;
  const isBeginning = tellingWeight(short.words) >= 1 && squashedWords(long).startsWith(squashedWords(short));
  return isBeginning ? { verdict: 'near', score: 0.88, reasons: ['name-cut'] } : null;
}
