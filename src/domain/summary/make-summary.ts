import type { Figure, FigureTable, Shown, SummaryCounts, SummaryFigures } from './figures.js';
import { FEWEST_PATIENTS, HIDING_RULES, isSmall, shownCount, shownTotal, toNearestTen } from './hide.js';
import type { ShownCounts } from './shown.js';
import { figureName, SUMMARY_TABLES, type SummaryTable } from './tables.js';
import { trendMonths, yearOf } from './year.js';

const MONTHS_BEFORE = 3;

/** A summary that was made before, and what it shows; null where too few patients agreed. */
export interface EarlierSummary {
  /** YYYY-MM */
  month: string;
  version: number;
  shown: ShownCounts | null;
}

/** What else a summary says. */
export interface SummaryFrame {
  /** YYYY-MM */
  month: string;
  ofPatients: number | null;
}

/** Decides of one month's count, of so many persons, whether it is shown; a correction decides with what was shown before. */
export type ShowCount = (name: string, count: number, persons: number) => number | 'hidden';

/**
 * What a provider is shown of a month, or null where fewer than eleven patients agreed to be counted.
 * @param earlier all summaries of the provider in the eleven months before, and those of this one, of all versions
 */
export function makeSummary(
  counts: SummaryCounts,
  { month, ofPatients }: SummaryFrame,
  earlier: readonly EarlierSummary[],
  show: ShowCount = (_, count, persons) => shownCount(count, persons),
): SummaryFigures | null {
  if (counts.patients < FEWEST_PATIENTS) return null;
  const studies = isSmall(counts.studies) ? ('hidden' as const) : toNearestTen(counts.studies);
  const newest = newestOf(earlier, month);
  const past = trendMonths(month)
    .slice(0, -1)
    .map((each) => newest.get(each)?.shown ?? null);
  return {
    rules: HIDING_RULES,
    month,
    patients: toNearestTen(counts.patients),
    ofPatients,
    studies,
    tables: SUMMARY_TABLES.map((table) => makeTable(table, { counts, studies, past, show })),
    breaches: counts.breaches,
  };
}

interface Making {
  counts: SummaryCounts;
  studies: number | 'hidden';
  /** What the eleven months before show, oldest first; null where there was no summary, or it showed nothing. */
  past: readonly (ShownCounts | null)[];
  show: ShowCount;
}

function makeTable({ id, cells, total }: SummaryTable, making: Making): FigureTable {
  const { counts, show } = making;
  const figures = cells.map((cell) => {
    const name = figureName(id, cell);
    return figureOf(id, cell, show(name, counts.cells[name] ?? 0, counts.persons[name] ?? 0), making);
  });
  if (!total) return { id, figures };
  return {
    id,
    figures: [...figures, figureOf(id, 'total', shownTotal(figures.map(({ count }) => count)), making)],
  };
}

function figureOf(table: string, id: string, count: number | 'hidden', { studies, past }: Making): Figure {
  const name = figureName(table, id);
  const trend = [...past.map((shown): Shown => shown?.[name] ?? 'none'), count];
  return {
    id,
    count,
    perThousand:
      count === 'hidden' || studies === 'hidden' || studies === 0
        ? 'hidden'
        : toTenth((count * 1000) / studies),
    meanBefore: meanOf(trend.slice(-1 - MONTHS_BEFORE, -1)),
    trend,
    year: yearOf(trend),
  };
}

function meanOf(before: readonly Shown[]): Shown {
  if (before.includes('none')) return 'none';
  const sum = shownTotal(before as (number | 'hidden')[]);
  return sum === 'hidden' ? 'hidden' : toTenth(sum / before.length);
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The newest version of each other month. */
function newestOf(earlier: readonly EarlierSummary[], month: string): Map<string, EarlierSummary> {
  const newest = new Map<string, EarlierSummary>();
  for (const each of earlier) {
    if (each.month !== month && (newest.get(each.month)?.version ?? 0) < each.version)
      newest.set(each.month, each);
  }
  return newest;
}
