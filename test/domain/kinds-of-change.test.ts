import { describe, expect, it } from '@jest/globals';
import type { FhirResource } from '../../src/domain/pull.js';
import {
  aReading,
  anAccession,
  anIncompleteReading,
  aReport,
  aStudyResource,
  type StudyStory,
} from '../support/fhir-builders.js';
import { flagsAfter, flagsBetween, pulled, told } from '../support/pull-story.js';

/** What a second pull, a week later, tells of a study that the first one brought. */
function change(before: StudyStory, after: StudyStory): string[] {
  return flagsBetween([aStudyResource(before)], [aStudyResource(after)]).map(told);
}

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

describe('altered', () => {
  it.each<[string, StudyStory, StudyStory, string]>([
    ['another side of a series', { side: 'L' }, { side: 'R' }, 'laterality'],
    [
      'another side in its name',
      { description: 'XR left knee' },
      { description: 'XR RIGHT KNEE' },
      'description,laterality',
    ],
    [
      'another side as one letter',
      { description: 'XR KNEE L 2 views' },
      { description: 'XR KNEE R 2 views' },
      'description,laterality',
    ],
    [
      'another body part',
      { part: 'knee', description: null },
      { part: 'ankle', description: null },
      'bodySite',
    ],
    [
      'another body part in its name',
      { description: 'X-ray of the knee', part: null },
      { description: 'X-ray of the ankle', part: null },
      'description,bodySite',
    ],
    ['another day', { started: '2024-03-03' }, { started: '2023-03-03' }, 'started'],
    ['the day before', { started: '2024-03-03' }, { started: '2024-03-02' }, 'started'],
  ])('is checked when it names %s', (_, before, after, fields) => {
    expect(change(before, after)).toEqual([`altered S04 check ${fields}`]);
  });

  it('is checked when the patient number on the study is another', () => {
    const numbered = (value: string): FhirResource =>
      aStudyResource({
        more: { subject: { reference: 'Patient/anna', identifier: { system: 'urn:site', value } } },
      });
    expect(flagsBetween([numbered('77')], [numbered('78')]).map(told)).toEqual(['altered S04 check subject']);
  });

  it('is checked when images of a series were swapped for others', () => {
    const images = (...uids: string[]): StudyStory => ({ series: [{ uid: '1.2.3.1', images: uids }] });
    expect(change(images('1.1', '1.2'), images('1.1', '1.9'))).toEqual(['altered S04 check instances']);
  });

  it.each<[string, StudyStory, StudyStory, string]>([
    [
      'its name is worded otherwise',
      { description: 'CT chest' },
      { description: 'CT thorax w/o contrast' },
      'description',
    ],
    [
      'the time of day is another',
      { started: '2024-03-03T10:00:00Z' },
      { started: '2024-03-03T12:20:00Z' },
      'started',
    ],
    [
      'a modality is another',
      { modality: 'CR', description: 'X' },
      { modality: 'DX', description: 'X' },
      'modality',
    ],
    ['a series is gone', { series: ['1.1', '1.2'] }, { series: ['1.1'] }, 'series'],
    ['it is only registered again', {}, { status: 'registered' }, 'status'],
    ['a date appears where there was none', { started: null }, {}, 'started'],
    ['a body part is named more closely', { part: null, description: 'X' }, { description: 'X' }, 'bodySite'],
  ])('is told as info when %s', (_, before, after, fields) => {
    expect(change(before, after)).toEqual([`altered S04 info ${fields}`]);
  });

  it('is told as info when images of a series are gone', () => {
    const images = (...uids: string[]): StudyStory => ({ series: [{ uid: '1.2.3.1', images: uids }] });
    expect(change(images('1.1', '1.2'), images('1.1'))).toEqual(['altered S04 info instances']);
  });

  it('says all fields that changed', () => {
    const before = { started: '2024-03-03', description: 'CT chest', side: 'L' } as const;
    const after = { started: '2024-03-04', description: 'CT chest PE', side: 'R' } as const;
    expect(change(before, after)).toEqual(['altered S04 check started,description,laterality']);
  });

  const sited = (code: string, display: string, system = 'http://snomed.info/sct'): FhirResource =>
    aStudyResource({
      description: null,
      part: null,
      series: [{ uid: '1.1', bodySite: { system, code, display } }],
    });

  it('is info where a body part of the same system lies in the one before', () => {
    const flags = flagsBetween([sited('56459004', 'Foot')], [sited('29707007', 'Toe of foot')]);
    expect(flags.map(told)).toEqual(['altered S04 info bodySite']);
  });

  it('is not said where another system of codes names the same body part, or one that cannot be compared', () => {
    expect(flagsBetween([sited('56459004', 'Foot')], [sited('FOOT', 'FOOT', 'urn:dicom')])).toEqual([]);
    expect(flagsBetween([sited('56459004', 'Foot')], [sited('F-9', 'Pied', 'urn:local')])).toEqual([]);
    const flags = flagsBetween([sited('56459004', 'Foot')], [sited('H-9', 'Hand', 'urn:local')]);
    expect(flags.map(told)).toEqual(['altered S04 check bodySite']);
  });

  it('is not said of what a source no longer states', () => {
    const silent = { started: null, description: null, part: null, accession: null, uid: null };
    const unlisted = { more: { series: undefined, modality: undefined, numberOfSeries: undefined } };
    expect(change({}, { ...silent, series: ['1.2.3.1'] })).toEqual([]);
    expect(change({}, { ...silent, ...unlisted })).toEqual([]);
  });

  it('is not said when a series gains a side that the study did not name before in the making', () => {
    const before = { status: 'registered', series: ['1.1'] };
    const after = { series: ['1.1', { uid: '1.2', laterality: { code: 'R' } }] };
    expect(change(before, after)).toEqual(['grown - quiet series']);
  });
});

