/** Counts of 1 to 10 are not shown (CMS cell size suppression policy, 2020), nor is what gives them away. */
export const LARGEST_HIDDEN = 10;
/** Fewer patients who agreed to be counted than this: no summary. */
export const FEWEST_PATIENTS = 11;
/** Version of the rules in this folder; a summary carries the one it was made by. */
export const HIDING_RULES = 1;

const TEN = 10;

export function isSmall(count: number): boolean {
  return count >= 1 && count <= LARGEST_HIDDEN;
}

/** A count of ten or fewer is hidden, and so is one of ten or fewer persons: one of them may stand behind most of it. */
export function shownCount(count: number, persons: number): number | 'hidden' {
  return isSmall(count) || isSmall(persons) ? 'hidden' : count;
}

/**
 * A number that goes on from month to month (patients, studies), to the nearest ten: the difference of two of them never
 * gives away that few came or went. 11 to 14 are told as 20 too: no number from 1 to 10 stands anywhere.
 */
export function toNearestTen(count: number): number {
  return count === 0 ? 0 : Math.max(Math.round(count / TEN) * TEN, 2 * TEN);
}

/** A total is told only where each of its parts is: what is missing could be worked out from it. */
export function shownTotal(parts: readonly (number | 'hidden')[]): number | 'hidden' {
  let total = 0;
  for (const part of parts) {
    if (part === 'hidden') return 'hidden';
    total += part;
  }
  return total;
}
