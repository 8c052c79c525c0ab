import { describe, expect, it } from '@jest/globals';
import { SUMMARY_TABLES } from '../../src/domain/summary/tables.js';
import type { TextBlock } from '../../src/words/measure/text-units.js';
import { type Locale, LOCALES, type Values, wordsIn } from '../../src/words/words.js';
import { expectPlain, forbiddenIn } from './support/plain-language.js';

const NAMES = ['Scanwarden', 'Chicago', 'Ana', 'Leo', 'Lake Clinic', 'leo@lake.example', 'Per 1,000 studies'];

function valuesOf(who: string): Values {
  return {
    who,
    name: 'Ana',
    by: 'Leo',
    person: 'Leo',
    patient: 'Ana',
    email: 'leo@lake.example',
    office: 'Lake Clinic',
    organization: 'Lake Clinic',
    zone: 'Chicago',
    at: '14/6',
    since: '14/6',
    day: '14/6',
    dayNear: 'no',
    atNear: 'no',
    sinceNear: 'no',
    month: '6/26',
    first: '7/25',
    last: '6/26',
    ...{
      count: 12,
      failed: 12,
      shown: 9,
      hidden: 2,
      none: 1,
      most: 40,
      version: 2,
      percent: 4,
      page: 1,
      pages: 2,
    },
    ...{ days: 7, parts: wordsIn('en').say('record.fit.order'), why: 'Leo' },
  };
}

/** What stands alone: titles, buttons, the names of figures, and what is chosen from. */
const LABELS =
  /^(?:summary\.(?:label|drawn|table|column|file|coverage|page|hidden|none|months\.figure|title|heading))/;

function blocksOf(area: string, who: string, locale: Locale): TextBlock[] {
  const words = wordsIn(locale);
  return words.ids
    .filter((id) => id.startsWith(`${area}.`))
    .map((id) => {
      const text = words.say(id, valuesOf(who));
      return { kind: LABELS.test(id) || !/[.?:]$/.test(text) ? 'heading' : 'text', text };
    });
}

const AREAS = ['summary', 'office', 'mail.officer', 'mail.summary', 'mail.office-case'];

describe.each(LOCALES)('the words of offices and of their summaries in %s', (locale) => {
  it.each(AREAS)('can be read by everybody: %s', (area) => {
    for (const who of ['self', 'representative', 'helper'])
      expectPlain(`${area} as ${who}`, blocksOf(area, who, locale), locale, NAMES);
  });

  it('frighten, blame and promise in no word', () => {
    for (const area of AREAS) expect(forbiddenIn(blocksOf(area, 'self', locale), locale)).toEqual([]);
  });

  it('say of every figure what it counts', () => {
    const { ids } = wordsIn(locale);
    for (const { id, cells } of SUMMARY_TABLES)
      for (const cell of cells) expect(ids).toContain(`summary.counts.${id}.${cell}`);
  });
});
