import { monthsUpTo } from '../month.js';
import type { Figure, Shown } from './figures.js';

const YEAR_MONTHS = 12;

/** The twelve months that a summary tells of: its own (YYYY-MM) and those before it, oldest first. */
export function trendMonths(month: string): string[] {
  return monthsUpTo(month, YEAR_MONTHS);
}

/**
 * Twelve months added up, of what is shown of them and nothing else: exact where all are shown, else at least so many. To
 * tell more of a year with hidden months, rounded or not, would tell of the months: which sums are told and which are not
 * already narrows what a single hidden one can be.
 * @param trend the months, with 'none' where there was no summary
 */
export function yearOf(trend: readonly Shown[]): Figure['year'] {
  const isExact = !trend.includes('hidden');
  const count = trend.reduce<number>((sum, shown) => (typeof shown === 'number' ? sum + shown : sum), 0);
  return { count: count === 0 && !isExact ? 'hidden' : count, isExact };
}
