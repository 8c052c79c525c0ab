import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { namePartsIn, namesIn } from '../../../src/domain/names.js';

describe('the names that a written name holds', () => {
  it.each([
    ['Alder Hospital, Inc. d/b/a Alder Health', ['Alder Hospital, Inc.', 'Alder Health']],
    ['Alder Hospital, Inc. doing business as Alder Health', ['Alder Hospital, Inc.', 'Alder Health']],
    ['Alder Hospital (dba Northgate Alder)', ['Alder Hospital', 'Northgate Alder']],
    ['Alder Partners (formerly known as Birch Group, LLC)', ['Alder Partners', 'Birch Group, LLC']],
    ['Alder Health (aka Birch Partners)', ['Alder Health', 'Birch Partners']],
    ['Alder Regional Hospital (“ARH”)', ['Alder Regional Hospital', 'ARH']],
    ['Alder Eye Clinic, LLC and Birch Imaging, LLC', ['Alder Eye Clinic, LLC', 'Birch Imaging, LLC']],
    ['University of Alder/Alder Medicine', ['University of Alder', 'Alder Medicine']],
    ['Ledger Billing - Alder Family Clinic', ['Ledger Billing', 'Alder Family Clinic']],
    ['Ledger Billing on behalf of Alder Family Clinic', ['Ledger Billing', 'Alder Family Clinic']],
    ['Ledger (Alder Family Clinic, Birch Health)', ['Ledger', 'Alder Family Clinic', 'Birch Health']],
    ['Alder Dental, a subsidiary of Birch Dental Alliance', ['Alder Dental', 'Birch Dental Alliance']],
  ])('%s', (written, parts) => {
    expect(namesIn(written)).toEqual([written, ...parts]);
  });

  it('keeps apart two businesses that each have a trade name', () => {
    const written = 'Alder, Inc. d/b/a Hospital Alder Norte and Birch, Inc. d/b/a Hospital Alder Sur';
    expect(namesIn(written)).toEqual(expect.arrayContaining(['Hospital Alder Norte', 'Hospital Alder Sur']));
  });

  it.each([
    'Alder OB/GYN Associates',
    'Alder HIV/AIDS Clinics',
    'Alder Clinic Health System - Red Oak',
    'Alder Regional Medical Center',
  ])('is one name: %s', (written) => {
    expect(namesIn(written)).toEqual([written]);
  });

  it.each([
    'Alder Plan [case #1234]',
    'Alder Health (on behalf of its covered entities)',
    'Alder Home (1992)',
  ])('takes a note in brackets for no name: %s', (written) => {
    expect(namesIn(written)).toEqual([written, written.replace(/ [[(].*/, '')]);
  });

  it('says how each part stands in the name', () => {
    expect(namePartsIn('Alder Inc. f/k/a Birch Clinic').map(({ role }) => role)).toEqual([
      'whole',
      'head',
      'former',
    ]);
  });

  it('always gives the whole first, outer spaces removed, and no part twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (written) => {
        const names = namesIn(written);
        expect(names[0]).toBe(written.trim());
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});
