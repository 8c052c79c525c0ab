import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Constraint, solve } from 'yalps';
import { showCorrected } from '../../../src/domain/summary/correct.js';
import type { SummaryCounts, SummaryFigures } from '../../../src/domain/summary/figures.js';
import { isSmall } from '../../../src/domain/summary/hide.js';
import { shownCounts } from '../../../src/domain/summary/shown.js';
import { type EarlierSummary, makeSummary } from '../../../src/domain/summary/make-summary.js';
import { monthAfter } from '../../../src/domain/month.js';
import { COUNTED_FIGURES } from '../../../src/domain/summary/tables.js';

const FIRST = '2024-01';
const SMALLEST = 1;
const LARGEST = 10;
const VERY_MANY = 1_000_000;

/** Counts as rare things happen: mostly few, sometimes none or many. */
const count = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 10 }) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 11, max: 40 }) },
);
const month = fc.record({
  patients: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 11, max: 60 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 10 }) },
  ),
  studies: fc.integer({ min: 0, max: 400 }),
  cells: fc.array(count, { minLength: COUNTED_FIGURES.length, maxLength: COUNTED_FIGURES.length }),
  breaches: fc.constant({ own: 1, vendors: 0 }),
});
const histories = fc.record({
  months: fc.array(month, { minLength: 1, maxLength: 30 }),
  corrected: fc.array(
    fc.record({
      at: fc.nat(29),
      by: fc.array(fc.integer({ min: -12, max: 12 }), {
        minLength: COUNTED_FIGURES.length,
        maxLength: COUNTED_FIGURES.length,
      }),
    }),
    { maxLength: 2 },
  ),
});
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** Each time is of another person: then most is known of it. */
function countsOf({ cells, ...rest }: History['months'][number]): SummaryCounts {
  const counted = Object.fromEntries(COUNTED_FIGURES.map((name, index) => [name, cells[index]!]));
  return { ...rest, cells: counted, persons: counted };
}

/** A summary that a provider was given, with the counts behind it. */
type Given = EarlierSummary & { figures: SummaryFigures | null; counts: SummaryCounts };

/** All that a provider was ever given. */
function published({ months, corrected }: History): Given[] {
  const given: Given[] = [];
  let name = FIRST;
  for (const [index, each] of months.entries()) {
    const counts = countsOf(each);
    const first = makeSummary(counts, { month: name, ofPatients: 900 }, given);
    given.push({ month: name, version: 1, figures: first, shown: shownCounts(first), counts });
    for (const { by } of corrected.filter(({ at }) => at === index)) {
      const before = given.at(-1)!;
      const moved = countsOf({
        ...each,
        cells: each.cells.map((cell, place) => Math.max(0, cell + by[place]!)),
      });
      const frame = { month: name, ofPatients: 900 };
      const figures = makeSummary(
        moved,
        frame,
        given,
        showCorrected(given.filter((one) => one.month === name).map((one) => one.shown)),
      );
      given.push({
        month: name,
        version: before.version + 1,
        figures,
        shown: shownCounts(figures),
        counts: moved,
      });
    }
    name = monthAfter(name);
  }
  return given;
}

/** Unknowns of the attacker are the cells of each month, `<month> <table>.<cell>`; what a correction shows is another unknown. */
function unknown(month: string, version: number, name: string): string {
  return `${month}/${version} ${name}`;
}

interface Known {
  /** Unknowns that are added up. */
  sum: string[];
  least: number;
  most: number;
}

/** Everything that follows from the summaries as they were given out: months, totals, rates, means and years. */
function learn(given: Given[]): Known[] {
  const versionAt = (position: number, of: string): number =>
    Math.max(
      0,
      ...given
        .slice(0, position + 1)
        .filter(({ month }) => month === of)
        .map(({ version }) => version),
    );
  return given.flatMap(({ month, version, figures }, position) =>
    (figures?.tables ?? []).flatMap(({ id, figures: lines }) => {
      const parts = lines.filter((line) => line.id !== 'total').map((line) => `${id}.${line.id}`);
      return lines.flatMap((line): Known[] => {
        const names = line.id === 'total' ? parts : [`${id}.${line.id}`];
        const of = (when: string, at: number): string[] => names.map((name) => unknown(when, at, name));
        const now = of(month, version);
        const known: Known[] = [];
        if (line.count !== 'hidden') known.push({ sum: now, least: line.count, most: line.count });
        else if (version === 1 && line.id !== 'total')
          known.push({ sum: now, least: SMALLEST, most: LARGEST });
        if (line.perThousand !== 'hidden') known.push(...fromRate(now, line.perThousand, figures!));
        const window = monthsUpTo(month).map((when) => ({
          when,
          version: when === month ? version : versionAt(position, when),
        }));
        const summed = window
          .filter((_, index) => line.trend[index] !== 'none')
          .flatMap(({ when, version: at }) => of(when, at));
        if (line.year.count !== 'hidden') {
          const { count: told, isExact } = line.year;
          known.push({ sum: summed, least: told, most: isExact ? told : VERY_MANY });
        }
        return known;
      });
    }),
  );
}

