import { describe, expect, it } from '@jest/globals';
import type { Flag } from '../../src/domain/assess.js';
import type { FhirResource, Reading } from '../../src/domain/pull.js';
import {
  aPatient,
  aReading,
  aReport,
  aStudyResource,
  aVisit,
  type StudyStory,
} from '../support/fhir-builders.js';
import { pulled, told } from '../support/pull-story.js';

const REPLACED = aPatient('other', {
  link: [{ other: { reference: 'Patient/anna' }, type: 'replaced-by' }],
});
const KNOWN = aStudyResource({ id: 'known', uid: '1.1' });

const old = (number: number, story: StudyStory = {}): FhirResource =>
  aStudyResource({
    id: `old-${number}`,
    uid: `7.${number}`,
    accession: null,
    started: `20${10 + number}-05-06T10:00:00-05:00`,
    ...story,
  });

/** What is told once charts were joined, of what each later pull brings beside; the pulls lie a week apart. */
function afterJoining(...later: FhirResource[][]): Flag[][] {
  const joined = (more: FhirResource[]): Reading => aReading([REPLACED, KNOWN, ...more]);
  return pulled([aReading([KNOWN]), joined([]), ...later.map(joined)])
    .slice(2)
    .map(({ flags }) => flags);
}

describe('charts that were joined', () => {
  it('are told as one change with all studies that come in a later pull', () => {
    const [flags] = afterJoining([old(1), old(2), old(3)]);
    expect(flags!.map(told)).toEqual(['merged S04 check subject']);
    expect(flags![0]!.change.studies).toEqual(['uid:7.1', 'uid:7.2', 'uid:7.3']);
  });

  it('are told again with those that come in the pull after, and never twice with the same', () => {
    const [first, second, third] = afterJoining(
      [old(1), old(2)],
      [old(1), old(2), old(3), old(4)],
      [old(1), old(2), old(3), old(4)],
    );
    expect(first!.map(told)).toEqual(['merged S04 check subject']);
    expect(second!.map(({ change }) => change.studies)).toEqual([['uid:7.3', 'uid:7.4']]);
    expect(third).toEqual([]);
  });

  it('hide no single study that nothing ties to them', () => {
    expect(afterJoining([old(1)])[0]!.map(told)).toEqual(['added S02 check']);
  });

  it('are what a single study belongs to that still names the chart that was given up', () => {
    const [flags] = afterJoining([old(1, { patient: 'other' })]);
    expect(flags!.map(told)).toEqual(['merged S04 check subject']);
  });

  it('hide none that was made after they were joined', () => {
    const made = (number: number): FhirResource => old(number, { started: `2024-04-1${number}T10:00:00Z` });
    expect(afterJoining([made(1), made(2)])[0]!.map(told)).toEqual(['added S02 check', 'added S02 check']);
  });

  it('raise no alarm over studies that are all explained', () => {
    const explained = [1, 2].flatMap((number) => [
      old(number),
      aVisit({ id: `v${number}`, on: `20${10 + number}-05-06T09:00:00-05:00` }),
      aReport({ id: `r${number}`, on: `20${10 + number}-05-06T10:00:00-05:00` }),
    ]);
    expect(afterJoining(explained)[0]!.map(told)).toEqual(['added S03 quiet', 'added S03 quiet']);
  });

  it('explain nothing any more after 30 days', () => {
    const flags = afterJoining([], [], [], [], [old(1), old(2)]).at(-1)!;
    expect(flags.map(told)).toEqual(['added S02 check', 'added S02 check']);
  });

  it('explain that a study is filed under another number of the same person', () => {
    const filed = (number: string): FhirResource =>
      aStudyResource({
        id: 'known',
        uid: '1.1',
        more: { subject: { reference: 'Patient/anna', identifier: { system: 'urn:mrn', value: number } } },
      });
    const joined = (number: string): Reading => aReading([REPLACED, filed(number)]);
    const flags = pulled([aReading([filed('mrn-anna')]), joined('mrn-anna'), joined('mrn-other')]).at(
      -1,
    )!.flags;
    expect(flags.map(told)).toEqual(['merged S04 quiet subject']);
  });
});