describe('replaced', () => {
  const twoSeries = { uid: '1.2.3', series: ['1.2.3.1', '1.2.3.2'] };

  it('is the same id and accession with another study UID, and soon to be acted on', () => {
    expect(change(twoSeries, { uid: '7.7.7', series: ['7.7.7.1', '7.7.7.2', '7.7.7.3'] })).toEqual([
      'replaced S04 act soon uid,series',
    ]);
  });

  it('holds also when the series are still the same', () => {
    expect(change(twoSeries, { ...twoSeries, uid: '7.7.7' })).toEqual(['replaced S04 act soon uid']);
  });

  it('holds for the same accession on the same day where the id was reissued as well', () => {
    const [flag] = change(twoSeries, { uid: '7.7.7', id: 'other-id' });
    expect(flag).toMatch(/^replaced S04 act soon/);
  });

  it('holds for the same id, day and kind where the source has no accession numbers', () => {
    const [flag] = change({ accession: null }, { accession: null, uid: '7.7.7' });
    expect(flag).toMatch(/^replaced S04 act soon/);
  });

  it('is not said of a second study under the same accession number', () => {
    const second = aStudyResource({ id: 'study-2', uid: '7.7.7' });
    const flags = flagsBetween([aStudyResource()], [aStudyResource(), second]);
    expect(flags.map(told)).toEqual(['added S02 check']);
  });

  it('is not said where an id was given to an exam of another day', () => {
    const before = aStudyResource({ accession: null, started: '2024-03-03' });
    const after = aStudyResource({ accession: null, uid: '7.7.7', started: '2011-01-01' });
    expect(flagsBetween([before], [after]).map(told).sort()).toEqual(['added S02 check', 'missing - quiet']);
  });
});

describe('retracted', () => {
  it.each(['entered-in-error', 'cancelled', 'inactive'])('is info: the place withdrew it (%s)', (status) => {
    expect(change({}, { status })).toEqual(['retracted S05 info status']);
  });

  it('is seen by id alone, when nothing but id and status is left', () => {
    const stripped = { resourceType: 'ImagingStudy', id: 'study-1', status: 'entered-in-error' };
    const flags = flagsBetween([aStudyResource(), other], [stripped, other]);
    expect(flags.map(told)).toEqual(['retracted S05 info status']);
    expect(flags[0]!.change.study).toMatchObject({ uid: '1.2.3', started: '2024-03-03T10:00:00-05:00' });
  });

  it('is told once', () => {
    const withdrawn = aReading([aStudyResource({ status: 'entered-in-error' })]);
    expect(flagsAfter(aReading([aStudyResource()]), withdrawn, withdrawn)).toEqual([]);
  });

  it('is no news of a study that was never shown', () => {
    const never = aStudyResource({ id: 'x', uid: '8.8', accession: null, status: 'entered-in-error' });
    expect(flagsBetween([aStudyResource()], [aStudyResource(), never])).toEqual([]);
  });

  it('is told as a change when it is taken back', () => {
    const withdrawn = aReading([aStudyResource({ status: 'entered-in-error' })]);
    const flags = flagsAfter(aReading([aStudyResource()]), withdrawn, aReading([aStudyResource()]));
    expect(flags.map(told)).toEqual(['altered S04 info status']);
  });
});