function fromRate(sum: string[], perThousand: number, { studies }: SummaryFigures): Known[] {
  if (studies === 'hidden') return [];
  return [
    { sum, least: ((perThousand - 0.05) * studies) / 1000, most: ((perThousand + 0.05) * studies) / 1000 },
  ];
}

function monthsUpTo(month: string): string[] {
  const last = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  return Array.from({ length: 12 }, (_, index) => {
    const number = last - 11 + index;
    return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
  });
}

/** The least and the most that an unknown can be, by linear programming. */
function narrowed(target: string, known: Known[]): { least: number; most: number } {
  const constraints = new Map<string, Constraint>();
  const variables = new Map<string, Map<string, number>>();
  known.forEach(({ sum, least, most }, index) => {
    constraints.set(`k${index}`, { min: least, max: most });
    for (const name of sum) {
      const column = variables.get(name) ?? new Map<string, number>();
      column.set(`k${index}`, (column.get(`k${index}`) ?? 0) + 1);
      variables.set(name, column);
    }
  });
  variables.get(target)!.set('target', 1);
  const ends = (['minimize', 'maximize'] as const).map((direction) => {
    const { status, result } = solve({ direction, objective: 'target', constraints, variables });
    if (status === 'unbounded') return direction === 'maximize' ? Infinity : 0;
    if (status !== 'optimal') throw new Error(`no solution: ${status}`);
    return result;
  });
  return { least: ends[0]!, most: ends[1]! };
}

/** Only what has to do with one cell can narrow it: the rest is left out, which keeps the programs small. */
function about(name: string, known: Known[]): Known[] {
  const table = name.split('.')[0]!;
  return known.filter(({ sum }) => sum.some((each) => each.includes(` ${table}.`)));
}

describe('somebody who solves all summaries of a provider', () => {
  it('finds each of them possible that a hidden count can be', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (history, pick) => {
        const given = published(history);
        const secret = given.flatMap(({ month, version, figures, counts }) =>
          version > 1
            ? []
            : (figures?.tables ?? []).flatMap(({ id, figures: lines }) =>
                lines
                  .filter((line) => line.id !== 'total' && line.count === 'hidden')
                  .map((line) => ({
                    name: `${id}.${line.id}`,
                    of: unknown(month, version, `${id}.${line.id}`),
                    count: counts.cells[`${id}.${line.id}`]!,
                  })),
              ),
        );
        fc.pre(secret.length > 0);
        const { name, of, count: true_ } = secret[pick % secret.length]!;
        const { least, most } = narrowed(of, about(name, learn(given)));
        expect(isSmall(true_)).toBe(true);
        expect(least).toBeLessThanOrEqual(SMALLEST + 1e-6);
        expect(most).toBeGreaterThanOrEqual(LARGEST - 1e-6);
      }),
      { numRuns: 120 },
    );
  });

  it('is told the same, whatever a hidden count is: not even by what else is hidden', () => {
    fc.assert(
      fc.property(
        histories,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: SMALLEST, max: LARGEST }),
        (history, at, cell, other) => {
          const month = at % history.months.length;
          const place = cell % COUNTED_FIGURES.length;
          const of = history.months[month]!;
          fc.pre(isSmall(of.cells[place]!));
          const corrected = history.corrected.filter((one) => one.at !== month);
          const months = history.months.map((one, index) =>
            index === month
              ? { ...one, cells: one.cells.map((count, index) => (index === place ? other : count)) }
              : one,
          );
          const told = (one: History): unknown => published(one).map(({ figures }) => figures);
          expect(told({ months, corrected })).toEqual(told({ months: history.months, corrected }));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is shown no count of 1 to 10, in any line or month', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { figures } of published(history))
          for (const { figures: lines } of figures?.tables ?? [])
            for (const { count: shown, trend, year } of lines)
              for (const each of [shown, year.count, ...trend])
                expect(typeof each === 'number' && each > 0 && each <= 10).toBe(false);
      }),
      { numRuns: 25 },
    );
  });
});
