import { describe, expect, it } from '@jest/globals';
import { dueAt, monthBounds } from '../../../src/domain/summary/due.js';

const iso = (moment: number): string => new Date(moment).toISOString();

describe('the day on which a summary is due', () => {
  it.each([
    ['a month that begins on a Saturday', '2025-01', 'America/Chicago', '2025-02-04T12:00:00.000Z'],
    ['a month that begins on a Friday', '2025-07', 'Europe/Paris', '2025-08-04T04:00:00.000Z'],
    ['a month that begins on a Wednesday', '2025-09', 'Pacific/Auckland', '2025-10-01T17:00:00.000Z'],
    ['a year that begins', '2024-12', 'UTC', '2025-01-02T06:00:00.000Z'],
  ])('is the second working day of the month after, by its own clock: %s', (_name, month, zone, due) => {
    expect(iso(dueAt(month, zone))).toBe(due);
  });

  it('comes after the month is over there', () => {
    const { starts, ends } = monthBounds('2025-03', 'America/Chicago');
    expect([iso(starts), iso(ends)]).toEqual(['2025-03-01T06:00:00.000Z', '2025-04-01T05:00:00.000Z']);
  });
});
