/** Something that somebody said of a case. Nothing is changed afterwards: a correction is a further word. */
export interface CaseWord {
  /** Grows with each word: tells the order of those of one moment. */
  number: number;
  /** ISO 8601. */
  at: string;
  /** Who said it. */
  accountId: string;
  by: string;
}

/** In the order in which they were said, whatever order they come in. */
export function inOrder<Word extends Pick<CaseWord, 'number' | 'at'>>(words: readonly Word[]): Word[] {
  return [...words].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.number - b.number);
}

/** The one that counts; null where nothing was said. */
export function newest<Word extends CaseWord>(words: readonly Word[]): Word | null {
  return inOrder(words).at(-1) ?? null;
}
