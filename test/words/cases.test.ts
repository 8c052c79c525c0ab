import { describe, expect, it } from '@jest/globals';
import type { TextBlock } from '../../src/words/measure/text-units.js';
import { type Locale, LOCALES, type Values, wordsIn } from '../../src/words/words.js';
import { expectPlain, forbiddenIn } from './support/plain-language.js';

const NAMES = ['Ana', 'Lake Clinic', 'Lake Health', 'Leo'];

function valuesOf(who: string, locale: Locale): Values {
  const step = wordsIn(locale).say('messages.step.find-extension.what', { who, name: 'Ana' });
  return {
    who,
    name: 'Ana',
    by: 'Leo',
    organization: 'Lake Clinic',
    recipient: 'Lake Clinic',
    reportedName: 'Lake Health',
    office: 'Lake Clinic',
    aScan: wordsIn(locale).say('scan.a', { kind: 'ct' }),
    day: '14/6',
    until: '20/6',
    count: 2,
    state: 'done',
    step,
    kind: wordsIn(locale).say('cases.request.access'),
    size: '12',
    question: wordsIn(locale).say('cases.hotline.scans'),
    code: 'AB12',
    rule: wordsIn(locale).say('law.access-texas'),
    cite: 'Code 1',
    page: 1,
    pages: 2,
  };
}

function blocksOf(who: string, locale: Locale): TextBlock[] {
  const words = wordsIn(locale);
  const values = valuesOf(who, locale);
  return words.ids
    .filter((id) => id.startsWith('cases.'))
    .map((id) => ({
      kind: id.startsWith('cases.label.') || id.startsWith('cases.title.') ? 'heading' : 'text',
      text: words.say(id, values),
    }));
}

describe.each(LOCALES)('the words of cases in %s', (locale) => {
  it.each(['self', 'representative', 'helper'])('can be read by everybody, as %s', (who) => {
    expectPlain(who, blocksOf(who, locale), locale, NAMES);
  });

  it('frighten, blame and promise in no word', () => {
    expect(forbiddenIn(blocksOf('self', locale), locale)).toEqual([]);
  });
});
