import { folded } from '../../lib/fold.js';

/** A word of a name, and whether the other name lacks it. */
export interface NameWord {
  text: string;
  differs: boolean;
}

/** Nobody reads more of a name than this, whatever a feed holds. */
const MOST_WORDS = 60;
const LONGEST_WORD = 60;

/** Two names word by word, each word marked that the other name lacks; case, accents and punctuation make no difference. */
export function differingWords(one: string, other: string): [NameWord[], NameWord[]] {
  const [left, right] = [wordsIn(one), wordsIn(other)];
  return [marked(left, right), marked(right, left)];
}

function wordsIn(name: string): string[] {
  return name.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
}

function marked(words: string[], others: string[]): NameWord[] {
  const known = new Set(others.map(folded));
  return words.map((word) => ({
    text: word.length > LONGEST_WORD ? `${word.slice(0, LONGEST_WORD)}…` : word,
    differs: folded(word) !== '' && !known.has(folded(word)),
  }));
}
