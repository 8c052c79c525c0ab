import { describe, expect, it } from '@jest/globals';
import type { Reading } from '../../src/domain/pull.js';
import { ALL_TYPES, aReading, aStudyResource } from '../support/fhir-builders.js';
import { flagsAfter, pulled, told } from '../support/pull-story.js';

const full = aReading([aStudyResource()]);
const empty = aReading([]);
const without = (type: string): string[] => ALL_TYPES.filter((one) => one !== type);
const refusing = (type: string): Reading => ({
  ...full,
  read: without(type),
  refused: [{ type, why: 'not in the granted scopes' }],
});

describe('a pull is complete', () => {
  it('when every page of every type was read', () => {
    expect(pulled([full])[0]!.verdict).toMatchObject({ complete: true, incomplete: [] });
  });

  it('also where a type was refused from the start, which coverage names', () => {
    const [, second] = pulled([refusing('Procedure'), refusing('Procedure')]);
    expect(second!.verdict).toMatchObject({
      complete: true,
      refused: [{ type: 'Procedure', why: 'not in the granted scopes' }],
    });
  });

  it('and empty where nothing was held before', () => {
    expect(pulled([empty, empty]).map(({ verdict }) => verdict.complete)).toEqual([true, true]);
  });
});

describe('a pull is incomplete and says why', () => {
  it('when a page of any type failed', () => {
    const [pull] = pulled([{ ...full, failed: [{ type: 'Encounter', why: 'the server timed out' }] }]);
    expect(pull!.verdict.incomplete).toEqual(['Encounter could not be read: the server timed out']);
  });

  it('when a type that was readable is refused now, for as long as it is', () => {
    const [, second, third, fourth] = pulled([full, refusing('Procedure'), refusing('Procedure'), full]);
    const why = ['Procedure was readable before and is refused now: not in the granted scopes'];
    expect([second, third].map((pull) => pull!.verdict.incomplete)).toEqual([why, why]);
    expect(fourth!.verdict.complete).toBe(true);
  });
});

describe('a part of the record, handed in as such', () => {
  const part = (resources = full.resources): Reading => ({ ...full, resources, partial: 'it is a part' });
  const another = aStudyResource({ uid: '7.7', id: 'new', accession: 'N' });

  it('may be the baseline, and adds to it', () => {
    const pulls = pulled([part(), part([...empty.resources, another])]);
    expect(pulls.map(({ verdict }) => verdict)).toMatchObject(
      [0, 1].map(() => ({ complete: false, incomplete: ['it is a part'], partial: 'it is a part' })),
    );
    expect(pulls.map(({ flags }) => flags.map(told))).toEqual([[], ['added S02 check']]);
  });

  it('never takes away, however often a study is left out, nor counts as an empty answer', () => {
    const pulls = pulled([full, part(empty.resources), part(empty.resources), part(empty.resources), empty]);
    expect(pulls.flatMap(({ flags }) => flags)).toEqual([]);
    expect(pulls.at(-1)!.verdict.complete).toBe(false);
  });

  it('with a gap is no baseline: the gap is why it is incomplete', () => {
    const [pull] = pulled([{ ...part(), failed: [{ type: null, why: 'an entry could not be read' }] }]);
    expect(pull!.verdict).toMatchObject({
      incomplete: ['something could not be read: an entry could not be read', 'it is a part'],
      partial: null,
    });
    expect(pull!.history.baselineAt).toBeNull();
  });
});

describe('the baseline', () => {
  const old = aStudyResource({ started: '2009-05-05' });
  const refused = {
    ...aReading([]),
    refused: ['ImagingStudy', 'DiagnosticReport', 'DocumentReference'].map((type) => ({
      type,
      why: 'not granted',
    })),
    resources: empty.resources,
  };

  it('is the first complete pull that could read studies: old ones are no news when access is given later', () => {
    const pulls = pulled([
      refused,
      refused,
      aReading([old]),
      aReading([old, aStudyResource({ uid: '7.7', id: 'new', accession: 'N' })]),
    ]);
    expect(pulls.map(({ history }) => history.baselineAt !== null)).toEqual([false, false, true, true]);
    expect(pulls[2]!.flags).toEqual([]);
    expect(pulls[3]!.flags.map(told)).toEqual(['added S02 check']);
  });

  it('may be an empty list, and a pull from files that says nothing of studies', () => {
    for (const first of [empty, { ...empty, read: without('ImagingStudy') }])
      expect(flagsAfter(first, aReading([old])).map(told)).toEqual(['added S02 check']);
  });
});

describe('an answer empty of studies', () => {
  it('is not believed until a second one agrees; then the studies are missing, and gone with a third', () => {
    const [, first, second, third] = pulled([full, empty, empty, empty]);
    expect(first!.verdict.complete).toBe(false);
    expect(first!.flags).toEqual([]);
    expect(second!.verdict.complete).toBe(true);
    expect(second!.flags.map(told)).toEqual(['missing - quiet']);
    expect(third!.flags.map(told)).toEqual(['removed S05 check']);
  });

  it('has to be twice in a row', () => {
    const verdicts = pulled([full, empty, full, empty, full]).map(({ verdict }) => verdict.complete);
    expect(verdicts).toEqual([true, false, true, false, true]);
  });

  it('is neither confirmed nor refuted by a pull that failed', () => {
    const failed = { ...empty, failed: [{ type: null, why: 'no connection' }] };
    const pulls = pulled([full, empty, failed, empty]);
    expect(pulls.map(({ verdict }) => verdict.complete)).toEqual([true, false, false, true]);
    expect(pulls[2]!.verdict.incomplete).toEqual(['something could not be read: no connection']);
  });
});
