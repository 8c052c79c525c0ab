import { describe, expect, it } from '@jest/globals';
import { type Case, type Example, examplesOf } from '../../src/cli/messages/examples.js';
import { exampleFacts, namesIn } from '../../src/cli/messages/example-facts.js';
import { composeMessage } from '../../src/domain/messages/compose.js';
import { measureText } from '../../src/words/measure/measure-text.js';
import type { TextBlock } from '../../src/words/measure/text-units.js';
import { laterBlocksOf, textBlocksOf } from '../../src/words/message-text.js';
import { type Locale, LOCALES, wordsIn } from '../../src/words/words.js';
import { writeMessage, type WrittenMessage, type WrittenStep } from '../../src/words/write-message.js';
import { expectPlain, forbiddenIn, meanOf } from './support/plain-language.js';

const TODAY = '2026-11-22';
const CASES: Case[] = ['short', 'long'];

interface Rendered {
  label: string;
  audience: Example['audience'];
  message: WrittenMessage;
  steps: WrittenStep[];
  blocks: TextBlock[];
  names: string[];
}

function rendered(locale: Locale): Rendered[] {
  const words = wordsIn(locale);
  return CASES.flatMap((which) =>
    examplesOf(which).map(({ told, audience }) => {
      const message = writeMessage(composeMessage(told), exampleFacts(which, audience, words, TODAY), words);
      return {
        label: `${told.situation}.${audience}.${which}`,
        audience,
        message,
        steps: [...message.steps, ...message.moreSteps],
        blocks: [...textBlocksOf(message), ...laterBlocksOf(message)],
        names: namesIn(message.shows),
      };
    }),
  );
}

const HEADINGS: Record<Locale, string[]> = {
  en: ['What happened', 'What it may mean', 'What you can do now', 'Where to get help'],
  es: ['Qué pasó', 'Qué puede significar', 'Qué puede hacer ahora', 'Dónde pedir ayuda'],
};

/** Every step starts with one of them, or asks the patient to do it. */
const VERBS: Record<Locale, string[]> = {
  en: `Add Agree Answer Ask Call Change Check Choose Complain End Freeze Keep Let Link Look Mend Open Read Report
    Start Take Tell Watch Write`.split(/\s+/),
  es: `Abra Acepte Acuerde Agregue Arregle Avise Busque Cambie Cierre Conecte Congele Deje Diga Déjenos Díganos Elija
    Escriba Espere Guarde Lea Llame Mire Pida Pregunte Quite Quéjese Responda Revise`.split(/\s+/),
};
const ASKS: Record<Locale, RegExp> = { en: /^Ask \S.* to [a-z]/, es: /^Pida a \S.* que [a-z]/ };

/** Helpers do these themselves: they touch nothing of the patient's, or nothing but the helper's own account. */
const OF_HELPERS =
  `guide keep-private settings wait ask-paused talk leave check-access say-no mail-password end-sessions
  add-passkey`.split(/\s+/);

describe.each(LOCALES)('every message in %s, with the fewest facts and with all of them', (locale) => {
  const all = rendered(locale);

  it('can be read by somebody of twelve years', () => {
    const measured = all.map(({ label, blocks, names }) => expectPlain(label, blocks, locale, names));
    const mean = meanOf(measured, locale);
    if (locale === 'es') expect(mean).toBeGreaterThanOrEqual(65);
    else {
      expect(mean).toBeLessThanOrEqual(5.5);
      const pooled = measureText(
        all.flatMap(({ blocks }) => blocks),
        locale,
        [...new Set(all.flatMap(({ names }) => names))],
      );
      expect(pooled.smog).toBeLessThanOrEqual(8.9);
    }
  });

  it('has 300 words at most before somebody asks for more', () => {
    for (const { label, message, names } of all) {
      const { words } = measureText(textBlocksOf(message), locale, names);
      expect({ label, short: words <= 300 || words }).toEqual({ label, short: true });
    }
  });

  it('stands under the same four headings', () => {
    for (const { message } of all) {
      const { happened, means, steps, help } = message.headings;
      expect([happened, means, steps, help]).toEqual(HEADINGS[locale]);
    }
  });

  it('frightens, blames and promises in no word', () => {
    for (const { label, blocks } of all)
      expect({ label, found: forbiddenIn(blocks, locale) }).toEqual({ label, found: [] });
  });

  it('gives no steps, or three to five', () => {
    for (const { label, steps } of all) expect([label, steps.length]).toEqual([label, fitting(steps.length)]);
  });

  it('says each step in one sentence that starts with what to do, and nothing else to do in it', () => {
    for (const { label, steps } of all)
      for (const { what } of steps)
        expect({ label, what, one: oneAct(what, locale) }).toEqual({ label, what, one: true });
  });

  it('has a helper ask the patient for what only the patient may do', () => {
    for (const { label, audience, steps } of all) {
      if (audience !== 'helper') continue;
      for (const { key, what } of steps) {
        if (OF_HELPERS.includes(key)) continue;
        expect({ label, what, asks: ASKS[locale].test(what) }).toEqual({ label, what, asks: true });
      }
    }
  });

  it('says on the phone what stands in quotation marks', () => {
    for (const { steps } of all) for (const { say } of steps) if (say !== null) expect(say).toMatch(/^“.+”$/);
  });
});

function fitting(count: number): number {
  return count === 0 ? 0 : Math.min(5, Math.max(3, count));
}

function oneAct(what: string, locale: Locale): boolean {
  const [first = ''] = what.split(' ');
  const joined = locale === 'en' ? / and (\p{Ll}+)/u : / y (\p{Ll}+)/u;
  const second = joined.exec(what)?.[1] ?? '';
  const actsAgain = VERBS[locale].some((verb) => verb.toLowerCase() === second);
  return VERBS[locale].includes(first) && /^[^.!?]+\.$/.test(what.replaceAll(/\.(?=\w)/g, '')) && !actsAgain;
}
