import type { Warning } from '../store/choices.store.js';
import { refusal } from '../words/refusal.js';
import { type Locale, wordsIn } from '../words/words.js';

/** Goes up whenever the words of `mail.details.warning` change in any language: choices are kept with it. */
export const DETAIL_WARNING_VERSION = '2026-11-22';

/** What a person reads before they choose that mails may name more. */
export function detailWarning(locale: Locale): Warning {
  return { version: DETAIL_WARNING_VERSION, text: wordsIn(locale).say('mail.details.warning') };
}

/** @throws InputError where the words have changed since they were shown */
export function readWarning(version: string, locale: Locale): Warning {
  const warning = detailWarning(locale);
  if (version !== warning.version) throw refusal('settings.refused.reread');
  return warning;
}
