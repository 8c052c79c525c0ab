import type { SummaryCounts, SummaryFigures } from './figures.js';
import { LARGEST_HIDDEN, shownCount } from './hide.js';
import type { ShowCount } from './make-summary.js';
import { type ShownCounts, shownCounts } from './shown.js';

/** A correction: why it was made, and which figures (`figureName`) say something else than before. */
export interface Correction {
  why: string;
  changed: string[];
}

/**
 * What a correction shows of a count. What was hidden in any version stays hidden, and what moved by ten or fewer from any
 * becomes hidden: the versions of one month beside each other tell no small count, and no small difference.
 * @param before what all versions before showed; null where one showed nothing at all
 */
export function showCorrected(before: readonly (ShownCounts | null)[]): ShowCount {
  return (name, count, persons) => {
    const was = before.map((version) => version?.[name]).filter((one) => one !== undefined);
    const hasMoved = was.some(
      (one) => one === 'hidden' || (one !== count && Math.abs(count - one) <= LARGEST_HIDDEN),
    );
    return hasMoved ? 'hidden' : shownCount(count, persons);
  };
}

/** What stands as it was in a month that is counted again later: how many studies are watched, and what is wrong with links. */
export function asItWas(counts: SummaryCounts, before: SummaryCounts | null): SummaryCounts {
  if (before === null) return counts;
  const isOfThen = (name: string): boolean => name.startsWith('links.');
  const mixed = (now: Record<string, number>, then: Record<string, number>): Record<string, number> =>
    Object.fromEntries([
      ...Object.entries(now).filter(([name]) => !isOfThen(name)),
      ...Object.entries(then).filter(([name]) => isOfThen(name)),
    ]);
  return {
    ...counts,
    studies: before.studies,
    cells: mixed(counts.cells, before.cells),
    persons: mixed(counts.persons, before.persons),
  };
}

/** Names of the figures of a month that two versions show differently; `patients` and `studies` are among them. */
export function changedFigures(before: SummaryFigures | null, after: SummaryFigures | null): string[] {
  const [was, is] = [shownCounts(before) ?? {}, shownCounts(after) ?? {}];
  return Object.keys({ ...was, ...is }).filter((name) => was[name] !== is[name]);
}
