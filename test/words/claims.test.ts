import { describe, expect, it } from '@jest/globals';
import { exampleFacts } from '../../src/cli/messages/example-facts.js';
import { LOCALES, wordsIn } from '../../src/words/words.js';

const TODAY = '2026-11-22';

describe.each(LOCALES)('what is said in %s', (locale) => {
  const words = wordsIn(locale);
  const say = (id: string, audience: 'patient' | 'representative' = 'patient'): string =>
    words.say(id, { day: '1', ...exampleFacts('short', audience, words, TODAY).values });

  it('of a breach that was taken back claims no more than that it is not about this place', () => {
    for (const id of ['messages.S13.other', 'messages.S15.means']) {
      expect(say(id)).toMatch(/We no longer think|Ya no creemos/);
      expect(say(id)).not.toMatch(/not in it|Nothing in this report|no están ahí|Nada de este aviso/);
    }
  });

  it('of a report asserts no exposure of data', () => {
    for (const id of ['S12.happened', 'S12.happened.undated', 'S12.letter'])
      expect(say(`messages.${id}`)).not.toMatch(/Quiere decir|hubo datos/);
  });

  it('of a complaint is in the choice of the person, in writing, the phone being help', () => {
    expect(say('cases.date.complain')).toMatch(/^(If you want|Si quiere)/);
    expect(say('messages.step.complain.how')).toMatch(/^(Write|Escriba)/);
  });

  it('of a letter that somebody else may have sent does not say who wrote it', () => {
    expect(say('messages.S21.happened', 'representative')).not.toMatch(/Ana wrote|Ana escribió/);
  });

  it('of a freeze for somebody else names the person and the proof that is asked for', () => {
    expect(say('messages.step.freeze.what', 'representative')).toContain('Ana');
    expect(say('messages.step.freeze.how', 'representative')).toMatch(/proof|pruebas/);
    expect(say('messages.step.freeze.how')).not.toMatch(/proof|pruebas/);
  });

  it('of data without names is told as a rule with its source, never alone', () => {
    expect(words.has('messages.S11.no-name')).toBe(false);
    expect(words.text('guides.ai-and-you.3.text')).not.toMatch(/without asking you|sin preguntarle/);
  });
});
