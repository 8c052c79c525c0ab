import type { Figure, FigureTable, Shown, SummaryCounts, SummaryFigures } from './figures.js';
import { FEWEST_PATIENTS, HIDING_RULES, isSmall, shownCount, shownTotal, toNearestTen } from './hide.js';
import { figureName, SUMMARY_TABLES, type SummaryTable } from './tables.js';
import { type MonthOfFigure, type ToldYear, yearOf, YEAR_MONTHS } from './year.js';

const MONTHS_BEFORE = 3;

/** A summary that was made before: what it shows and what was counted for it; null where too few patients agreed. */
export interface EarlierSummary {
  month: string;
  version: number;
  figures: SummaryFigures | null;
  counts: SummaryCounts | null;
}

/** What else a summary says. */
export interface SummaryFrame {
  /** YYYY-MM */
  month: string;
  ofPatients: number | null;
}

/** Decides of one month's count whether it is shown; a correction decides with what was shown before. */
export type ShowCount = (name: string, count: number) => number | 'hidden';

/**
 * What a provider is shown of a month, or null where fewer than eleven patients agreed to be counted.
 * @param earlier all summaries of the provider, of all months and versions
 */
export function makeSummary(
  counts: SummaryCounts,
  { month, ofPatients }: SummaryFrame,
  earlier: readonly EarlierSummary[],
  show: ShowCount = (_, count) => shownCount(count),
): SummaryFigures | null {
  if (counts.patients < FEWEST_PATIENTS) return null;
  const studies = isSmall(counts.studies) ? ('hidden' as const) : toNearestTen(counts.studies);
  const past = pastOf(earlier, month);
  return {
    rules: HIDING_RULES,
    month,
    patients: toNearestTen(counts.patients),
    ofPatients,
    studies,
    tables: SUMMARY_TABLES.map((table) => makeTable(table, { counts, studies, month, past, show })),
    breaches: counts.breaches,
  };
}

interface Making {
  counts: SummaryCounts;
  studies: number | 'hidden';
  month: string;
  past: Past;
  show: ShowCount;
}

function makeTable({ id, cells, total }: SummaryTable, making: Making): FigureTable {
  const figures = cells.map((cell) => {
    const name = figureName(id, cell);
    const count = making.counts.cells[name] ?? 0;
    const shown = making.show(name, count);
    const months = monthsOf(name, making, { shown, count });
    return figureOf(cell, shown, months, yearOf(months, making.past.told(name)), making.studies);
  });
  return { id, figures: total ? [...figures, totalOf(id, figures, making)] : figures };
}

/** Added up from what is shown, month by month and year by year: it tells nothing that is not told already. */
function totalOf(table: string, cells: Figure[], making: Making): Figure {
  const shown = shownTotal(cells.map(({ count }) => count));
  const months = monthsOf(figureName(table, 'total'), making, { shown, count: 0 });
  const years = cells.map(({ year }) => year);
  const isExact = years.every((year) => year.isExact);
  const count = isExact ? shownTotal(years.map((year) => year.count)) : ('hidden' as const);
  return figureOf('total', shown, months, { count, isExact }, making.studies);
}

function figureOf(
  id: string,
  count: number | 'hidden',
  months: readonly MonthOfFigure[],
  year: Figure['year'],
  studies: number | 'hidden',
): Figure {
  const trend = months.map(({ shown }) => shown);
  return {
    id,
    count,
    perThousand:
      count === 'hidden' || studies === 'hidden' || studies === 0
        ? 'hidden'
        : toTenth((count * 1000) / studies),
    meanBefore: meanOf(trend.slice(-1 - MONTHS_BEFORE, -1)),
    trend,
    year,
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

/** What the summaries before said of each figure. */
interface Past {
  /** The newest version of a month. */
  month(number: number): EarlierSummary | undefined;
  told(name: string): ToldYear[];
}

function pastOf(earlier: readonly EarlierSummary[], month: string): Past {
  const newest = new Map<number, EarlierSummary>();
  const told = new Map<string, ToldYear[]>();
  for (const each of earlier) {
    const number = monthNumber(each.month);
    if (each.month !== month && (newest.get(number)?.version ?? 0) < each.version) newest.set(number, each);
    for (const { id, figures } of each.figures?.tables ?? [])
      for (const { id: cell, trend, year } of figures) {
        const name = figureName(id, cell);
        told.set(name, [...(told.get(name) ?? []), { month: number, trend, year }]);
      }
  }
  return { month: (number) => newest.get(number), told: (name) => told.get(name) ?? [] };
}

function monthsOf(
  name: string,
  { month, past }: Making,
  now: { shown: number | 'hidden'; count: number },
): MonthOfFigure[] {
  const last = monthNumber(month);
  const before = Array.from({ length: YEAR_MONTHS - 1 }, (_, index) => last - YEAR_MONTHS + 1 + index);
  return [
    ...before.map((number) => {
      const summary = past.month(number);
      return { month: number, shown: shownIn(summary, name), count: summary?.counts?.cells[name] ?? 0 };
    }),
    { month: last, ...now },
  ];
}

function shownIn(summary: EarlierSummary | undefined, name: string): Shown {
  for (const { id, figures } of summary?.figures?.tables ?? [])
    for (const figure of figures) if (figureName(id, figure.id) === name) return figure.count;
  return 'none';
}

/** Months in order, from a YYYY-MM. */
export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}
