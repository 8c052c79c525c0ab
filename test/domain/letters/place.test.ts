import { expect, it } from '@jest/globals';
import { jurisdictionOf } from '../../../src/domain/letters/place.js';

it.each([
  [{ country: null, state: 'TX' }, 'US-TX'],
  [{ country: 'US', state: 'OH' }, 'US'],
  // Delaware and Germany have the same two letters.
  [{ country: 'DE', state: 'DE' }, 'EU'],
  [{ country: 'GB', state: null }, 'GB'],
  [{ country: 'CH', state: null }, null],
  [{ country: null, state: null }, null],
])('%j goes by the rules of %j', (address, place) => {
  expect(jurisdictionOf(address)).toBe(place);
});
