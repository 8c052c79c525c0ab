import { describe, expect, it } from '@jest/globals';
import { lawLine } from '../../src/domain/law.js';
import { guidesShown, writeGuide, type WrittenGuide } from '../../src/words/guides.js';
import { measureText } from '../../src/words/measure/measure-text.js';
import type { TextBlock } from '../../src/words/measure/text-units.js';
import { LOCALES, wordsIn } from '../../src/words/words.js';
import { expectPlain, forbiddenIn } from './support/plain-language.js';

const TODAY = '2026-11-22';

function blocksOf({ title, lead, sections }: WrittenGuide): TextBlock[] {
  const text = (each: string): TextBlock => ({ kind: 'text', text: each });
  const heading = (each: string): TextBlock => ({ kind: 'heading', text: each });
  return [
    heading(title),
    text(lead),
    ...sections.flatMap((section) => [
      heading(section.heading),
      text(section.text),
      ...section.items.map(text),
      ...(section.more === null ? [] : [text(section.more)]),
      ...section.rules.map(text),
    ]),
  ];
}

describe.each(LOCALES)('every guide in %s', (locale) => {
  const words = wordsIn(locale);
  const all = guidesShown(true).map((guide) => writeGuide(guide, words, TODAY));

  it('can be read by somebody of twelve years', () => {
    for (const guide of all) expectPlain(guide.name, blocksOf(guide), locale, []);
  });

  it('has 250 to 500 words under four to six headings', () => {
    for (const guide of all) {
      const counted = measureText(blocksOf(guide), locale).words;
      expect({
        name: guide.name,
        long: counted >= 250 && counted <= 500 ? 'as it should be' : counted,
      }).toEqual({
        name: guide.name,
        long: 'as it should be',
      });
      expect([4, 5, 6]).toContain(guide.sections.length);
    }
  });

  it('frightens, blames and promises in no word', () => {
    for (const guide of all)
      expect({ name: guide.name, found: forbiddenIn(blocksOf(guide), locale) }).toEqual({
        name: guide.name,
        found: [],
      });
  });

  it('shows all that is written of it', () => {
    for (const guide of all) {
      const ids = words.ids.filter((id) => id.startsWith(`guides.${guide.name}.`));
      const shown = blocksOf({ ...guide, sections: guide.sections.map((one) => ({ ...one, rules: [] })) });
      expect(ids.map((id) => words.text(id)).sort()).toEqual(shown.map(({ text }) => text).sort());
    }
  });
});

describe('the rules of law in a guide', () => {
  const guide = guidesShown(false).find(({ name }) => name === 'identity-theft')!;
  const words = wordsIn('en');

  it('stand where they help, and once more with their sources and dates', () => {
    const { sections, sources } = writeGuide(guide, words, TODAY);
    expect(sections[1]?.rules).toEqual([words.say('law.access')]);
    expect(sources[0]).toContain(`${lawLine('access').cite}, United States. As of 1 November 2026.`);
    expect(sources.at(-1)).toBe('This is not legal advice.');
  });

  it('are told without figures once they are past their review', () => {
    const { sections, sources } = writeGuide(guide, words, '2028-01-01');
    expect(sections[1]?.rules).toEqual(['They must answer within a set time.']);
    expect(sources[0]).toContain('They must answer within a set time.');
  });

  it('name no figure of their own: every number of days stands in a rule', () => {
    for (const locale of LOCALES)
      for (const id of wordsIn(locale).ids.filter((one) => one.startsWith('guides.')))
        expect(wordsIn(locale).text(id)).not.toMatch(/\d+ (?:days|months|years|días|meses|años)/);
  });
});

describe('the page on writing to somebody elected', () => {
  it('is shown only where it is wanted', () => {
    const names = (civic: boolean): string[] => guidesShown(civic).map(({ name }) => name);
    expect(names(false)).not.toContain('write-to-officials');
    expect(names(true)).toEqual([...names(false), 'write-to-officials']);
  });
});
