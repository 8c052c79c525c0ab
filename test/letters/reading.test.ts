import { describe, expect, it } from '@jest/globals';
import { CASES, type Ground, GROUNDS, sampleFacts } from '../../src/cli/letters/sample-facts.js';
import { composeLetter, letterPlace } from '../../src/domain/letters/compose.js';
import { LETTER_IDS } from '../../src/domain/letters/letter.js';
import { isForPlace, signingOf } from '../../src/domain/letters/who-may.js';
import { measuredBlocks } from '../../src/letters/measured-blocks.js';
import { writeLetter } from '../../src/letters/write-letter.js';
import { measureText } from '../../src/words/measure/measure-text.js';
import type { TextBlock } from '../../src/words/measure/text-units.js';
import { type Locale, LOCALES } from '../../src/words/words.js';

const ROLES = ['self', 'representative', 'helper'] as const;

interface Read {
  name: string;
  blocks: TextBlock[];
  people: string[];
}

function lettersTo(ground: Ground, locale: Locale): Read[] {
  return LETTER_IDS.flatMap((id) =>
    ROLES.flatMap((role) =>
      CASES.flatMap((which) => {
        const facts = sampleFacts(which, ground, role, locale, '2026-11-22');
        if (signingOf(id, role) === null || !isForPlace(id, letterPlace(id, facts))) return [];
        const name = `${id} ${ground} ${role} ${which}`;
        const blocks = measuredBlocks(writeLetter(composeLetter(id, facts), locale));
        return [{ name, blocks, people: [facts.patient.name!] }];
      }),
    ),
  );
}

const all = (locale: Locale): Read[] => GROUNDS.flatMap((ground) => lettersTo(ground, locale));

function mean(numbers: number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

describe('letters can be read', () => {
  it('in English in the sixth grade, with a mean below that', () => {
    const letters = all('en');
    const grades = letters.map(({ blocks, people }) => measureText(blocks, 'en', people).fleschKincaid!);
    expect(letters.filter((_, at) => grades[at]! > 6.9).map(({ name }) => name)).toEqual([]);
    expect(mean(grades)).toBeLessThanOrEqual(5.5);
    expect(
      measureText(
        letters.flatMap(({ blocks }) => blocks),
        'en',
      ).smog,
    ).toBeLessThanOrEqual(8.9);
  });

  it('in Spanish as "fairly easy" on the INFLESZ scale', () => {
    const letters = all('es');
    const ease = letters.map(({ blocks, people }) => measureText(blocks, 'es', people).inflesz!);
    expect(letters.filter((_, at) => ease[at]! < 55).map(({ name }) => name)).toEqual([]);
    expect(mean(ease)).toBeGreaterThanOrEqual(65);
  });

  it.each(LOCALES)('in %s with no sentence of more than 25 words', (locale) => {
    const texts = all(locale).flatMap(({ blocks }) => blocks.map(({ text }) => text));
    const long = [...new Set(texts)].filter(
      (text) => measureText([{ kind: 'text', text }], locale).longest > 25,
    );
    expect(long).toEqual([]);
  });
});
