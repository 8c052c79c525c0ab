// The first letters of short words tell too much.
const SHORTEST = 4;

/** One letter dropped, added or swapped with its neighbour, in words that begin alike. */
export function hasLetterLost(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length < SHORTEST || short.charAt(0) !== long.charAt(0)) return false;
  return long.length > short.length ? lacksOneLetter(short, long) : hasSwap(short, long);
}

/** The same, or one letter changed in a long word. */
export function differsByOneLetter(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length > short.length) return lacksOneLetter(short, long);
  const at = firstDifference(short, long);
  const isChanged = short.length >= 7 && short.slice(at + 1) === long.slice(at + 1);
  return isChanged || hasSwap(short, long);
}

function lacksOneLetter(short: string, long: string): boolean {
  const at = firstDifference(short, long);
  return long.length === short.length + 1 && short.slice(at) === long.slice(at + 1);
}

function hasSwap(one: string, other: string): boolean {
  const at = firstDifference(one, other);
  const isSwapped = one[at] === other[at + 1] && one[at + 1] === other[at];
  return isSwapped && one.slice(at + 2) === other.slice(at + 2);
}

function firstDifference(short: string, long: string): number {
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return at;
}