describe('images that come later', () => {
  const begun = { status: 'registered', series: ['1.2.3.1'] };
  const whole = { series: ['1.2.3.1', '1.2.3.2'] };

  it('are growth while the study was only registered', () => {
    expect(change(begun, whole)).toEqual(['grown - quiet series']);
  });

  it('are growth within 72 hours of the first sight of the study', () => {
    const first = aReading([aStudyResource({ series: ['1.2.3.1'] })]);
    const [, young] = pulled([first, aReading([aStudyResource(whole)])], 71);
    expect(young!.flags.map(told)).toEqual(['grown - quiet series']);
    const [, old] = pulled([first, aReading([aStudyResource(whole)])], 73);
    expect(old!.flags.map(told)).toEqual(['late-images S04 check series']);
  });

  it('are late when the study was complete', () => {
    expect(change({ series: ['1.2.3.1'] }, whole)).toEqual(['late-images S04 check series']);
  });

  it('are late also as more images in a series that was listed whole', () => {
    const images = (...uids: string[]): StudyStory => ({ series: [{ uid: '1.2.3.1', images: uids }] });
    expect(change(images('1.1'), images('1.1', '1.2'))).toEqual(['late-images S04 check series']);
  });

  it('are late also where a source counts series and lists none', () => {
    const counted = (numberOfSeries: number): FhirResource =>
      aStudyResource({ more: { series: undefined, numberOfSeries } });
    expect(flagsBetween([counted(2)], [counted(3)]).map(told)).toEqual(['late-images S04 check series']);
  });

  it.each(['KO', 'SR', 'PR', 'SEG', 'RTSTRUCT'])(
    'are quiet when they were made from images (%s)',
    (modality) => {
      const after = { series: ['1.2.3.1', { uid: '1.2.3.9', modality }] };
      expect(change({ series: ['1.2.3.1'] }, after)).toEqual(['derived-added - quiet series']);
    },
  );

  it('are no news where a source lists some images of a series only', () => {
    const listed = (...images: string[]): StudyStory => ({
      series: [{ uid: '1.2.3.1', images, numberOfInstances: 120 }],
    });
    expect(change(listed('1.1', '1.2'), listed('1.3', '1.4'))).toEqual([]);
  });

  it('are growth when a registered exam is done on another day than planned', () => {
    const planned = { status: 'registered', started: '2024-03-03' };
    expect(change(planned, { started: '2024-03-05' })).toEqual(['grown - quiet started']);
  });

  it('do not excuse another side: a registered exam whose side changes is checked', () => {
    expect(change({ status: 'registered', side: 'L' }, { side: 'R' })).toEqual([
      'altered S04 check laterality',
    ]);
  });
});

describe('several changes of one study in one pull', () => {
  it('are one change, at the highest level, with the rest as its reasons', () => {
    const before = { series: ['1.2.3.1'], description: 'CT chest' };
    const after = {
      id: 'new-id',
      accession: 'NEW',
      description: 'CT chest with contrast',
      series: ['1.2.3.1', '1.2.3.2', { uid: '1.2.3.9', modality: 'SR' }],
    };
    const [flag, ...more] = flagsBetween([aStudyResource(before)], [aStudyResource(after)]);
    expect(more).toEqual([]);
    expect(told(flag!)).toBe('late-images S04 check ids,accession,description,series');
    expect(flag!.reasons).toEqual([
      'images-added-late',
      'also-altered',
      'also-derived-added',
      'also-reissued',
    ]);
  });

  it('tell of a changed side beside late images', () => {
    const [flag] = flagsBetween(
      [aStudyResource({ side: 'L', series: ['1.1'] })],
      [aStudyResource({ side: 'R', series: ['1.1', '1.2'] })],
    );
    expect(flag!.reasons).toContain('side-body-part-date-or-images-changed');
  });
});

