import { isTelling, numberOfLetter, opening, rareWords, type ReadName, type Word } from './read-name.js';
import { kindOf } from './vocabulary.js';

/**
 * Numbers by which names that may agree are found. Names that agree have one in common; names that do not may
 * have one too, by chance, so that what is found is always compared.
 */
export function anchors(name: ReadName): number[] {
  const keys: number[] = [];
  const common: Word[] = [];
  for (const word of name.words) {
    if (word.kind === 'rare') keys.push(word.letters);
    // A state that is rare beside "university" is one of two words that tell in a name without it.
    if (isTelling(word) && kindOf(word.text) !== 'rare') {
      for (const other of common) keys.push(Math.imul(word.letters + other.letters, 0x85ebca6b));
      common.push(word);
    }
  }
  return keys;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => numberOfLetter(letter.charCodeAt(0)));

/** The anchors that rare words of a name would have with a letter more or less. */
export function slipKeys(name: ReadName): number[] {
  return rareWords(name.words).flatMap((word) => {
    const own = new Set([...word.text].map((letter) => numberOfLetter(letter.charCodeAt(0))));
    return [
      ...[...own].map((letter) => (word.letters - letter) | 0),
      ...LETTERS.map((letter) => (word.letters + letter) | 0),
    ];
  });
}

/** Of a name whose opening words tell something, else null. */
export function openingKey(name: ReadName): number | null {
  const words = opening(name);
  return words === null ? null : startOf(words[0], words[1]);
}

/** Of the first two words of a name, else null. */
export function startKey({ words: [first, second] }: ReadName): number | null {
  return first === undefined || second === undefined ? null : startOf(first, second);
}

export function startOf(first: Word, second: Word): number {
  return (Math.imul(first.letters, 31) + second.letters) | 0;
}

/** All that a name may be found by. */
export function keysOf(name: ReadName): number[] {
  const opens = openingKey(name);
  return [name.letters, ...anchors(name), ...(opens === null ? [] : [opens])];
}
