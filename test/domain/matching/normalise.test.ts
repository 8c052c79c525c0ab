import { describe, expect, it } from '@jest/globals';
import { wordsOf } from '../../../src/domain/matching/normalise.js';
import { stateCode } from '../../../src/domain/matching/states.js';

describe('the words of a name', () => {
  it.each([
    ['case and accents', 'Clínica ALDER', 'clinica alder'],
    ['a legal form', 'The Alder Clinic, P.A.', 'alder clinic'],
    ['"&"', 'Alder & Birch Imaging', 'Alder and Birch Imaging'],
    ['abbreviations', 'ALDER REG MED CTR', 'Alder Regional Medical Center'],
    ['a possessive', 'St. Alder’s Hosp', 'Saint Alders Hospital'],
    ['a damaged apostrophe', 'St. Alder\uFFFD\uFFFD\uFFFDs Hospital', "St. Alder's Hospital"],
    ['spelling', 'Alder Orthopaedics', 'Alder Orthopedic'],
    ['one word or two', 'AlderHealth', 'Alder Health'],
    ['one word or two of kind', 'Alder Health Care', 'Alder Healthcare'],
    ['a missing space', 'St.Alder Hospital', 'St. Alder Hospital'],
    ['dotted initials', 'J. F. Alder, M.D.', 'JF Alder'],
    ['a state in the name', 'Hospice of Greater WA', 'Hospice of Greater Washington'],
    ['hosting notes', 'Alder Hosp Expanse (Hosted by Birch)', 'Alder Hospital'],
    ['hosting numbers', 'Alder Hosp MaaS Pod 011 07', 'Alder Hospital'],
    ['server notes', 'Alder Hospital - PROD', 'Alder Hospital'],
    ['environment notes', 'Alder Med. Ctr.- CS', 'Alder Medical Center'],
    ['a case note', 'Alder Clinic, Privacy Manager Breach', 'Alder Clinic'],
    ['who else is covered', 'Alder Health and its affiliates', 'Alder Health'],
    ['a status', 'Dormant: Alder Dental Alliance', 'Alder Dental Alliance'],
    ['a list’s note on the kind of hospital', 'ALDER HOSPITAL CAH', 'Alder Hospital'],
    ['a letter left out of a long word', 'Alder Orthpedic Univerity', 'Alder Orthopedic University'],
    ['letters swapped in a long word', 'Alder Hopsital', 'Alder Hospital'],
    ['a legal form with a slip', 'Alder Clinic Incorpoated', 'Alder Clinic'],
  ])('do not depend on %s', (_, one, other) => {
    expect(wordsOf(one)).toEqual(wordsOf(other));
  });

  it('keep brands that are nearly a word', () => {
    expect(wordsOf('Centra Medica Heath Indian')).toEqual(['centra', 'medica', 'heath', 'indian']);
  });

  it('keep what is left when a name has nothing but small words', () => {
    expect(wordsOf('The Company')).toEqual(['the', 'company']);
  });
});

describe('a state', () => {
  it.each([
    ['tx', 'TX'],
    ['Texas', 'TX'],
    [' PR ', 'PR'],
    ['Atlantis', null],
    ['constructor', null],
    [null, null],
  ])('%s is read as %s', (text, code) => {
    expect(stateCode(text)).toBe(code);
  });
});
