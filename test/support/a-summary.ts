import type { Figure, Shown, SummaryFigures, SummaryRow } from '../../src/domain/summary/figures.js';
import { SUMMARY_TABLES } from '../../src/domain/summary/tables.js';

const STUDIES = 4120;

/** A figure whose months are these, the last one being this month's. */
export function aFigure(id: string, trend: Shown[]): Figure {
  const count = trend.at(-1) as number | 'hidden';
  const hasHidden = trend.includes('hidden');
  const sum = trend.reduce<number>((total, month) => (typeof month === 'number' ? total + month : total), 0);
  return {
    id,
    count,
    perThousand: count === 'hidden' ? 'hidden' : Math.round((count * 10000) / STUDIES) / 10,
    meanBefore: hasHidden ? 'hidden' : 21.3,
    trend,
    year: hasHidden ? { count: 1240, isExact: false } : { count: sum, isExact: true },
  };
}

/** Months that climb; each third figure has hidden months, and the first months had no summary. */
function monthsOf(at: number): Shown[] {
  return Array.from({ length: 12 }, (_, month): Shown => {
    if (month < 2) return 'none';
    if (at % 3 === 1 && month % 4 !== 0) return 'hidden';
    return at % 5 === 4 ? 0 : 11 + ((at * 7 + month * 5) % 60);
  });
}

/** What a summary may show: all figures, some hidden. */
export function someFigures(differs: Partial<SummaryFigures> = {}): SummaryFigures {
  let at = 0;
  return {
    rules: 1,
    month: '2026-05',
    patients: 1230,
    ofPatients: 84000,
    studies: STUDIES,
    tables: SUMMARY_TABLES.map(({ id, cells, total }) => ({
      id,
      figures: [...cells, ...(total ? ['total'] : [])].map((cell) => aFigure(cell, monthsOf(at++))),
    })),
    breaches: { own: 1, vendors: 0 },
    ...differs,
  };
}

export function aSummary(differs: Partial<SummaryRow> = {}): SummaryRow {
  return {
    id: '7d6f1c1e-0000-4000-8000-00000000000a',
    provider: { name: 'Lakeside Hospital', timeZone: 'America/New_York' },
    month: '2026-05',
    version: 1,
    madeAt: new Date('2026-06-02T10:00:00Z'),
    figures: someFigures(),
    correction: null,
    ...differs,
  };
}
