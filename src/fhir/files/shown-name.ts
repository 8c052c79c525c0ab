const LONGEST = 60;
const KEPT_OF_START = 30;
const KEPT_OF_END = 25;
/** Control characters and marks that turn the direction of writing: they could make a name look like another. */
const DECEIVING = /[\p{Cc}\p{Cf}\p{Surrogate}\u2028\u2029]/gu;

/** A file's name as messages show it: what deceives the eye is replaced, and the middle of a long one left out. */
export function shownName(name: string): string {
  const plain = name.replace(DECEIVING, '\ufffd');
  if (plain.length <= LONGEST) return plain;
  return `${plain.slice(0, KEPT_OF_START)}…${plain.slice(-KEPT_OF_END)}`.replace(DECEIVING, '\ufffd');
}
