import { type Locale, wordsIn } from '../../words/words.js';
import type { Who } from '../views/shell.js';

/** Changes with every change of `office.consent`, so that one can tell who agreed to what. */
const COUNTING_VERSION = '1';

/** What somebody says when they let marks be counted, in their own language: kept word for word. */
export function countingConsent(who: Who, office: string, locale: Locale): { version: string; text: string } {
  const text = wordsIn(locale).say('office.consent', { who: who.role, name: who.name, office });
  return { version: `${COUNTING_VERSION}-${locale}`, text };
}

/** Changes with every change of `office.handoverConsent`. */
const HANDOVER_VERSION = '1';

/** What somebody says when they send a case to an office: kept word for word with what was sent. */
export function handoverConsent(who: Who, office: string, locale: Locale): { version: string; text: string } {
  const text = wordsIn(locale).say('office.handoverConsent', { who: who.role, name: who.name, office });
  return { version: `${HANDOVER_VERSION}-${locale}`, text };
}
