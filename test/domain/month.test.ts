import { describe, expect, it } from '@jest/globals';
import { firstDayOf, lastDayOf, MONTH, monthAfter, monthsUpTo } from '../../src/domain/month.js';

describe('a month', () => {
  it('is followed by the next one, over the end of a year too', () => {
    expect([monthAfter('2025-01'), monthAfter('2025-12')]).toEqual(['2025-02', '2026-01']);
  });

  it('comes last of those up to it', () => {
    expect(monthsUpTo('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  it('begins on its first day and ends on its last, in leap years too', () => {
    expect([firstDayOf('2024-02'), lastDayOf('2024-02'), lastDayOf('2025-02'), lastDayOf('2025-12')]).toEqual(
      ['2024-02-01', '2024-02-29', '2025-02-28', '2025-12-31'],
    );
  });

  it('is written with its year, and from 01 to 12', () => {
    const written = ['2025-01', '2025-12', '2025-00', '2025-13', '2025-1', '2025-01-01', ' 2025-01'];
    expect(written.filter((text) => MONTH.test(text))).toEqual(['2025-01', '2025-12']);
  });
});
