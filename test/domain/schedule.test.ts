import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextPull, type Rhythm } from '../../src/domain/schedule.js';
import { examEnds } from '../../src/domain/schedule/exam-ends.js';
import { pullOutcome } from '../../src/domain/schedule/outcome.js';

const ZONE = 'America/New_York';
const AT = '2026-03-02T15:00:00.000Z';
const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const READ = { kind: 'read' } as const;

function rhythm(more: Partial<Rhythm> = {}): Rhythm {
  return { connectionId: 'connection-1', everySeconds: 6 * HOUR, siteZone: ZONE, failures: 0, ...more };
}

function secondsAfter(at: string, { at: next }: { at: string | null }): number {
  return (Date.parse(next ?? '') - Date.parse(at)) / 1000;
}

function localHour(iso: string | null, zone: string): number {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', hour: 'numeric' });
  return Number(clock.format(new Date(iso ?? '')));
}

/** The moments of a connection's pulls, each made on the dot, as long as nothing goes wrong. */
function series(of: Rhythm, count: number, from = AT): string[] {
  const moments = [from];
  while (moments.length <= count) moments.push(nextPull(of, READ, [], moments.at(-1)!).at!);
  return moments.slice(1);
}

const anyId = fc.uuid();
const anyMoment = fc
  .date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const anyZone = fc.constantFrom(ZONE, 'America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata', 'UTC');

describe('a connection that is well', () => {
  it('is pulled at its pace, wherever in the interval its place is', () => {
    fc.assert(
      fc.property(
        anyId,
        anyMoment,
        fc.integer({ min: 60, max: DAY - 1 }),
        (connectionId, at, everySeconds) => {
          const gap = secondsAfter(at, nextPull(rhythm({ connectionId, everySeconds }), READ, [], at));
          expect(gap).toBeGreaterThanOrEqual(everySeconds / 2);
          expect(gap).toBeLessThanOrEqual(everySeconds * 1.5);
          const [first, second] = series(rhythm({ connectionId, everySeconds }), 2, at);
          expect(Date.parse(second!) - Date.parse(first!)).toBe(everySeconds * 1000);
        },
      ),
    );
  });

  it('is told the same moment whenever it is asked for', () => {
    expect(nextPull(rhythm(), READ, [], AT)).toEqual(nextPull(rhythm(), READ, [], AT));
  });

  it('parts again from a thousand others that were pulled in the same second', () => {
    const counts = new Array<number>(24).fill(0);
    for (let at = 0; at < 1000; at += 1) {
      const next = nextPull(
        rhythm({ connectionId: `connection-${at}`, everySeconds: DAY - 1 }),
        READ,
        [],
        AT,
      );
      counts[new Date(next.at!).getUTCHours()]! += 1;
    }
    expect(Math.max(...counts)).toBeLessThan(80);
    expect(Math.min(...counts)).toBeGreaterThan(15);
  });

  it('is asked at night by the clock of the site, where a pull a day or fewer is enough', () => {
    fc.assert(
      fc.property(
        anyId,
        anyMoment,
        anyZone,
        fc.integer({ min: 1, max: 10 }),
        (connectionId, at, siteZone, days) => {
          const every = rhythm({ connectionId, siteZone, everySeconds: days * DAY });
          let before = at;
          for (const moment of series(every, 3, at)) {
            expect([...Array(12).keys()].map((hour) => hour + 7)).not.toContain(localHour(moment, siteZone));
            const gap = (Date.parse(moment) - Date.parse(before)) / 1000;
            expect(Math.abs(gap - days * DAY)).toBeLessThanOrEqual(13 * HOUR);
            before = moment;
          }
        },
      ),
    );
  });

  it('keeps one night hour from day to day, also over a change of the clocks', () => {
    const hours = series(rhythm({ everySeconds: DAY }), 14).map((moment) => localHour(moment, ZONE));
    expect(new Set(hours).size).toBe(1);
  });

  it('is kept off the usual busy hours where the zone of the site is not known', () => {
    const hours = Array.from({ length: 50 }, (_, at) =>
      nextPull(rhythm({ connectionId: `c${at}`, everySeconds: DAY, siteZone: null }), READ, [], AT),
    ).map(({ at }) => localHour(at, 'America/Chicago'));
    expect(hours.filter((hour) => hour >= 7 && hour < 19)).toEqual([]);
  });
});

describe('a site that is unwell', () => {
  const unwell = (askedMs: number | null = null) => ({ kind: 'unwell', askedMs }) as const;

  it('is asked again after 1, 2, 4, 8 … minutes, a little later by chance, and at least once a day', () => {
    let failures = 0;
    const pauses = Array.from({ length: 14 }, () => {
      const next = nextPull(rhythm({ failures }), unwell(), [], AT);
      failures = next.failures;
      return secondsAfter(AT, next) / MINUTE;
    });
    pauses.slice(0, 10).forEach((pause, at) => {
      expect(pause).toBeGreaterThanOrEqual(2 ** at);
      expect(pause).toBeLessThanOrEqual(2 ** at * 1.25);
    });
    expect(pauses.slice(11)).toEqual([1440, 1440, 1440]);
    expect(failures).toBe(14);
  });

  it('is left alone as long as it asks for, be it until tomorrow', () => {
    for (const asked of [90, 6 * HOUR, DAY, 3 * DAY]) {
      expect(secondsAfter(AT, nextPull(rhythm(), unwell(asked * 1000), [], AT))).toBe(asked);
    }
  });

  it('is asked once a week even where it asks for a year', () => {
    expect(secondsAfter(AT, nextPull(rhythm(), unwell(365 * DAY * 1000), [], AT))).toBe(7 * DAY);
  });

  it('is not hurried by an appointment', () => {
    const next = nextPull(rhythm({ failures: 9 }), unwell(), ['2026-03-02T15:10:00Z'], AT);
    expect(secondsAfter(AT, next)).toBeGreaterThanOrEqual(512 * MINUTE);
  });

  it('is forgiven with the first answer', () => {
    expect(nextPull(rhythm({ failures: 7 }), READ, [], AT).failures).toBe(0);
  });
});

