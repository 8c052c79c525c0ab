import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { readFileSync } from 'node:fs';
import { LAW_IDS, lawLine } from '../../src/domain/law.js';
import { LETTER_IDS } from '../../src/domain/letters/letter.js';
import { AUTHORITIES, STUDY_KINDS } from '../../src/domain/letters/letter-facts.js';
import { LOCALES } from '../../src/words/words.js';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const AREAS = ['letters', 'law', 'law-office'];
const FIGURE = /\d/;

function wordsOf(area: string, locale: string): Record<string, string> {
  const file = new URL(`../../templates/words/${locale}/${area}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

/** Names of all that a sentence takes, with the choices that it offers of each. */
function argumentsOf(text: string, locale: string): string[] {
  const ofElements = (elements: Element[]): string[] =>
    elements.flatMap((element) => {
      if (!('value' in element) || element.type === 0) return [];
      if (!('options' in element)) return [element.value];
      return Object.entries(element.options).flatMap(([choice, { value }]) => [
        `${element.value}=${choice}`,
        ...ofElements(value),
      ]);
    });
  const all = ofElements(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst());
  return [...new Set(all)].sort();
}

describe.each(AREAS)('the words of %s', (area) => {
  const english = wordsOf(area, 'en');
  const spanish = wordsOf(area, 'es');

  it('are the same sentences in every language, with the same values in them', () => {
    expect(Object.keys(spanish)).toEqual(Object.keys(english));
    for (const [id, text] of Object.entries(english))
      expect([id, argumentsOf(spanish[id]!, 'es')]).toEqual([id, argumentsOf(text, 'en')]);
  });

  it.each(LOCALES)('in %s use no word of alarm', (locale) => {
    const alarm =
      /\b(fraud\w*|fraude|stolen|hack\w*|tamper\w*|victim\w*|leak\w*|delet\w*|urgent\w*|guarante\w*|complian\w*|robad\w*|víctima\w*|borrad\w*|garanti\w*)\b|!/i;
    const said = Object.entries(wordsOf(area, locale)).filter(([, text]) => alarm.test(text));
    // That office is called so by itself.
    expect(
      said.map(([id]) => id).filter((id) => !['office.fraud-unit', 'greeting.fraud-unit'].includes(id)),
    ).toEqual([]);
  });
});

describe('a rule of law', () => {
  it.each(LOCALES)('in %s has words for each, and without figures where it has figures', (locale) => {
    for (const area of ['law', 'law-office']) {
      const words = wordsOf(area, locale);
      for (const id of LAW_IDS.filter((one) => area === 'law' || one in words)) {
        expect([id, words[id]]).toEqual([id, expect.any(String)]);
        // An age is no time limit: it does not go out of date with the rule.
        if (FIGURE.test(words[id]!) && id !== 'freeze-in-care')
          expect([id, words[`${id}.dateless`]]).toEqual([id, expect.any(String)]);
      }
      expect(
        Object.keys(words)
          .map((id) => id.replace('.dateless', ''))
          .filter((id) => !isKnown(id)),
      ).toEqual([]);
    }
  });

  it.each(LOCALES)('keeps its figures to itself: no letter in %s states a time limit of law', (locale) => {
    const limit = /\b\d+ (?:days|months?|years|días|mes(?:es)?|años)\b/;
    const said = Object.entries(wordsOf('letters', locale)).filter(([, text]) => limit.test(text));
    expect(said.map(([id]) => id)).toEqual([]);
  });
});

describe.each(LOCALES)('letters in %s', (locale) => {
  const words = wordsOf('letters', locale);

  it('have words for every letter, kind of scan, authority and law', () => {
    const needed = [
      ...LETTER_IDS.flatMap((id) => [`title.${id}`, `subject.${id}`]),
      ...STUDY_KINDS.map((kind) => `kind.${kind}`),
      ...AUTHORITIES.flatMap((one) => [
        `speaker.${one}`,
        `signature.as.${one}`,
        `signature.as-unnamed.${one}`,
      ]),
      ...LAW_IDS.map((id) => `where.${lawLine(id).jurisdiction}`),
    ];
    expect(needed.filter((id) => !(id in words))).toEqual([]);
  });
});

function isKnown(id: string): boolean {
  return (LAW_IDS as readonly string[]).includes(id);
}
