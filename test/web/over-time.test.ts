import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawn, namedYears, placeIn, spanOf, stacked } from '../../src/web/over-time/timeline.js';

const NOW = new Date('2026-05-04T12:00:00Z');

describe('the line of a record over time', () => {
  it('goes from the year of the oldest scan to the end of this one, and is two years at least', () => {
    expect(spanOf(['2019-02-14', '2011'], NOW)).toEqual({ from: 2011, until: 2027 });
    expect(spanOf([], NOW)).toEqual({ from: 2025, until: 2027 });
    expect(spanOf(['2031-01-01', '0000'], NOW)).toEqual({ from: 2025, until: 2027 });
  });

  it('has a place for every day, those of a year and a month too', () => {
    const span = { from: 2020, until: 2030 };
    expect(placeIn(span, '2025')).toBe(50);
    expect(placeIn(span, '2025-07-02')).toBe(54.99);
    expect(placeIn(span, '2031-01-01')).toBe(100);
  });

  it('puts marks above each other that would touch, and none outside', () => {
    const span = { from: 2020, until: 2027 };
    const days = fc.array(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(days, (dates) => {
        const marks = stacked(
          dates.map((date) => ({ started: date.toISOString().slice(0, 10) })),
          span,
        );
        expect(marks).toHaveLength(dates.length);
        for (const mark of marks) {
          expect(mark.x >= 0 && mark.x <= 100).toBe(true);
          const beside = marks.filter((other) => other !== mark && other.row === mark.row);
          expect(beside.every((other) => Math.abs(other.x - mark.x) >= 4)).toBe(true);
        }
      }),
    );
  });

  it('draws a stretch of a week wide enough to be seen', () => {
    const span = { from: 2006, until: 2027 };
    const [stretch] = drawn([{ from: '2026-04-20T00:00:00Z', to: '2026-05-04T00:00:00Z' }], span);
    expect(stretch?.width).toBe(1);
    expect(stretch?.x).toBeCloseTo(96.66, 1);
  });

  it('names five years at most', () => {
    expect(namedYears({ from: 2025, until: 2027 }).map(({ year }) => year)).toEqual([2025, 2026]);
    expect(namedYears({ from: 2001, until: 2027 }).length).toBeLessThanOrEqual(5);
  });
});