describe('access that was taken back', () => {
  it('is not tried again before the place is linked again', () => {
    expect(nextPull(rhythm(), { kind: 'revoked' }, ['2026-03-02T15:10:00Z'], AT).at).toBeNull();
  });
});

describe('an exam', () => {
  const weekly = rhythm({ everySeconds: 7 * DAY });
  const end = '2026-03-02T20:30:00Z';

  it('brings a pull soon after its end, one some hours later, one the next morning, then the pace as it was', () => {
    const moments = [AT];
    for (let turn = 0; turn < 4; turn += 1) moments.push(nextPull(weekly, READ, [end], moments.at(-1)!).at!);
    const [, soon, later, morning, after] = moments;
    const hoursPast = (moment?: string): number => (Date.parse(moment!) - Date.parse(end)) / 3_600_000;
    expect(hoursPast(soon)).toBeGreaterThan(0.3);
    expect(hoursPast(soon)).toBeLessThan(0.7);
    expect(hoursPast(later)).toBeGreaterThanOrEqual(3);
    expect(hoursPast(later)).toBeLessThanOrEqual(4);
    expect(morning!.slice(0, 10)).toBe('2026-03-03');
    expect([5, 6]).toContain(localHour(morning!, ZONE));
    expect(hoursPast(after)).toBeGreaterThan(6 * 24);
  });

  it('never puts a pull off, and never brings two within minutes of each other', () => {
    fc.assert(
      fc.property(anyId, anyMoment, fc.array(anyMoment, { maxLength: 5 }), (connectionId, at, ends) => {
        const of = rhythm({ connectionId });
        const gap = secondsAfter(at, nextPull(of, READ, ends, at));
        expect(gap).toBeLessThanOrEqual(secondsAfter(at, nextPull(of, READ, [], at)));
        expect(gap).toBeGreaterThanOrEqual(5 * MINUTE);
      }),
    );
  });

  it('is told by appointments that were or may be kept, with the end they state or the usual length', () => {
    const of = (more: object) => ({ resourceType: 'Appointment', status: 'booked', ...more });
    const ends = (more: object) => examEnds([of(more)]);
    const start = '2026-03-02T15:00:00-05:00';
    expect(ends({ start, end: '2026-03-02T15:30:00-05:00' })).toEqual(['2026-03-02T20:30:00.000Z']);
    expect(ends({ start, minutesDuration: 20 })).toEqual(['2026-03-02T20:20:00.000Z']);
    expect(ends({ start })).toEqual(['2026-03-02T21:00:00.000Z']);
    for (const status of ['cancelled', 'noshow', 'entered-in-error', 'proposed', undefined])
      expect(ends({ start, status })).toEqual([]);
    for (const odd of [undefined, '2026-03-02', 'soon', 7, null, 'T'])
      expect(ends({ start: odd })).toEqual([]);
    expect(ends({ start, minutesDuration: 1e300 })).toEqual([]);
    expect(examEnds([{ resourceType: 'Encounter', status: 'booked', start }])).toEqual([]);
  });
});

describe('what a reading came to', () => {
  const failed = (...codes: string[]) => codes.map((code) => ({ code }));
  const some = ['Patient'];

  it('is a site that answered, where one kind of record fails for a reason of its own', () => {
    expect(pullOutcome({ read: some, failed: [] }, true)).toEqual(READ);
    expect(pullOutcome({ read: some, failed: failed('server-error') }, true)).toEqual(READ);
    expect(pullOutcome({ read: some, failed: failed('page-loop') }, false)).toEqual(READ);
  });

  it('is a site that is unwell, where it did not answer, or nothing could be read at all', () => {
    for (const code of [
      'unreachable',
      'timeout',
      'throttled',
      'unavailable',
      'connection-lost',
      'outcome-throttled',
    ])
      expect(pullOutcome({ read: some, failed: failed(code) }, true).kind).toBe('unwell');
    expect(pullOutcome({ read: [], failed: failed('server-error') }, true).kind).toBe('unwell');
  });

  it('carries the longest wait that was asked for', () => {
    const gaps = [
      { code: 'throttled', retryAfterMs: 5_000 },
      { code: 'unavailable', retryAfterMs: 60_000 },
      { code: 'timeout' },
    ];
    expect(pullOutcome({ read: some, failed: gaps }, true)).toEqual({ kind: 'unwell', askedMs: 60_000 });
  });

  it('is access taken back only where there was access to take', () => {
    expect(pullOutcome({ read: [], failed: failed('unauthorized') }, true)).toEqual({ kind: 'revoked' });
    expect(pullOutcome({ read: [], failed: failed('unauthorized') }, false).kind).toBe('unwell');
  });
});
