import { describe, expect, it } from '@jest/globals';
import type { FhirResource, Reading } from '../../src/domain/pull.js';
import { readPull } from '../../src/domain/read-pull.js';
import { aPatient, aReading, aReport, aStudyResource } from '../support/fhir-builders.js';
import { flagsBetween, pulled, told } from '../support/pull-story.js';

function reading(...resources: FhirResource[]): Reading {
  return aReading([], { resources });
}

const mine = aStudyResource();
const berts = aStudyResource({ id: 'b', uid: '9.9', accession: 'B', patient: 'bert' });

describe('whose record it is', () => {
  it('is told by the Patient resource, and what is about another patient is quarantined', () => {
    const pull = readPull(reading(aPatient(), mine, berts, aReport({ id: 'r', patient: 'bert' })), null);
    expect(pull.studies.map(({ ids }) => ids)).toEqual([['study-1']]);
    expect(pull.quarantined).toMatchObject([
      { type: 'ImagingStudy', id: 'b', reason: 'it is about another patient' },
      { type: 'DiagnosticReport', id: 'r', reason: 'it is about another patient' },
    ]);
  });

  it('is told by most of the resources where there is no Patient', () => {
    const pull = readPull(reading(berts, mine, aReport()), null);
    expect([...pull.patient!.ids]).toEqual(['anna']);
    expect(pull.quarantined).toHaveLength(1);
  });

  it.each(['bert', 'Patient/bert'])('is whom the caller asks for (%s)', (asked) => {
    const pull = readPull(reading(aPatient(), mine, berts), asked);
    expect(pull.studies.map(({ uid }) => uid)).toEqual(['9.9']);
  });

  it('is one person under two ids where a Patient is replaced by another', () => {
    const old = aPatient('bert', { link: [{ type: 'replaced-by', other: { reference: 'Patient/anna' } }] });
    const pull = readPull(reading(aPatient(), old, mine, berts), null);
    expect(pull.studies).toHaveLength(2);
    expect(pull.quarantined).toMatchObject([]);
  });

  it('is not one person where a Patient is merely related', () => {
    const seeAlso = aPatient('bert', { link: [{ type: 'seealso', other: { reference: 'Patient/anna' } }] });
    expect(readPull(reading(aPatient(), seeAlso, mine, berts), null).studies).toHaveLength(1);
  });

  it('is told by the patient number where a study has no reference', () => {
    const by = (system: string, value: string): FhirResource =>
      aStudyResource({ more: { subject: { identifier: { system, value } } } });
    const reasons = [by('urn:mrn', 'mrn-anna'), by('urn:mrn', 'mrn-bert'), by('urn:elsewhere', '1')].map(
      (study) => readPull(reading(aPatient(), study), null).quarantined[0]?.reason,
    );
    expect(reasons).toEqual([undefined, 'its patient number is another than yours', undefined]);
  });

  it('is told by the numbers of a patient that a study carries within itself', () => {
    const carrying = (value: string): FhirResource =>
      aStudyResource({
        more: {
          subject: { reference: '#p' },
          contained: [{ resourceType: 'Patient', id: 'p', identifier: [{ system: 'urn:mrn', value }] }],
        },
      });
    const reasons = ['mrn-anna', 'mrn-bert'].map(
      (value) => readPull(reading(aPatient(), carrying(value)), null).quarantined[0]?.reason,
    );
    expect(reasons).toEqual([undefined, 'its patient number is another than yours']);
  });

  it.each([
    { reference: 'Group/g' },
    { reference: 'https://ehr.example.org/fhir/Device/d' },
    { type: 'Group', identifier: { system: 'urn:groups', value: '1' } },
  ])("is nobody's where the subject is %j", (subject) => {
    const pull = readPull(reading(aPatient(), aStudyResource({ more: { subject } })), null);
    expect(pull.quarantined.map(({ reason }) => reason)).toEqual(['it is not about one patient']);
  });

  it.each([
    'https://ehr.example.org/fhir/Patient/anna',
    'Patient/anna/_history/3',
    'urn:uuid:anna',
    'urn:Patient/anna',
    'anna',
  ])('is understood from the reference %s', (reference) => {
    const pull = readPull(reading(aPatient(), aStudyResource({ more: { subject: { reference } } })), null);
    expect(pull.studies).toHaveLength(1);
  });

  it('stays the same for all pulls: the answer for somebody else is no empty answer', () => {
    const [, second, third] = pulled([
      aReading([mine]),
      reading(aPatient('bert'), berts),
      reading(aPatient('bert'), berts),
    ]);
    expect(second!.verdict).toMatchObject({
      complete: false,
      incomplete: ['the answer is about another patient'],
    });
    expect(third!.verdict.complete).toBe(false);
    expect(third!.flags).toEqual([]);
    expect(third!.pull.quarantined).toHaveLength(2);
  });
});

