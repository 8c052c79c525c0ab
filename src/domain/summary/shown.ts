import type { SummaryFigures } from './figures.js';
import { figureName } from './tables.js';

/** The counts that a summary shows, by `figureName`; `patients` and `studies` are among them. */
export type ShownCounts = Record<string, number | 'hidden'>;

/** What later summaries and corrections go by; null where too few patients agreed. */
export function shownCounts(summary: SummaryFigures | null): ShownCounts | null {
  if (summary === null) return null;
  const figures = summary.tables.flatMap((table) =>
    table.figures.map(({ id, count }) => [figureName(table.id, id), count] as const),
  );
  return { patients: summary.patients, studies: summary.studies, ...Object.fromEntries(figures) };
}
