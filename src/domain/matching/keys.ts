import { commonPairs, rareWords, type ReadName } from './read-name.js';

/** What two names have in common where `sameName` holds. */
export function nameKeys(name: ReadName): string[] {
  return name.key === name.squashed ? [name.key] : [name.key, name.squashed];
}

/** Two names that are compared word by word have one of these in common, or their opening; see `shareAnAnchor`. */
export function anchors(name: ReadName): string[] {
  return [...rareWords(name.words).map((word) => word.text), ...commonPairs(name)];
}

/** The first two words of a name; null of a name that has but one. */
export function startOf(name: ReadName): string | null {
  const [first, second] = name.words;
  return first === undefined || second === undefined ? null : `${first.text} ${second.text}`;
}
