import { describe, expect, it } from '@jest/globals';
import type { FhirResource } from '../../src/domain/pull.js';
import { aPatient, aReading, aReport, aStudyResource } from '../support/fhir-builders.js';
import { flagsBetween, pulled, told } from '../support/pull-story.js';

const anna = (family: string, given: string): FhirResource =>
  aPatient('anna', { name: [{ family, given: [given] }], birthDate: '1961-04-09' });
const shownAs = (display: string, more: object = {}): FhirResource =>
  aStudyResource({ more: { subject: { reference: 'Patient/anna', display, ...more } } });
const asideOf = (...resources: FhirResource[]): string[] =>
  pulled([aReading(resources)])[0]!.quarantined.map(({ type }) => type);

describe('a study that carries another name', () => {
  it.each([
    ['Ødegård', 'Bjørn', 'ODEGARD^BJORN'],
    ['Nguyễn', 'Thị', 'NGUYEN, THI'],
    ['Иванова', 'Мария', 'Ivanova Maria'],
    ['山田', '太郎', 'Yamada Taro'],
    ['Doe', 'Jane', 'Jane A. Doe'],
    ['Doe', 'Jane', 'Mercy Hospital Patient'],
  ])('is theirs where %s %s is only written otherwise: %s', (family, given, display) => {
    expect(asideOf(anna(family, given), shownAs(display))).toEqual([]);
  });

  it('is set aside where nothing of the name is theirs', () => {
    expect(asideOf(anna('Doe', 'Jane'), shownAs('SMITH, ROBERT'))).toEqual(['ImagingStudy']);
  });

  it('is theirs under a number whose issuer nobody names', () => {
    const numbered = anna('Doe', 'Jane');
    numbered['identifier'] = [{ type: { coding: [{ code: 'MR' }] }, value: '123' }];
    const campus = { identifier: { type: { coding: [{ code: 'MR' }] }, value: '77' } };
    expect(asideOf(numbered, shownAs('Doe, Jane', campus))).toEqual([]);
  });

  it('is told once, and is not gone when something else changes later', () => {
    const mixed = shownAs('SMITH, ROBERT');
    const far = aStudyResource({ id: 'far', uid: '8.8', accession: 'F', started: '2011-01-05' });
    const other = { ...far, description: 'CT of the chest, read again' };
    const record = (...studies: FhirResource[]) => aReading([anna('Doe', 'Jane'), ...studies]);
    const pulls = pulled([
      record(shownAs('Doe, Jane'), far),
      record(mixed, far),
      record(mixed, other),
      record(mixed, other),
      record(mixed, other),
    ]);
    expect(pulls.map(({ flags }) => flags.map(told))).toEqual([
      [],
      ['altered S04 check subject'],
      ['altered S04 info description'],
      [],
      [],
    ]);
  });
});

describe('a report', () => {
  const text = (conclusion: string): object => ({ more: { conclusion } });

  it('is not taken for replaced by a pull that could not read all', () => {
    const study = aStudyResource();
    const first = aReport({ id: 'r1', accession: 'ACC-1', ...text('No fracture.') });
    const second = aReport({ id: 'r2', accession: 'ACC-1', ...text('Second look: small effusion.') });
    const partial = { ...aReading([study, second]), failed: [{ type: 'DiagnosticReport', why: 'time-out' }] };
    const [, later] = pulled([aReading([study, first]), partial]);
    expect(later!.flags.map(told)).toEqual(['report-added - quiet report']);
    expect(later!.history.known[0]!.study.reports).toHaveLength(2);
  });

  it('that is amended in the pull that brings the images is told as amended', () => {
    const before = aReport({ id: 'r1', accession: 'ACC-1', ...text('No fracture.') });
    const after = aReport({ id: 'r1', accession: 'ACC-1', ...text('Fracture of the third rib.') });
    expect(flagsBetween([before], [aStudyResource(), after]).map(told)).toEqual([
      'report-amended S06 check report',
    ]);
  });
});
