import { SUMMARY_TABLES } from '../../dist/domain/summary/tables.js';

const STUDIES = 41_200;

/** A month in which every figure has a year behind it, some of its months hidden. */
export function inventedSummary() {
  const names = SUMMARY_TABLES.flatMap(({ id, cells, total }) =>
    [...cells, ...(total ? ['total'] : [])].map((cell) => ({ id, cell })),
  );
  const figures = names.map(({ id, cell }, at) => ({ id, figure: figureOf(cell, at) }));
  return {
    id: '00000000-0000-4000-8000-000000000001',
    provider: { name: 'Invented Hospital of the Northern Counties', timeZone: 'America/New_York' },
    month: '2026-10',
    version: 1,
    madeAt: new Date('2026-11-03T11:00:00Z'),
    figures: {
      rules: 1,
      month: '2026-10',
      patients: 12_340,
      ofPatients: 840_000,
      studies: STUDIES,
      tables: SUMMARY_TABLES.map(({ id }) => ({
        id,
        figures: figures.filter((each) => each.id === id).map(({ figure }) => figure),
      })),
      breaches: { own: 1, vendors: 2 },
    },
    correction: null,
  };
}

function figureOf(id, at) {
  const trend = Array.from({ length: 12 }, (_, month) =>
    (at + month) % 4 === 0 ? 'hidden' : 11 + ((at * 37 + month * 101) % 2000),
  );
  const count = trend.at(-1);
  return {
    id,
    count,
    perThousand: count === 'hidden' ? 'hidden' : Math.round((count * 10_000) / STUDIES) / 10,
    meanBefore: 'hidden',
    trend,
    year: { count: 12_340, isExact: false },
  };
}
