import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/lib/errors.js';
import { DealtWord, ScanAnswer } from '../../src/web/answer-forms.js';
import { NoteForm, OutcomeForm, StepForm } from '../../src/web/cases/case-forms.js';
import { ExpectedScan } from '../../src/web/expectation-form.js';
import { LetterForm } from '../../src/web/notice-form.js';
import { PlaceForm } from '../../src/web/place-form.js';
import { validated } from '../../src/web/validated.js';
import { refusalWords } from '../../src/words/refusal.js';

function refusalOf(form: new () => object, body: object): InputError {
  try {
    validated(form, body);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a form that is filled in wrongly', () => {
  it.each<[string, new () => object, object]>([
    ['an answer', ScanAnswer, { answer: 'perhaps' }],
    ['a button', DealtWord, { dealt: 'perhaps' }],
    ['a scan to come', ExpectedScan, { day: 'soon', kind: 'ct' }],
    ['a letter', LetterForm, { letterOn: 'soon' }],
    ['a town', PlaceForm, { city: 'x'.repeat(81) }],
    ['a step', StepForm, { step: 'call', state: 'perhaps' }],
    ['a note', NoteForm, { note: '' }],
    ['an outcome', OutcomeForm, { outcome: 'perhaps' }],
  ])('is refused in the language of its reader: %s', (_name, form, body) => {
    const refusal = refusalOf(form, body);
    expect(refusal.said?.id).toMatch(/^form\./);
    expect(refusalWords(refusal, 'en')).toBe(refusal.message);
    expect(refusalWords(refusal, 'es')).not.toBe(refusal.message);
  });

  it('says what the scan is to be answered with', () => {
    const refusal = refusalOf(ScanAnswer, {});
    expect(refusalWords(refusal, 'en')).toBe('Please choose one of the answers.');
    expect(refusalWords(refusal, 'es')).toBe('Elija una de las respuestas.');
  });
});
