import type { InvitedRole, Scope } from '../../domain/people/scope.js';
import type { SharedPlace } from '../../store/people/sharing.store.js';
import { dayInFull } from '../../words/days.js';
import { type Locale, wordsIn } from '../../words/words.js';
import type { Who } from '../views/shell.js';
import { joined, kindWords, lastDay } from './people-view.js';

/** Changes with every change of `people.consent`, so that one can tell who agreed to what. */
const CONSENT_VERSION = '1';

/** Who says it of whom; `zone` (IANA) is where they are. */
interface Consenting {
  who: Who;
  person: string;
  places: SharedPlace[];
  locale: Locale;
  zone: string;
}

/** What somebody says when they let another in, in their own language: kept word for word with the grant. */
export function consentTo(
  terms: Scope & { role: InvitedRole; until: Date | null },
  { who, person, places, locale, zone }: Consenting,
): { version: string; text: string } {
  const named = places.filter(({ id }) => terms.places?.includes(id)).map(({ name }) => name);
  const text = wordsIn(locale).say('people.consent', {
    who: who.role,
    name: who.name,
    person,
    role: terms.role,
    kinds: kindWords(terms.role, terms, locale),
    where: terms.places === null ? 'all' : 'some',
    places: joined(named, locale),
    ends: terms.until === null ? 'no' : 'yes',
    until: terms.until === null ? '' : dayInFull(lastDay(terms.until, zone), locale),
  });
  return { version: `${CONSENT_VERSION}-${locale}`, text };
}
