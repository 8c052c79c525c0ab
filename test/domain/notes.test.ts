import { describe, expect, it } from '@jest/globals';
import { canShowFace } from '../../src/domain/face.js';
import { newlyMixed } from '../../src/domain/mixed-up.js';
import type { KnownStudy } from '../../src/domain/history.js';
import { notesOn } from '../../src/domain/notes.js';
import { sharingNotes } from '../../src/domain/shared-images.js';
import type { Study } from '../../src/domain/study.js';
import { aStudy } from '../support/a-study.js';

const AI = { by: 'provenance', product: 'LungFinder', on: null } as const;

function keys(...studies: Study[]): string[] {
  return notesOn(studies, 'Lakeside').map(({ situation, studyKey }) => `${situation} ${studyKey}`);
}

describe('a picture like a face', () => {
  it.each([
    ['CT', 'CT HEAD W/O CONTRAST', true],
    ['MR', 'MRI brain with contrast', true],
    ['CT', 'CT sinuses', true],
    ['CT', 'CT chest', false],
    ['MR', 'MRI left femoral head', false],
    ['MR', 'MRI elbow, radial head and neck of the radius', false],
    ['DX', 'X-ray skull', false],
    ['US', 'Ultrasound of the head', false],
  ])('can or cannot be rebuilt from %s of "%s": %s', (modality, description, can) => {
    expect(canShowFace(aStudy({ modalities: [modality], description }))).toBe(can);
  });

  it('can where the part is coded, and cannot without images', () => {
    const bodySites = [{ system: 'http://snomed.info/sct', code: '12738006', display: null }];
    expect(canShowFace(aStudy({ description: null, bodySites }))).toBe(true);
    expect(canShowFace(aStudy({ description: 'CT head', source: 'report' }))).toBe(false);
  });
});

describe('notes', () => {
  it('are one for each product and place, on the newest scan', () => {
    const [old, recent] = [
      aStudy({ key: 'old', started: '2019-01-01', ai: AI }),
      aStudy({ key: 'recent', started: '2024-01-01', ai: AI }),
    ];
    const elsewhere = aStudy({ key: 'elsewhere', organization: { name: 'Elm', reference: null }, ai: AI });
    const other = aStudy({ key: 'other', started: '2001', ai: { ...AI, product: null } });
    expect(keys(old, recent, elsewhere, other).sort()).toEqual(['S09 elsewhere', 'S09 other', 'S09 recent']);
  });

  it('are none where nothing is stated, nor on what was withdrawn', () => {
    expect(
      keys(aStudy(), aStudy({ key: 'gone', status: 'retracted', ai: AI, description: 'CT head' })),
    ).toEqual([]);
  });
});

describe('the same images in two studies', () => {
  const series = { uid: '9.1', modality: 'CT', bodySite: null, laterality: null, instances: 1, instanceUids: ['9.1.1'] }; // prettier-ignore
  const exam = (key: string, more: Partial<Study> = {}) => ({
    study: aStudy({ key, started: '2024-01-01', series: [series], ...more }),
    firstSeenAt: '2024-01-02',
    absences: 0,
    isForeign: false,
  });
  const other = (more: Partial<Study>) => [exam('a'), exam('b', more)];
  const noted = (before: KnownStudy[], after: KnownStudy[]) =>
    sharingNotes(before, after, new Set(['b']), 'Lakeside').map(({ level, studyKey }) => [level, studyKey]);

  it.each<[string, Partial<Study>, boolean]>([
    ['a copy', {}, false],
    ['a copy under the next day', { started: '2024-01-02' }, false],
    ['two exams of one look', { description: 'CT abdomen' }, false],
    ['another day', { started: '2023-06-01' }, true],
    ['another place', { organization: { name: 'Northgate', reference: null } }, true],
    ['one image alone, another day', { started: '2023-06-01', series: [{ ...series, uid: '8.1' }] }, true],
    ['another image, another day', { started: '2023-06-01', series: [{ ...series, uid: '8.1', instanceUids: [] }] }, false],
    ['one that was withdrawn', { started: '2023-06-01', status: 'retracted' }, false],
  ])('are worth a look or not: %s', (_, more, isNoted) => {
    const place = { organization: { name: 'Lakeside', reference: null } };
    const pair = other({ ...place, ...more });
    pair[0]!.study = { ...pair[0]!.study, ...place };
    expect(noted([exam('a')], pair)).toEqual(isNoted ? [['check', 'b']] : []);
  }); // prettier-ignore

  it('are told once, when they come', () => {
    const pair = other({ started: '2023-06-01' });
    expect(noted(pair, pair)).toEqual([]);
  });
});

describe('somebody else’s data', () => {
  const entry = { type: 'ImagingStudy', id: '1', reason: 'another name', isMixed: true };

  it('are new where they were not set aside before, or not for that', () => {
    expect(newlyMixed([], [entry])).toEqual([entry]);
    expect(newlyMixed([entry], [entry])).toEqual([]);
    expect(newlyMixed([{ ...entry, isMixed: false }], [entry])).toEqual([entry]);
    expect(newlyMixed([], [{ ...entry, isMixed: false }])).toEqual([]);
  });
});
