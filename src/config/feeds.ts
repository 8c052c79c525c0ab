import { LIVE_SOURCES, type LiveSource } from '../feeds/live-sources.js';
import { InputError } from '../lib/errors.js';
import type { Environment } from './environment.js';

/**
 * The breach feeds that FEEDS has read by themselves: names with commas between, or `none`. Unset, production reads all of them,
 * and embedded mode none: nothing leaves a laptop unasked.
 * @throws InputError for a name that is no feed, and where no contact could be given to the sources
 */
export function feedsIn(environment: Environment, production: boolean): readonly LiveSource[] {
  const feeds = environment.FEEDS === undefined ? (production ? LIVE_SOURCES : []) : named(environment.FEEDS);
  if (feeds.length > 0 && contactsIn(environment).length === 0)
    throw new InputError(
      'FEEDS is set but neither MAIL_FROM nor PUBLIC_URL is: the sources of breach feeds want to know whom they can write to',
    );
  return feeds;
}

/** "Scanwarden/0.1 (https://watch.example; alerts@watch.example)": the SEC refuses, and others dislike, who gives no contact. */
export function userAgentOf(environment: Environment): string {
  const contacts = contactsIn(environment).join('; ');
  return contacts === '' ? 'Scanwarden/0.1' : `Scanwarden/0.1 (${contacts})`;
}

function contactsIn({ PUBLIC_URL, MAIL_FROM }: Environment): (string | undefined)[] {
  const address = /<([^>]+)>/.exec(MAIL_FROM ?? '')?.[1] ?? MAIL_FROM;
  // A header takes no other letters.
  return [PUBLIC_URL, address].filter((contact) => contact !== undefined && /^[ -~]+$/.test(contact));
}

function named(list: string): LiveSource[] {
  const names = list.split(',').map((name) => name.trim());
  if (names.join('') === 'none') return [];
  const known = LIVE_SOURCES.filter((source) => names.includes(source));
  const unknown = names.filter((name) => !known.some((source) => source === name));
  if (unknown.length > 0)
    throw new InputError(
      `FEEDS names no feed of ours: ${unknown.join(', ')}. Those read by themselves are ${LIVE_SOURCES.join(', ')}; or none`,
    );
  return known;
}
