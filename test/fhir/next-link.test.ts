import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextAddress } from '../../src/fhir/next-link.js';
import { HttpError } from '../../src/lib/http/http-error.js';

const BASE = new URL('https://hospital.example/app/fhir');

function next(link: string, asked = 'https://hospital.example/app/fhir/ImagingStudy?patient=1'): string {
  return nextAddress(link, BASE, new URL(asked)).href;
}

describe('the next page', () => {
  it.each([
    ['https://hospital.example/app/fhir?_getpages=1', 'https://hospital.example/app/fhir?_getpages=1'],
    ['https://hospital.example:443/app/fhir?_getpages=1', 'https://hospital.example/app/fhir?_getpages=1'],
    ['/app/fhir/ImagingStudy?page=2', 'https://hospital.example/app/fhir/ImagingStudy?page=2'],
    ['/ImagingStudy?page=2', 'https://hospital.example/app/fhir/ImagingStudy?page=2'],
    ['ImagingStudy?page=2', 'https://hospital.example/app/fhir/ImagingStudy?page=2'],
    ['?page=2', 'https://hospital.example/app/fhir/ImagingStudy?page=2'],
    ['/other/place?page=2', 'https://hospital.example/other/place?page=2'],
    ['?page=2#part', 'https://hospital.example/app/fhir/ImagingStudy?page=2'],
  ])('%s is at %s', (link, address) => {
    expect(next(link)).toBe(address);
  });

  it('is found from a page whose own address lacks the type', () => {
    expect(next('ImagingStudy?page=3', 'https://hospital.example/app/fhir?_getpages=1')).toBe(
      'https://hospital.example/app/fhir/ImagingStudy?page=3',
    );
  });

  it.each([
    'http://hospital.example/app/fhir?page=2',
    'https://hospital.example:8443/app/fhir?page=2',
    'https://elsewhere.example/app/fhir',
    'https://hospital.example.elsewhere.example/',
    'https://hospital.example@elsewhere.example/',
    '//elsewhere.example/ImagingStudy',
    '/\\elsewhere.example/',
    '\\\\elsewhere.example/',
    'javascript:alert(1)',
    'data:text/plain,x',
  ])('%s is never followed', (link) => {
    expect(() => next(link)).toThrow(HttpError);
  });

  it('stays on the origin of the base, whatever a server writes', () => {
    const link = fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^[/\\:@?#.A-Za-z]{0,12}$/));
    fc.assert(
      fc.property(link, (text) => {
        try {
          expect(new URL(next(text)).origin).toBe(BASE.origin);
        } catch (error) {
          expect(error).toBeInstanceOf(HttpError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
