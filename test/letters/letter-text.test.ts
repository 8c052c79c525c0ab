import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { composeLetter, letterPlace } from '../../src/domain/letters/compose.js';
import { type LetterId, LETTER_IDS } from '../../src/domain/letters/letter.js';
import type { LetterFacts } from '../../src/domain/letters/letter-facts.js';
import { isForPlace, signingOf } from '../../src/domain/letters/who-may.js';
import { letterText } from '../../src/letters/letter-text.js';
import { writeLetter } from '../../src/letters/write-letter.js';
import type { WrittenLetter } from '../../src/letters/written-letter.js';
import { type Locale, LOCALES } from '../../src/words/words.js';
import { anyFacts, NOTHING } from './any-facts.js';

const ANA: LetterFacts = {
  ...NOTHING,
  patient: { ...NOTHING.patient, name: 'Ana Ruiz', birthDate: '1958-09-23' },
};

function written(id: LetterId, facts: LetterFacts, locale: Locale): WrittenLetter {
  return writeLetter(composeLetter(id, facts), locale);
}

function purposes(id: LetterId, country: string | null): string[] {
  const facts = { ...ANA, organization: { ...ANA.organization, country } };
  return written(id, facts, 'es').parts.map(({ purpose, locale }) => `${purpose} ${locale}`);
}

describe('the words of a letter', () => {
  it('say what is known and leave a line with its label for what is not', () => {
    const text = letterText(written('access', ANA, 'en'));
    expect(text).toContain('Patient: Ana Ruiz\nDate of birth: 23 September 1958\n');
    expect(text).toMatch(/^Name of the place: _+$/m);
    expect(text).toMatch(/^Signature: _+$/m);
  });

  it('cite the rule of law with its time limit, and past its review without', () => {
    const rule = 'You have 30 days to answer. You may take 30 more if you write to say why. (45 CFR 164.524)';
    expect(letterText(written('access', ANA, 'en'))).toContain(rule);
    const later = letterText(written('access', { ...ANA, today: '2028-01-01' }, 'en'));
    expect(later).not.toContain('30 days');
    expect(later).toContain('The rule sets a time for your answer. (45 CFR 164.524)');
  });

  it('tell the sender the rule, its source, where it holds and when it was read', () => {
    expect(letterText(written('access', ANA, 'en'))).toContain(
      'They must answer within 30 days, or write to say why they need 30 more. That is 45 CFR 164.524, federal law, as we read it on 1 November 2026.',
    );
  });

  it('speak of "my record", and of a representative of "the patient’s"', () => {
    const sender = {
      role: 'representative',
      name: 'Eva',
      address: null,
      phone: null,
      authority: 'parent',
    } as const;
    expect(letterText(written('amendment', ANA, 'en'))).toContain('Please fix a mistake in my record.');
    const text = letterText(written('amendment', { ...ANA, sender }, 'en'));
    expect(text).toContain('Please fix a mistake in the patient’s record.');
    expect(text).toContain('as parent, for Ana Ruiz');
  });

  it('in Spanish carry an English copy to an office in the United States or the United Kingdom, and there only', () => {
    expect(purposes('access', 'US')).toEqual(['note es', 'letter es', 'copy en']);
    expect(purposes('access', null)).toEqual(['note es', 'letter es', 'copy en']);
    expect(purposes('access', 'GB')).toEqual(['note es', 'letter es', 'copy en']);
    expect(purposes('access', 'ES')).toEqual(['note es', 'letter es']);
    expect(purposes('question-sheet', 'US')).toEqual(['letter es']);
  });

  it('in the English copy are those of the English letter', () => {
    const copy = written('ocr-complaint', ANA, 'es').parts.at(-1)!;
    const english = written('ocr-complaint', ANA, 'en').parts.at(-1)!;
    expect(copy.blocks.slice(2)).toEqual(english.blocks);
  });

  it('are put on the paper of the place', () => {
    expect(written('access', ANA, 'en').paper).toBe('LETTER');
    const organization = { ...ANA.organization, country: 'GB' };
    expect(written('access', { ...ANA, organization }, 'en').paper).toBe('A4');
  });

  it('name no person and no place in the title of the document', () => {
    const facts = { ...ANA, organization: { ...ANA.organization, name: 'Elm Clinic' } };
    for (const id of LETTER_IDS.filter((one) => one !== 'objection'))
      expect(written(id, facts, 'en').title).not.toMatch(/Ana|Ruiz|Elm/);
  });
});

describe('every letter, for everyone, everywhere, in every language', () => {
  it('is whole: no value is missing and nothing of its making shows', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...LOCALES), (facts, locale) => {
        for (const id of LETTER_IDS) {
          if (signingOf(id, facts.sender.role) === null || !isForPlace(id, letterPlace(id, facts))) continue;
          const letter = written(id, facts, locale);
          const ours = Object.values(letter.facts).reduce(
            (left, fact) => left.replaceAll(fact, ''),
            letterText(letter),
          );
          expect(ours).not.toMatch(/undefined|null|NaN|\[object/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(LOCALES)('has nothing but our words in it where nothing is known (%s)', (locale) => {
    for (const country of [null, 'US', 'ES', 'GB', 'MX'])
      for (const id of LETTER_IDS) {
        const facts = { ...NOTHING, organization: { ...NOTHING.organization, country } };
        if (!isForPlace(id, letterPlace(id, facts))) continue;
        expect(letterText(written(id, facts, locale))).not.toMatch(/undefined|null|NaN|[{}<>]/);
      }
  });
});
