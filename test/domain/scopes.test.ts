import { describe, expect, it } from '@jest/globals';
import { askedScopes, grantedTypes } from '../../src/domain/scopes.js';

const withheld = (asked: string[], granted: string[]): string[] =>
  grantedTypes(asked, granted)
    .filter((one) => one.granted === 'none')
    .map(({ type }) => type);

describe('what is asked for', () => {
  it('is all that is read, in the place’s own way of writing, and never who signs in', () => {
    const asked = askedScopes({ own: null, v2: true, imaging: true });
    expect(asked.slice(0, 4)).toEqual([
      'launch/patient',
      'offline_access',
      'patient/Patient.rs',
      'patient/ImagingStudy.rs',
    ]);
    expect(asked).not.toContain('openid');
    expect(askedScopes({ own: null, v2: false, imaging: true })).toContain('patient/ImagingStudy.read');
  });

  it('can leave the list of scans out, also where the registration names its own scopes', () => {
    const own = 'launch/patient  patient/ImagingStudy.rs patient/DiagnosticReport.rs';
    expect(askedScopes({ own, v2: true, imaging: false })).toEqual([
      'launch/patient',
      'patient/DiagnosticReport.rs',
    ]);
    expect(askedScopes({ own: null, v2: true, imaging: false }).join(' ')).not.toContain('ImagingStudy');
  });
});

describe('what was granted', () => {
  const asked = [
    'patient/ImagingStudy.rs',
    'patient/DiagnosticReport.rs',
    'patient/Encounter.rs',
    'offline_access',
  ];

  it.each([
    ['the same', asked],
    [
      'in the words of SMART 1',
      ['patient/ImagingStudy.read', 'patient/DiagnosticReport.*', 'patient/Encounter.read'],
    ],
    ['for everything', ['patient/*.rs']],
    ['for more than reading', ['patient/*.cruds']],
    ['for a user', ['user/*.read']],
  ])('is compared by type where it is written otherwise: %s', (_way, granted) => {
    expect(withheld(asked, granted)).toEqual([]);
  });

  it.each([
    ['nothing', [], ['ImagingStudy', 'DiagnosticReport', 'Encounter']],
    [
      'writing alone',
      ['patient/ImagingStudy.cud', 'patient/*.write'],
      ['ImagingStudy', 'DiagnosticReport', 'Encounter'],
    ],
    ['one type', ['patient/ImagingStudy.rs'], ['DiagnosticReport', 'Encounter']],
    [
      'another server’s words',
      ['ImagingStudy', 'patient/ImagingStudy'],
      ['ImagingStudy', 'DiagnosticReport', 'Encounter'],
    ],
  ])('is named where it is missing: %s', (_what, granted, missing) => {
    expect(withheld(asked, granted)).toEqual(missing);
  });

  it('tells a type that is narrowed to some of its resources', () => {
    const granted = ['patient/DiagnosticReport.rs?category=http://loinc.org|LP29684-5'];
    expect(grantedTypes(['patient/DiagnosticReport.rs'], granted)).toEqual([
      { type: 'DiagnosticReport', granted: 'part' },
    ]);
  });
});
