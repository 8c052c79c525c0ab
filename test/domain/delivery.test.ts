import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leavesAt, tellCheck, type Timing, USUAL_QUIET_HOURS } from '../../src/domain/delivery.js';
import { type DigestRhythm, nextDigest } from '../../src/domain/digest-day.js';
import { LEVELS } from '../../src/domain/level.js';
import { localAt } from '../../src/domain/local-time.js';
import { type QuietHours, quietUntil } from '../../src/domain/quiet-hours.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NEW_YORK = 'America/New_York';

/** Zones with and without changes of the clock, half an hour off, and changed by half an hour. */
const anyZone = fc.constantFrom(
  'UTC',
  NEW_YORK,
  'America/Los_Angeles',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Chatham',
);
/** Any minute of some years, and often one near a change of the clock. */
const anyMoment = fc.oneof(
  fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2028, 0, 1) }),
  fc
    .tuple(
      fc.constantFrom(
        Date.UTC(2026, 2, 8, 7),
        Date.UTC(2026, 10, 1, 6),
        Date.UTC(2026, 2, 29, 1),
        Date.UTC(2026, 9, 25, 1),
      ),
      fc.integer({ min: -15 * 60, max: 15 * 60 }),
    )
    .map(([change, minutes]) => change + minutes * MINUTE),
);
const anyHours: fc.Arbitrary<QuietHours> = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1439 }))
  .filter(([from, until]) => from !== until)
  .map(([from, until]) => ({ from, until }));

const clocks = new Map<string, Intl.DateTimeFormat>();
function clockOf(zone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  clocks.set(zone, clock);
  return clock;
}

function isQuiet(moment: number, { from, until }: QuietHours, zone: string): boolean {
  const [hour = 0, minute = 0] = clockOf(zone).format(moment).split(':').map(Number);
  const shown = hour * 60 + minute;
  return from < until ? shown >= from && shown < until : shown >= from || shown < until;
}

const timing = (more: Partial<Timing> = {}): Timing => ({
  zone: NEW_YORK,
  quiet: USUAL_QUIET_HOURS,
  actNowAtOnce: false,
  ...more,
});
const at = (iso: string): Date => new Date(iso);

