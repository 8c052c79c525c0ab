import type { Jurisdiction } from '../law.js';
import type { Office } from './letter-facts.js';

/** Whose law a letter names. Of `elsewhere` we know no law; an `unknown` place gets the federal text, and is told so. */
export const PLACES = ['US', 'US-CA', 'US-TX', 'EU', 'GB', 'elsewhere', 'unknown'] as const;
export type Place = (typeof PLACES)[number];

// The European Union, and the three further states in which the GDPR holds (European Economic Area).
const GDPR_STATES = new Set(
  'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' '),
);

/** A state is only ever told of places in the United States. */
export function placeOf({ country, state }: Pick<Office, 'country' | 'state'>): Place {
  if (country === 'US' || (country === null && state !== null)) return ofState(state);
  if (country === null) return 'unknown';
  if (country === 'GB') return 'GB';
  return GDPR_STATES.has(country) ? 'EU' : 'elsewhere';
}

function ofState(state: string | null): Place {
  if (state === 'CA') return 'US-CA';
  return state === 'TX' ? 'US-TX' : 'US';
}

/** By whose rules a place goes; null where that is not known, or we know none of them. */
export function jurisdictionOf(address: Pick<Office, 'country' | 'state'>): Jurisdiction | null {
  const place = placeOf(address);
  return place === 'elsewhere' || place === 'unknown' ? null : place;
}

/** Whether a letter to this place names the law of the United States. */
export function isUnderFederalLaw(place: Place): boolean {
  return place.startsWith('US') || place === 'unknown';
}
