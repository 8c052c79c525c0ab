import { describe, expect, it } from '@jest/globals';
import { aReading, anIncompleteReading, aReport, aStudyResource } from '../support/fhir-builders.js';
import { flagsAfter, flagsBetween, pulled, told } from '../support/pull-story.js';

const other = aStudyResource({ id: 'study-2', uid: '1.2.9', accession: 'ACC-9', started: '2019-05-05' });

describe('the first complete pull', () => {
  it('is the baseline: it asks for a calm review and raises no alarm', () => {
    expect(flagsAfter(aReading([aStudyResource(), other]))).toEqual([]);
  });

  it('is still to come after a pull that is incomplete', () => {
    const [, second, third] = pulled([
      anIncompleteReading([aStudyResource()]),
      aReading([aStudyResource(), other]),
      aReading([aStudyResource()]),
    ]);
    expect(second!.flags).toEqual([]);
    expect(third!.flags.map(told)).toEqual(['missing - quiet']);
  });
});

describe('a pull that brings the same', () => {
  it('changes nothing, also when it is read twice', () => {
    const reading = aReading([aStudyResource(), other, aReport()]);
    const [, second, third] = pulled([reading, reading, reading]);
    expect(second!.flags).toEqual([]);
    expect(third!.flags).toEqual([]);
    expect(third!.history.known).toEqual(second!.history.known);
  });
});

describe('absence', () => {
  it('is noted quietly the first time', () => {
    expect(flagsBetween([aStudyResource(), other], [other]).map(told)).toEqual(['missing - quiet']);
  });

  it('is told as no longer shown after two complete pulls in a row', () => {
    const flags = flagsAfter(aReading([aStudyResource(), other]), aReading([other]), aReading([other]));
    expect(flags.map(told)).toEqual(['removed S05 check']);
    expect(flags[0]!.change.study.uid).toBe('1.2.3');
  });

  it('is told once, however long it lasts', () => {
    const gone = aReading([other]);
    expect(flagsAfter(aReading([aStudyResource(), other]), gone, gone, gone, gone)).toEqual([]);
  });

  it('is forgotten when the study is back before the second pull', () => {
    const whole = aReading([aStudyResource(), other]);
    const [, , back, away] = pulled([whole, aReading([other]), whole, aReading([other])]);
    expect(back!.flags).toEqual([]);
    expect(away!.flags.map(told)).toEqual(['missing - quiet']);
  });

  it('is never concluded from an incomplete pull, which may still add and alter', () => {
    const before = aReading([aStudyResource(), other]);
    const moved = { ...other, started: '2019-05-06' };
    const fresh = aStudyResource({ id: 'new', uid: '5.5.5', accession: 'N', started: '2024-04-02' });
    const partial = anIncompleteReading([moved, fresh]);
    const [, second, third, fourth] = pulled([before, partial, partial, aReading([moved, fresh])]);
    expect(second!.flags.map(told)).toEqual(['altered S04 check started', 'added S02 check']);
    expect(third!.flags).toEqual([]);
    expect(fourth!.flags.map(told)).toEqual(['missing - quiet']);
  });

  it('does not count across an incomplete pull twice', () => {
    const gone = aReading([other]);
    const whole = aReading([aStudyResource(), other]);
    expect(flagsAfter(whole, gone, anIncompleteReading([other])).map(told)).toEqual([]);
    expect(flagsAfter(whole, gone, anIncompleteReading([other]), gone).map(told)).toEqual([
      'removed S05 check',
    ]);
  });

  it('of a study that the place withdrew is no news', () => {
    const withdrawn = aStudyResource({ status: 'entered-in-error' });
    const gone = aReading([other]);
    expect(flagsAfter(aReading([aStudyResource(), other]), aReading([withdrawn, other]), gone, gone)).toEqual(
      [],
    );
  });

  it('ends quietly when a study is shown again after it was told as gone', () => {
    const whole = aReading([aStudyResource(), other]);
    const gone = aReading([other]);
    expect(flagsAfter(whole, gone, gone, whole).map(told)).toEqual(['added S03 quiet']);
  });

  it('does not hide what changed meanwhile', () => {
    const gone = aReading([other]);
    const [flag] = flagsAfter(
      aReading([aStudyResource({ side: 'L' }), other]),
      gone,
      gone,
      aReading([aStudyResource({ side: 'R' }), other]),
    );
    expect(told(flag!)).toBe('altered S04 check laterality');
    expect(flag!.reasons).toEqual(['side-body-part-date-or-images-changed', 'also-added']);
  });
});