describe('resources of one study', () => {
  it('that share a UID are one study', () => {
    const copy = aStudyResource({ id: 'copy', accession: 'ACC-2', series: ['1.2.3.7'] });
    const [study, ...more] = readPull(aReading([mine, copy]), null).studies;
    expect(more).toEqual([]);
    expect(study).toMatchObject({ uid: '1.2.3', ids: ['copy', 'study-1'] });
    expect(study!.accessions.map(({ value }) => value)).toEqual(['ACC-1', 'ACC-2']);
    expect(study!.series.map(({ uid }) => uid)).toEqual(['1.2.3.1', '1.2.3.7']);
  });

  it('give the same study in any order and under any ids', () => {
    const told = [
      aStudyResource({ id: 'a', started: '2024-03-03', description: 'CT chest' }),
      aStudyResource({ id: 'b', description: 'CT thorax', accession: null }),
      aStudyResource({ id: 'c', description: 'CT chest', status: 'registered' }),
    ];
    const renamed = told.map((resource, at) => ({ ...resource, id: 'zyx'[at]! }));
    expect(flagsBetween(told, [...told].reverse())).toEqual([]);
    expect(flagsBetween(told, renamed).map(({ change }) => change.kind)).toEqual(['reissued']);
  });

  it('count without those that were withdrawn', () => {
    const wrong = aStudyResource({ id: 'wrong', started: '1999-01-01', status: 'entered-in-error' });
    const [study] = readPull(aReading([mine, wrong]), null).studies;
    expect(study).toMatchObject({
      status: 'available',
      started: '2024-03-03T10:00:00-05:00',
      ids: ['study-1', 'wrong'],
    });
  });

  it('that share nothing but an accession number are two studies', () => {
    const first = aStudyResource({ uid: null });
    const second = aStudyResource({ uid: null, id: 'study-2', part: 'head' });
    expect(readPull(aReading([first, second]), null).studies).toHaveLength(2);
  });

  it('that come twice are one, the later one being the newer', () => {
    const later = aStudyResource({ description: 'CT chest, corrected' });
    const { studies } = readPull(aReading([mine, later]), null);
    expect(studies.map(({ description }) => description)).toEqual(['CT chest, corrected']);
  });
});

describe('who made a study', () => {
  const hospital = { resourceType: 'Organization', id: 'h', name: 'Lakeside Hospital', alias: ['Lakeside'] };
  const madeBy = (...resources: FhirResource[]): unknown =>
    readPull(aReading(resources), null).studies[0]!.organization;

  it('is the performer of its series', () => {
    const study = aStudyResource({
      series: [{ uid: '1.1', performer: [{ actor: { reference: 'Organization/h', display: 'shown' } }] }],
    });
    expect(madeBy(study, hospital)).toEqual({ name: 'Lakeside Hospital', reference: 'Organization/h' });
    expect(madeBy(study)).toEqual({ name: 'shown', reference: 'Organization/h' });
  });

  it('is the provider of its visit, also by a urn', () => {
    const study = aStudyResource({ more: { encounter: { reference: 'urn:uuid:v' } } });
    const visit = {
      resourceType: 'Encounter',
      id: 'v',
      subject: { reference: 'Patient/anna' },
      serviceProvider: { reference: 'urn:uuid:h' },
    };
    expect(madeBy(study, visit, hospital)).toEqual({
      name: 'Lakeside Hospital',
      reference: 'Organization/h',
    });
  });

  it('is who manages the room it was made in, where nothing nearer says so', () => {
    const study = aStudyResource({ more: { location: { reference: 'Location/ct-2' } } });
    const room = {
      resourceType: 'Location',
      id: 'ct-2',
      managingOrganization: { reference: 'Organization/h' },
    };
    expect(madeBy(study, room, hospital)).toEqual({ name: 'Lakeside Hospital', reference: 'Organization/h' });
  });

  it('is not a person', () => {
    const study = aStudyResource({
      series: [{ uid: '1.1', performer: [{ actor: { reference: 'Practitioner/h' } }] }],
    });
    expect(madeBy(study, hospital)).toEqual({ name: null, reference: null });
  });

  it('is another only where both name and reference are', () => {
    const by = (reference: string, name: string): FhirResource[] => [
      aStudyResource({
        series: [{ uid: '1.1', performer: [{ actor: { reference: `Organization/${reference}` } }] }],
      }),
      { resourceType: 'Organization', id: reference, name },
    ];
    expect(flagsBetween(by('h', 'Lakeside'), by('h', 'Lakeside Health'))).toEqual([]);
    expect(flagsBetween(by('h', 'Lakeside'), by('new', 'LAKESIDE'))).toEqual([]);
    expect(flagsBetween(by('h', 'Lakeside'), by('n', 'Northgate')).map(told)).toEqual([
      'altered S04 info organization',
    ]);
  });

  it('need not be who keeps the record as a whole', () => {
    const anna = {
      resourceType: 'Patient',
      id: 'anna',
      managingOrganization: { reference: 'Organization/s', display: 'Lakeside Health System' },
    };
    const { keepers } = readPull(aReading([anna, hospital]), null);
    expect(keepers).toEqual([{ name: 'Lakeside Health System', reference: 'Organization/s' }]);
  });

  it('is listed with its names and place, by the address that tells a state', () => {
    const placed = { ...hospital, address: [{ city: 'Elsewhere' }, { state: 'Ohio', city: 'Lakeside' }] };
    expect(readPull(aReading([placed]), null).organizations).toEqual([
      {
        id: 'h',
        name: 'Lakeside Hospital',
        aliases: ['Lakeside'],
        state: 'OH',
        city: 'Lakeside',
        country: null,
      },
    ]);
  });
});
