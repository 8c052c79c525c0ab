import { type KnownSum, narrowest, type Range } from './bounds.js';
import type { Figure, Shown } from './figures.js';
import { behindTen, FEWEST_PATIENTS, isSmall, LARGEST_HIDDEN, toNearestTen } from './hide.js';

export const YEAR_MONTHS = 12;
/** A hidden month must be able to be at least so many of the ten numbers from 1 to 10, whatever one works out. */
export const FEWEST_POSSIBLE = 8;

/** One figure in one month, whose number in order is `month`. */
export interface MonthOfFigure {
  month: number;
  shown: Shown;
  /** What was counted. */
  count: number;
}

/** What a summary said of a figure; `month` is the last of its twelve. */
export interface ToldYear {
  month: number;
  trend: readonly Shown[];
  year: Figure['year'];
}

/**
 * Twelve months added up. Where all are shown, anybody can add them up, and the sum is exact. Where some are hidden, the sum
 * is told to the nearest ten, and only if from this and every earlier year of the figure no hidden month can be narrowed
 * to fewer than `FEWEST_POSSIBLE` numbers: an audit in the sense of Cox (1980), against a reader who knows that what is
 * hidden is 1 to 10.
 * @param months the twelve, in order, the last one new
 * @param told what was said before, in whatever order and version
 */
export function yearOf(months: readonly MonthOfFigure[], told: readonly ToldYear[]): Figure['year'] {
  const summed = months.filter(({ shown }) => shown !== 'none');
  const sum = summed.reduce((total, { count }) => total + count, 0);
  const hidden = summed.filter(({ shown }) => shown === 'hidden');
  if (hidden.length === 0) return { count: sum, isExact: true };
  const isCorrected = hidden.some(({ month, count }) => !isSmall(count) || wasShown(month, told));
  if (isCorrected || sum < FEWEST_PATIENTS) return { count: 'hidden', isExact: false };
  const year = { count: toNearestTen(sum), isExact: false };
  const all = [...told, { month: months.at(-1)!.month, trend: months.map(({ shown }) => shown), year }];
  return isSafe(all) ? year : { count: 'hidden', isExact: false };
}

/** Shown once and hidden by a correction: what was told of it before and after is not about one number. */
function wasShown(month: number, told: readonly ToldYear[]): boolean {
  return told.some((each) => typeof each.trend[each.trend.length - 1 - each.month + month] === 'number');
}

function isSafe(told: readonly ToldYear[]): boolean {
  return rangesOfHidden(told).every(({ least, most }) => most - least + 1 >= FEWEST_POSSIBLE);
}

/** What can be worked out of each hidden month by whoever has all that was told of a figure. */
export function rangesOfHidden(told: readonly ToldYear[]): Range[] {
  const first = Math.min(...told.map(({ month, trend }) => month - trend.length + 1));
  const last = Math.max(...told.map(({ month }) => month));
  const hidden = hiddenMonths(told);
  const ranges = Array.from({ length: last - first + 1 }, (_, index) =>
    hidden.has(first + index) ? { least: 1, most: LARGEST_HIDDEN } : { least: 0, most: 0 },
  );
  const sums = told.flatMap((each) => sumOfHidden(each, first));
  return narrowest(ranges, sums).filter((_, index) => hidden.has(first + index));
}

function hiddenMonths(told: readonly ToldYear[]): Set<number> {
  const hidden = told.flatMap(({ month, trend }) =>
    trend.flatMap((shown, index) => (shown === 'hidden' ? [month - trend.length + 1 + index] : [])),
  );
  return new Set(hidden.filter((month) => !wasShown(month, told)));
}

/** A year that was rounded, less the months that were shown: what the hidden ones come to. */
function sumOfHidden({ month, trend, year }: ToldYear, first: number): KnownSum[] {
  if (year.count === 'hidden' || year.isExact) return [];
  const shown = trend.reduce<number>((sum, each) => (typeof each === 'number' ? sum + each : sum), 0);
  const { least, most } = behindTen(year.count);
  const to = month - first;
  return [{ from: to - trend.length + 1, to, least: least - shown, most: most - shown }];
}
