import { InputError } from '../lib/errors.js';
import { type Locale, type Values, wordsIn } from './words.js';

/** Refuses what somebody gave, in a sentence of templates/words that their page says in their language. */
export function refusal(id: string, values: Values = {}): InputError {
  return new InputError(wordsIn('en').say(id, values), { said: { id, values } });
}

/** Why something was refused, in a language. */
export function refusalWords(
  { message, said }: Pick<InputError, 'message' | 'said'>,
  locale: Locale,
): string {
  return said === null ? message : wordsIn(locale).say(said.id, said.values);
}
