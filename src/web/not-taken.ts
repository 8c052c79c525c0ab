import { NOT_TAKEN, STATUS_NOT_TAKEN } from '../channels/webhook.js';
import type { Words } from '../words/words.js';

/** Why an endpoint took nothing, as a sentence goes on with it. It is kept as it went to the log; one that is not known stands as it is. */
export function notTakenWords(kept: string, words: Words): string {
  const status = STATUS_NOT_TAKEN.exec(kept)?.[1];
  if (status !== undefined) return words.say('settings.notTaken.error', { status });
  const reason = Object.entries(NOT_TAKEN).find(([, said]) => said === kept)?.[0];
  return reason === undefined ? kept : words.say(`settings.notTaken.${reason}`);
}
