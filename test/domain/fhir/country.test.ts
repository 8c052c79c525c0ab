import { expect, it } from '@jest/globals';
import { countryCode } from '../../../src/domain/fhir/country.js';

it.each([
  ['US', 'US'],
  ['usa', 'US'],
  ['U.S.A.', 'US'],
  ['United States of America', 'US'],
  ['DEU', 'DE'],
  ['Germany', 'DE'],
  ['UK', 'GB'],
  ['United Kingdom', 'GB'],
  ['CH', 'CH'],
  ['Middle Earth', null],
  ['', null],
  [null, null],
])('the country %j is %j', (stated, code) => {
  expect(countryCode(stated)).toBe(code);
});