describe('reissued', () => {
  it('is quiet: only ids or accession numbers are others', () => {
    expect(change({}, { id: 'b' })).toEqual(['reissued - quiet ids']);
    expect(change({}, { accession: 'ACC-7' })).toEqual(['reissued - quiet accession']);
    expect(change({}, { id: 'b', accession: 'ACC-7' })).toEqual(['reissued - quiet ids,accession']);
  });

  it('keeps the key under which the study is known', () => {
    const [first, , third] = pulled([
      aReading([aStudyResource({ uid: null, accession: 'A' })]),
      aReading([aStudyResource({ uid: null, accession: 'B' })]),
      aReading([aStudyResource({ uid: '1.2.3', accession: 'B' })]),
    ]);
    expect(third!.history.known[0]!.study).toMatchObject({
      key: first!.history.known[0]!.study.key,
      uid: '1.2.3',
    });
  });

  it('knows the study by its accession number when it has no UID and its id is another', () => {
    const story = { uid: null, started: null, description: null, part: null };
    expect(change(story, { ...story, id: 'b' })).toEqual(['reissued - quiet ids']);
  });

  it('knows the study by its series when study UID, id and accession number are others', () => {
    const after = { uid: '7.7.7', id: 'b', accession: 'B', series: ['1.2.3.1'] };
    expect(change({ series: ['1.2.3.1'] }, after)).toEqual(['reissued - quiet uid,ids,accession']);
  });

  it('knows the study by another number of the source', () => {
    const numbered = (id: string, system: string): FhirResource =>
      aStudyResource({
        uid: null,
        accession: null,
        id,
        started: null,
        series: [],
        more: { identifier: [{ system, value: 'site-4711' }] },
      });
    expect(flagsBetween([numbered('a', 'urn:old')], [numbered('b', 'urn:new')]).map(told)).toEqual([
      'reissued - quiet ids',
    ]);
  });

  it('knows twins that differ in nothing but ids that all change', () => {
    const twins = (ids: string[]): FhirResource[] =>
      ids.map((id) => aStudyResource({ id, uid: null, accession: null, more: { series: undefined } }));
    const flags = flagsBetween(twins(['a', 'b', 'c']), twins(['x', 'y', 'z']));
    expect(flags.map(told)).toEqual(Array(3).fill('reissued - quiet ids'));
  });

  it('finds the one that was added among twins whose ids all change', () => {
    const twins = (ids: string[]): FhirResource[] =>
      ids.map((id) => aStudyResource({ id, uid: null, accession: null, more: { series: undefined } }));
    const flags = flagsBetween(twins(['a', 'b']), twins(['x', 'y', 'z']));
    expect(flags.map(({ change: { kind } }) => kind).sort()).toEqual(['added', 'reissued', 'reissued']);
  });

  it('is not fooled by ids that the source hands round', () => {
    const knee = { uid: null, accession: null, part: 'knee', started: '2022-02-02', series: [] };
    const head = { uid: null, accession: null, part: 'head', started: '2023-03-03', series: [] };
    const flags = flagsBetween(
      [aStudyResource({ ...knee, id: '1' }), aStudyResource({ ...head, id: '2' })],
      [aStudyResource({ ...knee, id: '2' }), aStudyResource({ ...head, id: '1' })],
    );
    expect(flags.map(told)).toEqual(Array(2).fill('reissued - quiet ids'));
  });

  it('gives each study a key of its own, even where a number names two', () => {
    const shared = (id: string, part: string): FhirResource =>
      aStudyResource({ id, part, uid: null, series: [] });
    const [, second] = pulled([
      aReading([shared('1', 'knee'), shared('2', 'head')]),
      aReading([shared('1', 'knee'), shared('2', 'head'), shared('3', 'chest')]),
    ]);
    expect(new Set(second!.history.known.map(({ study }) => study.key)).size).toBe(3);
    expect(second!.flags.map(told)).toEqual(['added S02 check']);
  });

  it('is not said when only the system of a number is renamed', () => {
    expect(change({}, { accessionSystem: 'urn:renamed' })).toEqual([]);
  });

  it('is not said when an accession number is stated for the first time', () => {
    const before = aStudyResource({ accession: null });
    const after = aStudyResource({
      accession: null,
      more: { basedOn: [{ identifier: anAccession('LATE') }] },
    });
    expect(flagsBetween([before], [after])).toEqual([]);
  });
});
