import type { SummaryFigures } from './figures.js';
import { isSmall, LARGEST_HIDDEN, shownCount } from './hide.js';
import type { ShowCount } from './make-summary.js';
import { figureName } from './tables.js';

/** A correction: why it was made, and which figures (`figureName`) say something else than before. */
export interface Correction {
  why: string;
  changed: string[];
}

/**
 * What a correction shows of a count. What was hidden stays hidden, and what moved by ten or fewer becomes hidden: two versions
 * of one month beside each other tell no small count, and no small difference.
 * @param before what the version before showed; null where it showed nothing at all
 */
export function showCorrected(before: SummaryFigures | null): ShowCount {
  const shown = before === null ? null : countsByName(before);
  return (name, count) => {
    const was = shown?.get(name);
    if (was === undefined) return shownCount(count);
    if (was === 'hidden' || isSmall(count)) return 'hidden';
    return count !== was && Math.abs(count - was) <= LARGEST_HIDDEN ? 'hidden' : count;
  };
}

/** Names of the figures of a month that two versions show differently; `patients` and `studies` are among them. */
export function changedFigures(before: SummaryFigures | null, after: SummaryFigures | null): string[] {
  const [was, is] = [countsByName(before), countsByName(after)];
  return [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name));
}

function countsByName(summary: SummaryFigures | null): Map<string, number | 'hidden'> {
  if (summary === null) return new Map();
  const figures = summary.tables.flatMap((table) =>
    table.figures.map(({ id, count }) => [figureName(table.id, id), count] as const),
  );
  return new Map([['patients', summary.patients], ['studies', summary.studies], ...figures]);
}
