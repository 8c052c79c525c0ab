import type { Office } from './letter-facts.js';

/**
 * Whose law a place goes by, in messages, cases and letters. Of `elsewhere` we know no law; an `unknown` place gets the
 * federal text, and the reader is told so.
 */
export const PLACES = ['US', 'US-CA', 'US-TX', 'EU', 'GB', 'elsewhere', 'unknown'] as const;
export type Place = (typeof PLACES)[number];

// The European Union, and the three further states in which the GDPR holds (European Economic Area).
const GDPR_STATES = new Set(
  'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' '),
);

// Its rules on health data hold there as in a state (45 CFR 160.103, "State"); ISO 3166 gives them codes of their own.
const US_TERRITORIES = new Set(['PR', 'GU', 'VI', 'AS', 'MP']);

/** A state is only ever told of places in the United States. */
export function placeOf({ country, state }: Pick<Office, 'country' | 'state'>): Place {
  if (country === 'US' || (country === null && state !== null)) return ofState(state);
  if (country === null) return 'unknown';
  if (country === 'GB') return 'GB';
  if (US_TERRITORIES.has(country)) return 'US';
  return GDPR_STATES.has(country) ? 'EU' : 'elsewhere';
}

function ofState(state: string | null): Place {
  if (state === 'CA') return 'US-CA';
  return state === 'TX' ? 'US-TX' : 'US';
}

/** Whether the law of the United States is named of this place. */
export function isUnderFederalLaw(place: Place): boolean {
  return place.startsWith('US') || place === 'unknown';
}
