import { describe, expect, it } from '@jest/globals';
import { LETTER_IDS } from '../../../src/domain/letters/letter.js';
import { placeOf } from '../../../src/domain/letters/place.js';
import { lettersFor, signingOf } from '../../../src/domain/letters/who-may.js';

describe('who may have a letter made', () => {
  it('a patient may sign every letter for themself', () => {
    for (const letter of LETTER_IDS.filter((id) => !['question-sheet', 'official'].includes(id)))
      expect(signingOf(letter, 'self')).toBe('patient');
  });

  it('a representative signs for the patient', () => {
    for (const letter of LETTER_IDS.filter((id) => !['question-sheet', 'official'].includes(id)))
      expect(signingOf(letter, 'representative')).toBe('representative');
  });

  it('a helper never signs for a patient: the patient is asked to', () => {
    const signings = LETTER_IDS.map((letter) => signingOf(letter, 'helper'));
    expect(signings).not.toContain('representative');
    expect(signings).not.toContain('patient');
    expect(signingOf('access', 'helper')).toBe('patient-asked');
  });

  it('a helper cannot move a patient’s mail, nor learn of AI or research from a letter', () => {
    for (const letter of [
      'restriction',
      'other-address',
      'ai-training',
      'research-withdrawal',
      'objection',
    ] as const)
      expect(signingOf(letter, 'helper')).toBeNull();
  });

  it.each(['self', 'representative', 'helper'] as const)(
    'a letter on policy speaks for %s alone, and a question sheet is signed by nobody',
    (role) => {
      expect(signingOf('official', role)).toBe('own-voice');
      expect(signingOf('question-sheet', role)).toBe('nobody');
    },
  );
});

describe('to which place there is a letter', () => {
  it.each([
    [{ country: 'US', state: 'TX' }, 'US-TX'],
    [{ country: 'US', state: 'CA' }, 'US-CA'],
    [{ country: 'US', state: null }, 'US'],
    [{ country: null, state: 'OH' }, 'US'],
    [{ country: null, state: null }, 'unknown'],
    [{ country: 'ES', state: null }, 'EU'],
    [{ country: 'NO', state: null }, 'EU'],
    [{ country: 'GB', state: null }, 'GB'],
    [{ country: 'MX', state: null }, 'elsewhere'],
  ] as const)('%j goes by the law of %s', (office, place) => {
    expect(placeOf(office)).toBe(place);
  });

  it('in the European Union and the United Kingdom: access, correction, objection, and what only asks', () => {
    const letters = ['access', 'amendment', 'ai-training', 'objection', 'privacy-inquiry', 'question-sheet'];
    expect(lettersFor('self', 'EU')).toEqual(letters);
    expect(lettersFor('representative', 'GB')).toEqual(letters);
  });

  it('where we know no law: what can be asked anywhere', () => {
    expect(lettersFor('self', 'elsewhere')).toEqual([
      'access',
      'amendment',
      'ai-training',
      'privacy-inquiry',
      'question-sheet',
    ]);
  });

  it('in the United States, and where the place is not known: all but the objection', () => {
    const federal = LETTER_IDS.filter((id) => id !== 'objection');
    expect(lettersFor('self', 'US-TX')).toEqual(federal);
    expect(lettersFor('self', 'unknown')).toEqual(federal);
  });
});
