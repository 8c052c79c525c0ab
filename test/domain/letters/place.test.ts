import { expect, it } from '@jest/globals';
import { placeOf } from '../../../src/domain/letters/place.js';

it.each([
  [{ country: null, state: 'TX' }, 'US-TX'],
  [{ country: 'US', state: 'OH' }, 'US'],
  // Delaware and Germany have the same two letters.
  [{ country: 'DE', state: 'DE' }, 'EU'],
  [{ country: 'GB', state: null }, 'GB'],
  [{ country: 'CH', state: null }, 'elsewhere'],
  // Canada and California have the same two letters.
  [{ country: 'CA', state: null }, 'elsewhere'],
  [{ country: 'PR', state: null }, 'US'],
  [{ country: 'GU', state: null }, 'US'],
  [{ country: null, state: null }, 'unknown'],
])('%j goes by the rules of %j', (address, place) => {
  expect(placeOf(address)).toBe(place);
});
