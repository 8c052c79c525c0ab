import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assess, type Flag, RULE_NAMES } from '../../src/domain/assess.js';
import { type Expectation, EXPECTED_KINDS } from '../../src/domain/expectation.js';
import { follow } from '../../src/domain/follow.js';
import { NO_HISTORY } from '../../src/domain/history.js';
import type { FhirResource } from '../../src/domain/pull.js';
import { expectedEnds } from '../../src/domain/schedule/exam-ends.js';
import { mayBeOnePlace } from '../../src/domain/one-place.js';
import { settle } from '../../src/domain/settle.js';
import { aReading, aStudyResource, type StudyStory } from '../support/fhir-builders.js';
import { level, NEW } from '../support/new-study-story.js';

const FRIDAY: Expectation = {
  id: 'word',
  from: '2024-04-05',
  to: '2024-04-05',
  kind: 'ct',
  place: null,
  became: null,
};
const FIRST = '2024-04-01T08:00:00.000Z';
const THEN = '2024-04-09T08:00:00.000Z';

/** The flags on what a second pull brings to somebody who expected this. */
function flagsOn(exams: FhirResource[], expected: Expectation[], before: FhirResource[] = []): Flag[] {
  const first = follow(NO_HISTORY, aReading(before), null, FIRST, 24);
  const reading = aReading([...before, ...exams]);
  return follow(first.history, reading, first.pull.patient, THEN, 24, { expected }).flags;
}

function judged(story: StudyStory, word: Partial<Expectation> = {}): string {
  const flags = flagsOn([aStudyResource({ ...NEW, ...story })], [{ ...FRIDAY, ...word }]);
  expect(flags).toHaveLength(1);
  return level(flags[0]!);
}

