import { describe, expect, it } from '@jest/globals';
import { canShowFace } from '../../src/domain/face.js';
import { newlyMixed } from '../../src/domain/mixed-up.js';
import { notesOn } from '../../src/domain/notes.js';
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

describe('somebody else’s data', () => {
  const entry = { type: 'ImagingStudy', id: '1', reason: 'another name', isMixed: true };

  it('are new where they were not set aside before, or not for that', () => {
    expect(newlyMixed([], [entry])).toEqual([entry]);
    expect(newlyMixed([entry], [entry])).toEqual([]);
    expect(newlyMixed([{ ...entry, isMixed: false }], [entry])).toEqual([entry]);
    expect(newlyMixed([], [{ ...entry, isMixed: false }])).toEqual([]);
  });
});
