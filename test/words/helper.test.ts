import { describe, expect, it } from '@jest/globals';
import { exampleFacts } from '../../src/cli/messages/example-facts.js';
import { LOCALES, wordsIn } from '../../src/words/words.js';

/** What helpers are told of a scan, on the phone and in writing: that it is there, not what it is (guidance: who gets what). */
const TOLD_TO_HELPERS = [
  'messages.S02.first-list',
  'messages.S05.withdrawn',
  'messages.S05.again',
  'messages.step.calendar.what',
  'messages.step.call-new.say',
  'messages.step.call-changed.say',
  'messages.step.call-gone.say',
  'cases.asked.study',
];

describe.each(LOCALES)('what a helper is told in %s', (locale) => {
  const words = wordsIn(locale);

  it.each(TOLD_TO_HELPERS)('names neither kind nor day of the scan: %s', (id) => {
    const facts = (audience: 'helper' | 'patient') =>
      exampleFacts('long', audience, words, '2026-11-22').values;
    const shown = words.shows(id, facts('helper'));
    expect([...shown]).not.toEqual(expect.arrayContaining(['aScan']));
    expect([...shown]).not.toEqual(expect.arrayContaining(['theScan']));
    expect([...shown]).not.toEqual(expect.arrayContaining(['scanDay']));
    const own = [...words.shows(id, facts('patient'))];
    expect(own.some((name) => ['aScan', 'theScan', 'scanDay'].includes(name))).toBe(true);
  });
});
