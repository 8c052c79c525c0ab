import { hashOf } from './hash.js';

/** The longest texts that are kept, in UTF-16 code units: nothing longer is a name that somebody gave. */
const LONGEST_NAME = 300;
const LONGEST_TEXT = 1_000;

const LONGEST_KEY = 200;
const KEPT_OF_KEY = 150;

export function cutName(name: string | null): string | null {
  return name === null ? null : beginningOf(name, LONGEST_NAME);
}

export function cutText(text: string | null): string | null {
  return text === null ? null : beginningOf(text, LONGEST_TEXT);
}

/** The text, or its beginning where it is longer; never half of a surrogate pair. */
function beginningOf(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
}

/**
 * The key, or where it is too long for an index its beginning with its length and a hash: the same for the same key.
 * Two keys made to collide are told apart like twins, by their copy number.
 */
export function shortKey(key: string): string {
  return key.length <= LONGEST_KEY ? key : `${beginningOf(key, KEPT_OF_KEY)}~${key.length}-${hashOf(key)}`;
}
