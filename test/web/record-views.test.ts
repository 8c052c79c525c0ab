import { describe, expect, it } from '@jest/globals';
import { LEVELS } from '../../src/domain/level.js';
import type { SourceReading } from '../../src/fhir/study-source.js';
import type { HttpErrorCode } from '../../src/lib/http/http-error.js';
import { gapCodes } from '../../src/services/gap-codes.js';
import { connectionProblem, whyIncomplete } from '../../src/web/connection-view.js';
import { dataKinds } from '../../src/web/filed-data.js';
import { fieldChanges } from '../../src/web/field-changes.js';
import { shownLevel } from '../../src/web/flag-view.js';
import { stepDates } from '../../src/web/step-dates.js';
import type { ConnectionProblem } from '../../src/web/views/record.js';
import { aStudy } from './pages/support/story.js';

const READER = { language: 'en', zone: 'America/New_York', now: new Date('2026-05-05T01:00:00Z') };

const PROBLEM_OF: Record<HttpErrorCode, ConnectionProblem> = {
  unauthorized: 'permission',
  forbidden: 'permission',
  throttled: 'busy',
  unreachable: 'unreachable',
  insecure: 'unreachable',
  timeout: 'unreachable',
  'connection-lost': 'unreachable',
  unavailable: 'unreachable',
  'server-error': 'unreachable',
  'request-failed': 'unreachable',
  'foreign-origin': 'unreadable',
  redirect: 'unreadable',
  'too-large': 'unreadable',
  compressed: 'unreadable',
  'unexpected-content': 'unreadable',
  'bad-address': 'partial',
  'private-address': 'partial',
  'not-found': 'partial',
  'bad-request': 'partial',
};

const whole = { complete: true, incomplete: [], readable: [], refused: [], emptyAnswers: 0 };

/** The codes of a reading that is not whole. */
function codesOf(reading: Partial<SourceReading>, readable: string[] = [], otherPatient = false): string[] {
  return gapCodes(
    { failed: [], refused: [], ...reading },
    { readable },
    { verdict: { ...whole, complete: false }, pull: { otherPatient } },
  );
}

describe('why a place was not read in full', () => {
  it.each(Object.entries(PROBLEM_OF) as [HttpErrorCode, ConnectionProblem][])(
    'after %s is told by what a person can do: %s',
    (code, problem) => {
      const gap = { type: 'ImagingStudy', code, why: 'in words that may change' };
      expect(connectionProblem(codesOf({ failed: [gap] }))).toBe(problem);
    },
  );

  it('is lost permission where a type was readable before, and where the key that sealed the access is gone', () => {
    const gap = { type: 'ImagingStudy', code: 'not-offered', why: 'the source does not offer this' };
    expect(connectionProblem(codesOf({ refused: [gap] }, ['ImagingStudy']))).toBe('permission');
    expect(codesOf({ refused: [gap] })).not.toContain('lost-permission');
    expect(connectionProblem(['sealed-otherwise'])).toBe('permission');
  });

  it('is of a linked place the permission, or the registration, which linking again does not mend', () => {
    expect(connectionProblem(['new-access-refused'])).toBe('permission');
    expect(connectionProblem(['client-refused'])).toBe('registration');
  });

  it('is an empty list where there was a full one, and an answer about somebody else', () => {
    expect(connectionProblem(codesOf({}))).toBe('empty');
    expect(connectionProblem(codesOf({}, [], true))).toBe('unreadable');
  });

  it('is told in the order of the sentences, and of no whole pull', () => {
    const gap = { type: 'Patient', code: 'timeout', why: '' };
    expect(codesOf({ failed: [gap] }, [], true)).toEqual(['timeout', 'another-patient']);
    const { failed, refused } = { failed: [gap], refused: [] };
    expect(
      gapCodes({ failed, refused }, { readable: [] }, { verdict: whole, pull: { otherPatient: true } }),
    ).toEqual([]);
  });
});

describe('what a place answered', () => {
  it('is told once, however many types it was about', () => {
    const why = 'place.test is not available at the moment';
    expect(
      whyIncomplete([`Patient could not be read: ${why}`, `ImagingStudy could not be read: ${why}`, 'other']),
    ).toEqual(['Place.test is not available at the moment.', 'Other.']);
  });
});

describe('the level that is shown', () => {
  const said = (answer: 'know' | 'unsure' | 'not-mine' | null, dealt = false) => ({ answer, dealt });

  it('is never below “act soon” once somebody said “not mine”, and never lowered by it', () => {
    const shown = LEVELS.map((level) => shownLevel(level, true, said('not-mine')));
    expect(shown).toEqual(['act soon', 'act soon', 'act soon', 'act soon', 'act now']);
  });

  it('is quiet once somebody dealt with it', () => {
    expect(LEVELS.map((level) => shownLevel(level, true, said('not-mine', true)))).toEqual(
      LEVELS.map(() => 'quiet'),
    );
  });

  it('is quiet once it is known, or does not hold; and as it was while nobody is sure', () => {
    for (const level of LEVELS) {
      expect(shownLevel(level, true, said('know'))).toBe('quiet');
      expect(shownLevel(level, false, said(null))).toBe('quiet');
      expect(shownLevel(level, true, said('unsure'))).toBe(level);
      expect(shownLevel(level, true, said(null))).toBe(level);
    }
  });
});

describe('the kinds of data in a report', () => {
  it.each([
    [null, []],
    ['An unauthorized person had access to a server.', []],
    ['SSNs and bank account numbers', ['social-security', 'bank']],
    ['names, credit card numbers, passwords', ['card', 'password']],
    ['treatment information, Medicare numbers and X-rays', ['health-plan', 'medical', 'images']],
    ['The business associate was assessed', []],
  ])('of %j are %j', (text, kinds) => {
    expect(dataKinds(text)).toEqual(kinds);
  });
});

describe('before and after', () => {
  it('leaves out what reads the same on both sides', () => {
    const [before, after] = [aStudy(), aStudy({ instanceCount: 213 })];
    expect(fieldChanges(['instances', 'description', 'series'], before, after, READER)).toEqual([
      { field: 'instances', before: '212', after: '213' },
    ]);
  });

  it('says “not stated” by null, and a time to the minute', () => {
    const before = aStudy({ started: '2019-02-14T09:30:00-05:00', bodySites: [] });
    const after = aStudy({
      started: '2019-02-14T10:30:00-05:00',
      bodySites: [{ system: null, code: 'K', display: 'Knee' }],
    });
    expect(fieldChanges(['started', 'bodySite'], before, after, READER)).toEqual([
      { field: 'started', before: '14 February 2019 at 09:30', after: '14 February 2019 at 10:30' },
      { field: 'bodySite', before: null, after: 'Knee' },
    ]);
  });
});

describe('the dates of steps', () => {
  it('count from the day it is where the reader is', () => {
    const { callBy, copiesBy, correctBy, listBy } = stepDates('check', READER);
    expect([callBy, copiesBy, correctBy, listBy].map(({ iso }) => iso)).toEqual([
      '2026-05-18',
      '2026-06-03',
      '2026-07-03',
      '2026-07-03',
    ]);
    expect(stepDates('act soon', READER).callBy.iso).toBe('2026-05-11');
  });
});
