import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysAfter, monthsAfter } from '../../../src/domain/cases/calendar.js';
import {
  answerDue,
  answerTime,
  breachComplainBy,
  complainBy,
  letterBy,
  remindersOf,
  type RequestKind,
  type SentLetter,
  silenceComplainBy,
  standingOn,
} from '../../../src/domain/cases/clocks.js';

function aLetter(differs: Partial<SentLetter> & { kind?: RequestKind } = {}): SentLetter {
  const { kind = 'access', ...more } = differs;
  return { sentOn: '2026-05-06', receivedOn: null, extended: false, time: answerTime(kind, 'US'), ...more };
}

describe('by when a place must answer', () => {
  it.each([
    ['access', '2026-06-05', '2026-07-05'],
    ['correction', '2026-07-05', '2026-08-04'],
    ['disclosures', '2026-07-05', '2026-08-04'],
  ] as const)('to a letter on %s is by %s, and by %s with a notice', (kind, due, last) => {
    const letter = aLetter({ kind, receivedOn: '2026-05-06' });
    expect(answerDue(letter)).toEqual({ due, last, about: false });
    expect(answerDue({ ...letter, extended: true })).toEqual({ due: last, last, about: false });
  });

  it('is counted from the day it was received, and from the day it was sent only where that is not known', () => {
    expect(answerDue(aLetter({ receivedOn: '2026-05-11' }))).toMatchObject({
      due: '2026-06-10',
      about: false,
    });
    expect(answerDue(aLetter())).toMatchObject({ due: '2026-06-05', about: true });
  });

  it.each([
    ['EU', '2026-01-31', '2026-02-28', '2026-04-30'],
    ['GB', '2026-05-06', '2026-06-06', '2026-08-06'],
  ] as const)('is one month in the %s, and two more where it is hard', (place, receivedOn, due, last) => {
    for (const kind of ['access', 'correction'] as const) {
      const letter = aLetter({ receivedOn, time: answerTime(kind, place) });
      expect(answerDue(letter)).toEqual({ due, last, about: false });
      expect(answerDue({ ...letter, extended: true })).toEqual({ due: last, last, about: false });
    }
  });

  it('is no date where no rule gives one', () => {
    expect(answerDue(aLetter({ kind: 'other' }))).toBeNull();
    expect(answerTime('access', 'elsewhere')).toBeNull();
    expect(answerTime('disclosures', 'EU')).toBeNull();
    expect(remindersOf(aLetter({ kind: 'other' }))).toEqual([]);
  });

  it('takes the federal rule where nobody knows where the place is', () => {
    expect(answerTime('access', 'unknown')).toEqual({ days: 30, more: 30 });
    expect(answerTime('access', 'US-TX')).toEqual({ days: 30, more: 30 });
  });
});

describe('days are those of the calendar', () => {
  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-01-30', 30, '2024-02-29'],
    // Clocks go forward and back in between.
    ['2026-03-01', 30, '2026-03-31'],
    ['2026-10-20', 30, '2026-11-19'],
    ['2025-12-31', 60, '2026-03-01'],
  ])('%s and %i days is %s', (day, days, then) => {
    expect(daysAfter(day, days)).toBe(then);
  });

  it('go forward and back to where they began', () => {
    const day = fc.integer({ min: 0, max: 60_000 }).map((n) => daysAfter('1990-01-01', n));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 400 }), (from, days) => {
        expect(daysAfter(daysAfter(from, days), -days)).toBe(from);
        expect(daysAfter(from, days) >= from).toBe(true);
      }),
    );
  });
});

describe('months are those of the calendar', () => {
  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
  ])('%s and %i months is %s', (day, months, then) => {
    expect(monthsAfter(day, months)).toBe(then);
  });
});

describe('reminders', () => {
  it('come five days before, on the day after, and after the last day of all', () => {
    expect(remindersOf(aLetter())).toEqual([
      { kind: 'soon', on: '2026-05-31' },
      { kind: 'late', on: '2026-06-06' },
      { kind: 'last', on: '2026-07-06' },
    ]);
  });

  it('move with a notice that asks for more time', () => {
    expect(remindersOf(aLetter({ extended: true }))).toEqual([
      { kind: 'soon', on: '2026-06-30' },
      { kind: 'last', on: '2026-07-06' },
    ]);
  });

  it('begin on the days on which the letter comes to stand so', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<RequestKind>('access', 'correction', 'disclosures'),
        fc.boolean(),
        fc.option(fc.integer({ min: 0, max: 20 })),
        (kind, extended, days) => {
          const letter = aLetter({
            kind,
            extended,
            receivedOn: days === null ? null : daysAfter('2026-05-06', days),
          });
          for (const { kind: reminder, on } of remindersOf(letter)) {
            expect(standingOn(letter, on)).toBe(reminder);
            expect(standingOn(letter, daysAfter(on, -1))).not.toBe(reminder);
          }
        },
      ),
    );
  });
});

describe('the dates of a breach', () => {
  it('name the day of the letter only where the discovery was published', () => {
    expect(letterBy('S12', '2026-03-01')).toBe('2026-04-30');
    expect(letterBy('S12', null)).toBeNull();
  });

  it('name no day of the letter where a vendor reported, which has its own time before', () => {
    expect(letterBy('S14', '2026-03-01')).toBeNull();
  });

  it('count the time to complain from the breach, the letter or our word, whichever came first', () => {
    const toldOn = '2026-01-01';
    const paper = { breachOn: null, letterOn: '2025-12-20' };
    expect(breachComplainBy({ filing: { breachEnd: null }, paper: null, toldOn })).toBe('2026-06-30');
    expect(breachComplainBy({ filing: { breachEnd: '2025-05-05' }, paper: null, toldOn })).toBe('2025-11-01');
    expect(breachComplainBy({ filing: null, paper, toldOn })).toBe('2026-06-18');
  });

  it('count the time to complain of silence from the day after the last day for the answer', () => {
    const letter = aLetter({ sentOn: '2026-07-01' });
    expect(silenceComplainBy(answerDue(letter)!)).toBe('2027-02-27');
  });

  it('count the time to complain from the earlier of two days', () => {
    expect(complainBy('2026-01-01', '2026-03-01')).toBe('2026-06-30');
    expect(complainBy('2026-04-01', '2026-03-01')).toBe('2026-08-28');
    expect(complainBy(null, '2026-03-01')).toBe('2026-08-28');
  });
});
