import { describe, expect, it } from '@jest/globals';
import type { FhirResource } from '../../src/domain/pull.js';
import { aReading, aStudyResource, type StudyStory } from '../support/fhir-builders.js';
import { changeOf, flagsAfter, flagsBetween, told } from '../support/pull-story.js';

const other = aStudyResource({ id: 'study-2', uid: '1.2.9', accession: 'ACC-9', started: '2019-05-05' });

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
    expect(changeOf(before, after)).toEqual([`altered S04 check ${fields}`]);
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
    expect(changeOf(images('1.1', '1.2'), images('1.1', '1.9'))).toEqual(['altered S04 check instances']);
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
  ])('is told as info when %s', (_, before, after, fields) => {
    expect(changeOf(before, after)).toEqual([`altered S04 info ${fields}`]);
  });

  it.each<[string, StudyStory, StudyStory]>([
    ['a date', { started: null }, {}],
    ['a body part', { part: null, description: 'X' }, { description: 'X' }],
  ])('is not what a source only learned to tell: %s where there was none', (_, before, after) => {
    expect(changeOf(before, after)).toEqual([]);
  });

  it('is told as info when images of a series are gone', () => {
    const images = (...uids: string[]): StudyStory => ({ series: [{ uid: '1.2.3.1', images: uids }] });
    expect(changeOf(images('1.1', '1.2'), images('1.1'))).toEqual(['altered S04 info instances']);
  });

  it('says all fields that changed', () => {
    const before = { started: '2024-03-03', description: 'CT chest', side: 'L' } as const;
    const after = { started: '2024-03-04', description: 'CT chest PE', side: 'R' } as const;
    expect(changeOf(before, after)).toEqual(['altered S04 check started,description,laterality']);
  });

  const sited = (code: string, display: string, system = 'http://snomed.info/sct'): FhirResource =>
    aStudyResource({
      description: null,
      part: null,
      series: [{ uid: '1.1', bodySite: { system, code, display } }],
    });

  it('is checked where the code of a body part is another of the same system, however near', () => {
    const flags = flagsBetween([sited('56459004', 'Foot')], [sited('29707007', 'Toe of foot')]);
    expect(flags.map(told)).toEqual(['altered S04 check bodySite']);
  });

  it('is info where a body part without a code is named more closely', () => {
    const named = (display: string): FhirResource =>
      aStudyResource({ description: null, part: null, series: [{ uid: '1.1', bodySite: { display } }] });
    expect(flagsBetween([named('Foot')], [named('Toes')]).map(told)).toEqual(['altered S04 info bodySite']);
    expect(flagsBetween([named('Foot')], [named('Left foot')])).toEqual([]);
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
    expect(changeOf({}, { ...silent, series: ['1.2.3.1'] })).toEqual([]);
    expect(changeOf({}, { ...silent, ...unlisted })).toEqual([]);
  });

  it('is not said when a series gains a side that the study did not name before in the making', () => {
    const before = { status: 'registered', series: ['1.1'] };
    const after = { series: ['1.1', { uid: '1.2', laterality: { code: 'R' } }] };
    expect(changeOf(before, after)).toEqual(['grown - quiet series']);
  });
});

describe('retracted', () => {
  it.each(['entered-in-error', 'cancelled', 'inactive'])('is info: the place withdrew it (%s)', (status) => {
    expect(changeOf({}, { status })).toEqual(['retracted S05 info status']);
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