describe('"I have a scan on Friday"', () => {
  it.each<[string, StudyStory, Partial<Expectation>, string]>([
    ['speaks for it', { started: '2024-04-05T16:00:00-05:00' }, {}, 'S03 quiet own-word:strong'],
    ['speaks for it a day early', { started: '2024-04-04' }, {}, 'S03 quiet own-word:strong'],
    ['speaks for it late the next day', { started: '2024-04-06T23:00:00-08:00' }, {}, 'S03 quiet own-word:strong'],
    ['speaks in part without a kind', { started: '2024-04-05' }, { kind: null }, 'S02 info own-word:partial'],
    ['speaks for none two days off', { started: '2024-04-07T01:00:00-05:00' }, {}, 'S02 check'],
    ['speaks for none years back', { started: '2017-04-05' }, {}, 'S02 check'],
    ['speaks for no other kind', { started: '2024-04-05', modality: 'MR' }, {}, 'S02 check'],
    ['speaks for none without a date', { started: null }, {}, 'S02 check'],
    ['speaks for any day of a span', { started: '2024-04-08' }, { to: '2024-04-09' }, 'S03 quiet own-word:strong'],
  ])('%s', (_, story, word, told) => {
    expect(judged(story, word)).toBe(told);
  }); // prettier-ignore

  it('speaks for one exam only', () => {
    const exams = [1, 2, 3].map((one) =>
      aStudyResource({
        id: `e${one}`,
        uid: `7.${one}`,
        accession: null,
        started: '2024-04-05T10:00:00-05:00',
      }),
    );
    const told = flagsOn(exams, [FRIDAY]).map(level);
    expect(told.sort()).toEqual(['S02 check', 'S02 check', 'S03 quiet own-word:strong']);
  });

  it('speaks, once it came at one place, for the same exam at another and for no other', () => {
    const became = { became: '5.5.5' };
    expect(judged({ started: '2024-04-05' }, became)).toBe('S03 quiet own-word:strong');
    expect(judged({ started: '2024-04-05', uid: '6.6.6' }, became)).toBe('S02 check');
  });

  it.each<[string, string | null, string | undefined, string]>([
    ['at that place', 'Lakeside Hospital', undefined, 'S03 quiet own-word:strong'],
    ['at one that is called nearly so', 'Lakeside Imaging Center, LLC', undefined, 'S03 quiet own-word:strong'],
    ['where the source does not say who made it', null, undefined, 'S03 quiet own-word:strong'],
    ['that the place itself shows, whoever made it', 'Ortho Partners', 'Lakeside', 'S03 quiet own-word:strong'],
    ['nowhere else', 'Northgate Hospital', 'Northgate portal', 'S02 check'],
  ])('that names a place speaks for a scan %s', (_, organization, site, expected) => {
    const made = { performer: [{ actor: { reference: 'Organization/1', display: organization } }] };
    const exam = aStudyResource({
      ...NEW,
      started: '2024-04-05',
      more: organization === null ? {} : made,
    });
    const first = follow(NO_HISTORY, aReading([]), null, FIRST, 24);
    const given = { expected: [{ ...FRIDAY, place: 'Lakeside hospital' }], ...(site && { site }) };
    const { flags } = follow(first.history, aReading([exam]), first.pull.patient, THEN, 24, given);
    expect(flags.map(level)).toEqual([expected]);
  }); // prettier-ignore

  it.each<[string, string, boolean]>([
    ['St. Mary’s', 'Saint Marys Medical Center', true],
    ['Mass General', 'Massachusetts General Hospital', true],
    ['UCSF', 'University of California San Francisco', true],
    ['the hospital', 'Northgate Clinic', true],
    ['Lakeside', 'Lakewood Hospital', false],
    ['Northgate Radiology', 'Lakeside Radiology', false],
  ])('takes %s and %s for one place: %s', (one, other, isOne) => {
    expect(mayBeOnePlace(one, other)).toBe(isOne);
    expect(mayBeOnePlace(other, one)).toBe(isOne);
  });

  it('explains a scan that waits to be asked about', () => {
    const exam = aStudyResource({ ...NEW, started: '2024-04-05' });
    const [, found] = [follow(NO_HISTORY, aReading([]), null, FIRST, 24)].flatMap((first) => [
      first,
      follow(first.history, aReading([exam]), null, THEN, 24),
    ]);
    const waiting = [{ id: 'f', studyKey: found!.flags[0]!.change.study.key, answer: null }];
    expect(settle(waiting, found!).map(({ outcome }) => outcome)).toEqual(['stands']);
    expect(settle(waiting, found!, { expected: [FRIDAY] })).toMatchObject([
      { outcome: 'explained', evidence: [{ evidence: 'own-word', id: 'word', strength: 'strong' }] },
    ]);
  });

  it('is over in the evening of its last day at the place, and is waited for until it came', () => {
    expect(expectedEnds([{ ...FRIDAY, to: '2024-04-06' }], 'America/New_York')).toEqual([
      '2024-04-06T23:00:00.000Z',
    ]);
    expect(expectedEnds([FRIDAY], 'Pacific/Honolulu')).toEqual(['2024-04-06T05:00:00.000Z']);
    expect(expectedEnds([{ ...FRIDAY, became: '1.2' }], null)).toEqual([]);
  });

  it('never speaks for more exams than there are words, whatever is said and comes', () => {
    const day = fc.integer({ min: 1, max: 9 }).map((date) => `2024-04-0${date}`);
    const word = fc.record({ day, kind: fc.constantFrom(null, ...EXPECTED_KINDS) });
    const exam = fc.record({ day, modality: fc.constantFrom('CT', 'MR', 'DX', 'US', 'MG') });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), fc.array(exam, { maxLength: 5 }), (words, exams) => {
        const expected = words.map(({ day: on, kind }, at) => ({
          ...FRIDAY,
          id: `w${at}`,
          from: on,
          to: on,
          kind,
        }));
        const came = exams.map(({ day: on, modality }, at) =>
          aStudyResource({ id: `x${at}`, uid: `9.${at}`, accession: null, started: on, modality }),
        );
        const spoken = flagsOn(came, expected).flatMap(({ evidence }) => evidence.map(({ id }) => id));
        expect(new Set(spoken).size).toBe(spoken.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a rule that is switched off', () => {
  const [first] = flagsOn([aStudyResource({ ...NEW, started: '2017-04-05' })], []);
  const asked = (...off: string[]) =>
    assess(first!.change, {
      at: THEN,
      evidenceFor: () => [],
      readable: [],
      settlingHours: 24,
      rulesOff: new Set(off),
    });

  it('decides nothing and is no reason', () => {
    expect(asked().reasons).toEqual(['no-order-visit-or-report', 'dated-long-before-first-seen']);
    expect(asked('no-order-visit-or-report').reasons).toEqual(['dated-long-before-first-seen']);
    expect(asked('dated-long-before-first-seen').reasons).toEqual(['no-order-visit-or-report']);
  });

  it('leaves a change quiet where no other speaks of it', () => {
    expect(asked(...RULE_NAMES)).toMatchObject({
      situation: null,
      level: 'quiet',
      reasons: [],
      settles: null,
    });
  });
});
