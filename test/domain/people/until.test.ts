import { describe, expect, it } from '@jest/globals';
import { earlier, eighteenthBirthday, endOf, isDay } from '../../../src/domain/people/until.js';

const NOW = new Date('2026-01-31T10:00:00Z');

describe('until when somebody is let in', () => {
  it('is a month or a year by the calendar, or open', () => {
    expect(endOf('month', null, NOW, 'UTC')?.toISOString()).toBe('2026-02-28T10:00:00.000Z');
    expect(endOf('year', null, NOW, 'UTC')?.toISOString()).toBe('2027-01-31T10:00:00.000Z');
    expect(endOf('year', null, new Date('2028-02-29T00:00:00Z'), 'UTC')?.toISOString()).toBe(
      '2029-02-28T00:00:00.000Z',
    );
    expect(endOf('open', '2026-02-01', NOW, 'UTC')).toBeNull();
  });

  it('is the whole of the last day where whoever lets them in is, whatever the clock does on it', () => {
    const end = (day: string, zone: string) => endOf('date', day, NOW, zone)?.toISOString();
    expect(end('2026-02-10', 'UTC')).toBe('2026-02-11T00:00:00.000Z');
    expect(end('2026-02-10', 'America/Los_Angeles')).toBe('2026-02-11T08:00:00.000Z');
    expect(end('2026-02-10', 'Asia/Tokyo')).toBe('2026-02-10T15:00:00.000Z');
    expect(end('2026-03-08', 'America/New_York')).toBe('2026-03-09T04:00:00.000Z');
  });

  it('takes only days that there are', () => {
    expect(['2026-02-28', '2028-02-29'].map(isDay)).toEqual([true, true]);
    for (const text of ['', '2026-02-29', '2026-13-01', '2026-2-1', '10.02.2026', '2026-02-28T00:00:00Z'])
      expect([text, isDay(text)]).toEqual([text, false]);
    expect(endOf('date', 'soon', NOW, 'UTC')).toBeNull();
  });

  it('is never later than the end that whoever lets them in has', () => {
    const day = new Date('2026-06-01T00:00:00Z');
    expect(earlier(null, day)).toBe(day);
    expect(earlier(day, null)).toBe(day);
    expect(earlier(day, NOW)).toBe(NOW);
    expect(earlier(null, null)).toBeNull();
  });
});

it('a person is of age on the 18th birthday', () => {
  expect(eighteenthBirthday('2010-05-03').toISOString()).toBe('2028-05-03T00:00:00.000Z');
  expect(eighteenthBirthday('2008-02-29').toISOString()).toBe('2026-03-01T00:00:00.000Z');
});
