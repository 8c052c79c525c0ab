/** The longest texts that are kept, in UTF-16 code units: nothing longer is a name that somebody gave. */
const LONGEST_NAME = 300;
const LONGEST_TEXT = 1_000;

const LONGEST_KEY = 200;
const KEPT_OF_KEY = 150;
/** FNV-1a with 64 bits (RFC 9923). */
const FNV_BASIS = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

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

function hashOf(text: string): string {
  let hash = FNV_BASIS;
  for (let at = 0; at < text.length; at += 1)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * FNV_PRIME);
  return hash.toString(16).padStart(16, '0');
}
