import { describe, expect, it } from '@jest/globals';
import { partsAgree } from '../../src/domain/evidence/body-parts.js';
import { kindInWords } from '../../src/domain/evidence/kind.js';
import { sideIn } from '../../src/domain/fhir/laterality.js';

describe('the kind of imaging that words speak of', () => {
  it.each([
    ['CT Chest W contrast IV', 'CT', 'chest'],
    ['Computed tomography of abdomen and pelvis', 'CT', 'abdomen pelvis'],
    ['MR Brain WO contrast', 'MR', 'head.brain'],
    ['Magnetic resonance imaging of lumbar spine', 'MR', 'spine.lumbar'],
    ['Portable XR Chest Views', 'XR', 'chest'],
    ['Plain X-ray of clavicle', 'XR', 'arm.shoulder'],
    ['Radiography of knee', 'XR', 'leg.knee'],
    ['US Thyroid', 'US', 'neck.thyroid'],
    ['Transthoracic echocardiogram', 'US', 'chest.heart'],
    ['MG Breast - bilateral Screening', 'MG', 'breast'],
    ['Screening mammography', 'MG', 'breast'],
    ['PET/CT whole body', 'CT PT', ''],
    ['Coronary angiography', 'XA', 'chest.heart'],
    ['X-ray of thoracic spine', 'XR', 'spine.thoracic'],
    ['Discharge letter', '', ''],
    ['Mg, serum; let us know', '', ''],
  ])('is in %p the modality %p and the part %p', (words, modalities, parts) => {
    const kind = kindInWords(words);
    expect([...kind.modalities].sort().join(' ')).toBe(modalities);
    expect([...kind.parts].sort().join(' ')).toBe(parts);
  });

  it('agrees in its parts where one lies in the other', () => {
    const agree = (a: string, b: string): boolean | null =>
      partsAgree(kindInWords(a).parts, kindInWords(b).parts);
    expect(agree('lower extremity', 'knee')).toBe(true);
    expect(agree('hand', 'index finger')).toBe(true);
    expect(agree('pelvis', 'hip')).toBe(true);
    expect(agree('knee', 'ankle')).toBe(false);
    expect(agree('cervical spine', 'lumbar spine')).toBe(false);
    expect(agree('knee', 'follow-up')).toBeNull();
  });
});

describe('the side that words name', () => {
  it.each([
    ['MRI of the left knee', 'left'],
    ['XR KNEE RT 2 VIEWS', 'right'],
    ['US ARM L', 'left'],
    ['XR KNEE R 3 VIEWS', 'right'],
    ['Bilateral mammogram', 'both'],
    ['Left and right hand', 'both'],
    ['XR L SPINE', null],
    ['CT chest', null],
  ])('is in %p: %p', (words, side) => {
    expect(sideIn(words)).toBe(side);
  });
});
