import type { Device } from '../domain/device.js';
import type { Words } from './words.js';

/** How people call a device: "Firefox on Windows", or no more than that it is one. */
export function deviceWords(words: Words, { browser, system }: Device): string {
  return words.say('account.device', { browser: browser ?? 'none', system: system ?? 'none' });
}