describe('quiet hours', () => {
  it('hold a message until they end on the clock of its reader', () => {
    expect(leavesAt(timing(), 'check', at('2026-01-05T03:30:00Z'))).toEqual(at('2026-01-05T13:00:00Z'));
    expect(leavesAt(timing(), 'check', at('2026-01-05T13:00:00Z'))).toEqual(at('2026-01-05T13:00:00Z'));
    expect(leavesAt(timing({ zone: 'Europe/Berlin' }), 'check', at('2026-01-05T10:00:00Z'))).toEqual(
      at('2026-01-05T10:00:00Z'),
    );
  });

  it('end by the new time in the night in which the clock is changed', () => {
    expect(leavesAt(timing(), 'check', at('2026-03-08T03:00:00Z'))).toEqual(at('2026-03-08T12:00:00Z'));
    expect(leavesAt(timing(), 'check', at('2026-11-01T02:00:00Z'))).toEqual(at('2026-11-01T13:00:00Z'));
  });

  it('end where the clock skips their end', () => {
    const quiet = { from: 60, until: 150 };
    expect(leavesAt(timing({ quiet }), 'check', at('2026-03-08T06:30:00Z'))).toEqual(
      at('2026-03-08T07:00:00Z'),
    );
  });

  it('let only what must be done today through, and only where its reader wants it', () => {
    const night = at('2026-01-05T03:30:00Z');
    const atOnce = LEVELS.filter((level) => leavesAt(timing({ actNowAtOnce: true }), level, night) === night);
    expect(atOnce).toEqual(['act now']);
    expect(leavesAt(timing(), 'act now', night)).toEqual(at('2026-01-05T13:00:00Z'));
  });

  it('hold nothing of who chose none', () => {
    const night = at('2026-01-05T03:30:00Z');
    for (const level of LEVELS) expect(leavesAt(timing({ quiet: null }), level, night)).toBe(night);
  });

  it('never let a message leave in them, and never hold it longer than they last', () => {
    fc.assert(
      fc.property(anyMoment, anyHours, anyZone, (moment, hours, zone) => {
        const leaves = quietUntil(moment, hours, zone);
        expect(isQuiet(leaves, hours, zone)).toBe(false);
        expect(leaves).toBeGreaterThanOrEqual(moment);
        for (let held = moment; held < leaves; held += 13 * MINUTE)
          expect(isQuiet(held, hours, zone)).toBe(true);
        if (leaves > moment) expect(isQuiet(leaves - 1, hours, zone)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

const anyRhythm: fc.Arbitrary<DigestRhythm> = fc.oneof(
  fc.record({
    every: fc.constant('week' as const),
    day: fc.integer({ min: 1, max: 7 }),
    hour: fc.integer({ min: 0, max: 23 }),
  }),
  fc.record({
    every: fc.constant('month' as const),
    day: fc.integer({ min: 1, max: 28 }),
    hour: fc.integer({ min: 0, max: 23 }),
  }),
);

describe('the day of a digest', () => {
  it('is the one that was chosen, at the hour that was chosen, in winter and in summer', () => {
    const monthly: DigestRhythm = { every: 'month', day: 1, hour: 8 };
    const winter = nextDigest(Date.parse('2026-01-31T12:00:00Z'), monthly, NEW_YORK);
    const summer = nextDigest(Date.parse('2026-06-30T12:00:00Z'), monthly, NEW_YORK);
    expect([winter, summer].map((moment) => new Date(moment).toISOString())).toEqual([
      '2026-02-01T13:00:00.000Z',
      '2026-07-01T12:00:00.000Z',
    ]);
  });

  it('counts an hour once that the clock shows twice, and does not lose one that it skips', () => {
    const sundays = (hour: number): DigestRhythm => ({ every: 'week', day: 7, hour });
    const first = nextDigest(Date.parse('2026-10-31T12:00:00Z'), sundays(1), NEW_YORK);
    expect(new Date(first).toISOString()).toBe('2026-11-01T05:00:00.000Z');
    expect(new Date(nextDigest(first, sundays(1), NEW_YORK)).toISOString()).toBe('2026-11-08T06:00:00.000Z');
    const skipped = nextDigest(Date.parse('2026-03-07T12:00:00Z'), sundays(2), NEW_YORK);
    expect(new Date(skipped).toISOString()).toBe('2026-03-08T07:00:00.000Z');
  });

  it('comes once in each week or month, wherever one lives', () => {
    fc.assert(
      fc.property(anyMoment, anyRhythm, anyZone, (moment, rhythm, zone) => {
        const due = nextDigest(moment, rhythm, zone);
        const after = nextDigest(due, rhythm, zone);
        const [shown, then] = [due, after].map((each) => new Date(localAt(each, zone)));
        const longest = rhythm.every === 'week' ? 7 : 31;
        expect(due).toBeGreaterThan(moment);
        expect(due - moment).toBeLessThanOrEqual(longest * DAY + 2 * 60 * MINUTE);
        expect(nextDigest(due - 1, rhythm, zone)).toBe(due);
        for (const day of [shown!, then!])
          expect(rhythm.every === 'week' ? day.getUTCDay() || 7 : day.getUTCDate()).toBe(rhythm.day);
        if (rhythm.every === 'week') expect(Math.round((after - due) / DAY)).toBe(7);
        else expect((then!.getUTCMonth() - shown!.getUTCMonth() + 12) % 12).toBe(1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('many questions in one month', () => {
  it('are told alone twice, then once as several things, then no more by mail', () => {
    expect(tellCheck({ alone: 0, several: false })).toBe('alone');
    expect(tellCheck({ alone: 1, several: false })).toBe('alone');
    expect(tellCheck({ alone: 2, several: false })).toBe('several');
    expect(tellCheck({ alone: 2, several: true })).toBe('app');
    expect(tellCheck({ alone: 0, several: true })).toBe('app');
  });
});
