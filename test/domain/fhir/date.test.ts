import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysApart, fhirDate, sameMoment, spanOf } from '../../../src/domain/fhir/date.js';

describe('two dates mean the same moment', () => {
  it.each([
    ['in another zone', '2024-03-03T10:00:00-05:00', '2024-03-03T15:00:00Z'],
    ['in another zone, across midnight', '2024-03-03T22:00:00-05:00', '2024-03-04T03:00:00+00:00'],
    ['with local time stamped Z', '2024-03-03T10:00:00Z', '2024-03-03T10:00:00-05:00'],
    ['with the zone left out', '2024-03-03T10:00:00', '2024-03-03T15:00:00Z'],
    ['with the zone left out, as UTC', '2024-03-03T15:00:00', '2024-03-03T10:00:00-05:00'],
    ['with fractions of a second', '2024-03-03T10:00:00.123456Z', '2024-03-03T10:00:00Z'],
    ['with the seconds left out', '2024-03-03T10:00Z', '2024-03-03T10:00:42Z'],
    ['with the time left out', '2024-03-03', '2024-03-03T10:00:00-05:00'],
    ['with the time left out, by the day of the place', '2024-03-03', '2024-03-04T02:00:00Z'],
    ['with the day left out', '2024-03', '2024-03-31'],
    ['with the month left out', '2024', '2024-12-31T23:00:00Z'],
    ['with another way to write the zone', '2024-03-03T10:00:00+0000', '2024-03-03 10:00:00z'],
  ])('%s', (_, a, b) => {
    expect([sameMoment(a, b), sameMoment(b, a)]).toEqual([true, true]);
  });

  it.each([
    ['an hour apart', '2024-03-03T10:00:00Z', '2024-03-03T11:00:00Z'],
    ['an hour apart, both without zone', '2024-03-03T10:00:00', '2024-03-03T11:00:00'],
    ['ten minutes off any zone', '2024-03-03T10:00:00', '2024-03-03T15:10:00Z'],
    ['a day apart', '2024-03-03', '2024-03-04'],
    ['a day apart, one with its time', '2024-03-02', '2024-03-03T18:00:00-05:00'],
    ['a year apart', '2024', '2023-12-31'],
  ])('but not when they are %s', (_, a, b) => {
    expect([sameMoment(a, b), sameMoment(b, a)]).toEqual([false, false]);
  });

  it('whatever zone the same instant is written in', () => {
    const instant = fc.date({
      min: new Date('1950-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: -48, max: 56 }),
        fc.integer({ min: -48, max: 56 }),
        (at, a, b) => {
          expect(sameMoment(inZone(at, a * 15), inZone(at, b * 15))).toBe(true);
        },
      ),
    );
  });
});

describe('days', () => {
  it.each([
    ['2024-03-01', '2024-03-02', 1],
    ['2024-03-02', '2024-03-01', -1],
    ['2024-03-01T20:00:00Z', '2024-03-02T06:00:00Z', 0],
    ['2024-03-01T08:00:00Z', '2024-03-02T08:00:00Z', 1],
    ['2024-03-01', '2024-03-02T03:00:00Z', 0],
    ['2024-03-01', '2024-03-02T16:00:00Z', 1],
    ['2024', '2024-07-01', 0],
  ])('between %s and %s there are %d, a night allowed', (a, b, days) => {
    expect(daysApart(spanOf(a)!, spanOf(b)!)).toBe(days);
  });
});

describe('a date', () => {
  it('is none in any other form', () => {
    for (const text of [
      '20240303',
      '2024-3-3',
      '03/03/2024',
      '2024-13-01',
      '2024-00-10',
      '2024-04-31',
      '2024-01-01T25:00:00Z',
    ])
      expect(fhirDate(text)).toBeNull();
    expect(fhirDate('2024-02-29')).toBe('2024-02-29');
    expect(fhirDate(' 2024-02-29T23:59:60Z ')).toBe('2024-02-29T23:59:60Z');
  });
});

function inZone(at: Date, minutes: number): string {
  const clock = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${clock}${minutes < 0 ? '-' : '+'}${pad(hours)}:${pad(rest)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
