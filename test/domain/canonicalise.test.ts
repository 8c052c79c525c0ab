import { describe, expect, it } from '@jest/globals';
import { canonicalStudy } from '../../src/domain/canonicalise.js';
import type { FhirResource } from '../../src/domain/pull.js';
import { examName, type Study } from '../../src/domain/study.js';
import { anAccession, aReading } from '../support/fhir-builders.js';
import { flagsAfter, told } from '../support/pull-story.js';

function canonical(fields: Record<string, unknown>): Study {
  return canonicalStudy({ resourceType: 'ImagingStudy', ...fields }, () => ({ name: null, reference: null }));
}

describe('text of hostile length', () => {
  const long = 'É' + '🩻'.repeat(5_000);

  it('is cut, and a key made of it stays short, the same for the same and another for another', () => {
    const keys = [long, long, `${long}x`].map(
      (value) => canonical({ identifier: [{ type: ACCESSION_TYPE, value }] }).key,
    );
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(keys[2]);
    expect(Buffer.byteLength(keys[0]!)).toBeLessThan(700);
    const { description, procedure } = canonical({ description: long, procedureCode: [{ text: long }] });
    expect(description!.length).toBeLessThanOrEqual(1_000);
    expect(procedure!.display!.length).toBeLessThanOrEqual(300);
    expect(
      [keys[0], description, procedure!.display].filter((text) => !/\p{Surrogate}/u.test(text!)),
    ).toHaveLength(3);
  });
});

const SNOMED = 'http://snomed.info/sct';
const ACCESSION_TYPE = { coding: [{ code: 'ACSN' }] };

/** One CT of the head, as each version of FHIR tells it. */
const dstu2: FhirResource = {
  resourceType: 'ImagingStudy',
  id: 'ct',
  uid: 'urn:oid:1.2.40.7',
  patient: { reference: 'Patient/anna' },
  accession: { system: 'urn:acc', value: 'H-1' },
  modalityList: [{ system: 'http://nema.org/dicom/dicm', code: 'CT' }],
  started: '2016-02-03T08:00:00+01:00',
  description: 'CT head',
  url: 'http://pacs.example/old',
  numberOfSeries: 1,
  numberOfInstances: 2,
  series: [
    {
      uid: 'urn:oid:1.2.40.7.1',
      modality: { system: 'http://nema.org/dicom/dicm', code: 'CT' },
      bodySite: { system: SNOMED, code: '69536005', display: 'Head structure' },
      laterality: { system: SNOMED, code: '7771000', display: 'Left' },
      numberOfInstances: 2,
      instance: [
        { uid: 'urn:oid:1.2.40.7.1.1', sopClass: 'urn:oid:1.2.840.10008.5.1.4.1.1.2' },
        { uid: 'urn:oid:1.2.40.7.1.2', sopClass: '1.2.840.10008.5.1.4.1.1.2' },
      ],
    },
  ],
};

const r4: FhirResource = {
  resourceType: 'ImagingStudy',
  id: 'ct',
  identifier: [
    { type: ACCESSION_TYPE, system: 'urn:acc', value: 'H-1' },
    { system: 'urn:dicom:uid', value: 'urn:oid:1.2.40.7' },
  ],
  status: 'available',
  subject: { reference: 'Patient/anna' },
  modality: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'CT' }],
  started: '2016-02-03T07:00:00Z',
  description: 'CT head',
  endpoint: [{ reference: 'Endpoint/1' }],
  numberOfSeries: 1,
  numberOfInstances: 2,
  series: [
    {
      uid: '1.2.40.7.1',
      modality: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'CT' },
      bodySite: { system: SNOMED, code: '69536005', display: 'Head' },
      laterality: { system: SNOMED, code: '7771000' },
      numberOfInstances: 2,
      instance: [
        {
          uid: '1.2.40.7.1.2',
          sopClass: { system: 'urn:ietf:rfc:3986', code: 'urn:oid:1.2.840.10008.5.1.4.1.1.2' },
        },
        { uid: '1.2.40.7.1.1', sopClass: { code: '1.2.840.10008.5.1.4.1.1.2' } },
      ],
    },
  ],
};

const r5: FhirResource = {
  ...r4,
  identifier: [{ system: 'urn:dicom:uid', value: 'urn:oid:1.2.40.7' }],
  basedOn: [{ identifier: { type: ACCESSION_TYPE, value: 'H-1' } }],
  modality: [{ coding: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'CT' }] }],
  series: [
    {
      ...(r4['series'] as Record<string, unknown>[])[0],
      modality: { coding: [{ code: 'CT' }] },
      bodySite: { concept: { coding: [{ system: SNOMED, code: '69536005' }] } },
      laterality: { coding: [{ system: SNOMED, code: '7771000' }] },
    },
  ],
};

describe('one study in every version of FHIR', () => {
  it.each<[string, FhirResource]>([
    ['DSTU2 and STU3', dstu2],
    ['R4', r4],
    ['R5 and the R6 ballot', r5],
  ])('is the same in %s', (_, resource) => {
    expect(canonical(resource)).toMatchObject({
      uid: '1.2.40.7',
      accessions: [{ value: 'H-1' }],
      ids: ['ct'],
      status: 'available',
      modalities: ['CT'],
      description: 'CT head',
      bodySites: [{ system: SNOMED, code: '69536005' }],
      laterality: 'left',
      seriesCount: 1,
      instanceCount: 2,
      series: [
        {
          uid: '1.2.40.7.1',
          modality: 'CT',
          laterality: 'left',
          instances: 2,
          instanceUids: ['1.2.40.7.1.1', '1.2.40.7.1.2'],
        },
      ],
    });
  });

  it('is no news when a source moves from one version to the other', () => {
    const flags = [dstu2, r4, r5, dstu2].map((_, at, all) =>
      flagsAfter(...all.slice(0, at + 1).map((resource) => aReading([resource]))).map(told),
    );
    expect(flags).toEqual([[], [], [], []]);
  });
});

describe('the study UID', () => {
  const uidOf = (...identifier: unknown[]): string | null => canonical({ identifier }).uid;

  it.each([
    ['DICOM’s own system', { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' }],
    ['the general system of URIs', { system: 'urn:ietf:rfc:3986', value: 'urn:oid:1.2.3' }],
    ['a bare value', { system: 'urn:dicom:uid', value: '1.2.3' }],
    ['its type in DICOM', { type: { coding: [{ code: '110180' }] }, value: '1.2.3' }],
    ['a padded value', { system: 'urn:dicom:uid', value: ' urn:oid:1.2.3\u0000 ' }],
  ])('is read from %s', (_, identifier) => {
    expect(uidOf(identifier)).toBe('1.2.3');
  });

  it('is read from an identifier that is an object instead of a list', () => {
    expect(canonical({ identifier: { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' } }).uid).toBe('1.2.3');
  });

  it('does not depend on the order of identifiers', () => {
    const other = { system: 'urn:ietf:rfc:3986', value: 'urn:oid:9.9.9' };
    const own = { system: 'urn:dicom:uid', value: 'urn:oid:1.2.3' };
    expect([uidOf(own, other), uidOf(other, own)]).toEqual(['1.2.3', '1.2.3']);
  });

  it.each([
    ['an accession number', { type: ACCESSION_TYPE, system: 'urn:dicom:uid', value: '1.2.3' }],
    ['a UUID', { system: 'urn:ietf:rfc:3986', value: 'urn:uuid:0c6b1f3d-edb2-422b-a0af-a262fb90ed07' }],
    ['a number of the place', { system: 'urn:site', value: '1.2.3' }],
  ])('is not taken from %s', (_, identifier) => {
    expect(uidOf(identifier)).toBeNull();
  });
});

describe('accession numbers', () => {
  const numbersOf = (fields: Record<string, unknown>): unknown => canonical(fields).accessions;

  it('are read from their own type, with or without a system', () => {
    expect(numbersOf({ identifier: [anAccession('A'), { type: ACCESSION_TYPE, value: 'B' }] })).toEqual([
      { system: 'urn:acc', value: 'A' },
      { system: null, value: 'B' },
    ]);
    expect(numbersOf({ identifier: [{ type: { coding: [{ code: '121022' }] }, value: 'C' }] })).toEqual([
      { system: null, value: 'C' },
    ]);
    expect(numbersOf({ identifier: [{ type: { text: 'Accession Number' }, value: 'D' }] })).toEqual([
      { system: null, value: 'D' },
    ]);
  });

  it('are read from the order where the study has none of its own, and once where both state it', () => {
    const basedOn = [{ reference: 'ServiceRequest/1', identifier: { type: ACCESSION_TYPE, value: 'A' } }];
    expect(numbersOf({ basedOn })).toEqual([{ system: null, value: 'A' }]);
    expect(numbersOf({ identifier: [anAccession('A')], basedOn })).toEqual([
      { system: 'urn:acc', value: 'A' },
    ]);
  });

  it('are not other numbers of the place', () => {
    const study = canonical({ identifier: [{ system: 'urn:site', value: 'S-1' }] });
    expect(study).toMatchObject({ accessions: [], identifiers: [{ system: 'urn:site', value: 'S-1' }] });
  });
});

describe('modalities', () => {
  it.each<[string, unknown]>([
    ['a Coding', { code: 'ct' }],
    ['a list of Coding', [{ system: 'urn:oid:1.2.840.10008.2.16.4', code: 'CT' }]],
    ['a CodeableConcept', { coding: [{ code: 'CT' }] }],
    ['a list of CodeableConcept', [{ coding: [{ system: SNOMED, code: '77477000' }, { code: 'CT' }] }]],
    ['a bare code', 'CT'],
  ])('are read from %s', (_, modality) => {
    expect(canonical({ modality }).modalities).toEqual(['CT']);
  });

  it('are those of the study and of its series, each once and sorted', () => {
    const study = canonical({
      modality: [{ code: 'PT' }],
      series: [{ modality: { code: 'CT' } }, { modality: { code: 'PT' } }],
    });
    expect(study.modalities).toEqual(['CT', 'PT']);
  });
});

describe('body parts and sides', () => {
  it('are told by the same code whatever the order of translations', () => {
    const codings = [
      { system: 'urn:local', code: 'K', display: 'Knee' },
      { system: SNOMED, code: '72696002' },
    ];
    for (const coding of [codings, [...codings].reverse()]) {
      expect(canonical({ series: [{ bodySite: { coding } }] }).bodySites).toEqual([
        { system: SNOMED, code: '72696002', display: 'Knee' },
      ]);
    }
  });

  it.each([
    ['L', 'left'],
    ['R', 'right'],
    ['B', 'both'],
    ['24028007', 'right'],
  ])('reads side %s as %s', (code, side) => {
    expect(canonical({ series: [{ laterality: { code } }] }).laterality).toBe(side);
  });

  it('are both sides where one series shows the left and one the right', () => {
    const series = [{ laterality: { code: 'L' } }, { laterality: { display: 'Right side' } }];
    expect(canonical({ series }).laterality).toBe('both');
  });
});

describe('the rest of a study', () => {
  it.each([
    [undefined, 'available'],
    ['registered', 'registered'],
    ['cancelled', 'retracted'],
    ['inactive', 'retracted'],
    ['entered-in-error', 'retracted'],
    ['unknown', 'unknown'],
    ['something new', 'unknown'],
  ])('has for status %s the state %s', (status, state) => {
    expect(canonical({ status }).status).toBe(state);
  });

  it.each(['YYYY-MM-DDThh:mm:ss+zz:zz', '0001-01-01', '9999-12-31T00:00:00Z', '2023-02-30', 20230201, ''])(
    'has no date where the source writes %p',
    (started) => {
      expect(canonical({ started }).started).toBeNull();
    },
  );

  it.each(['2019', '2019-05', '2019-05-04', '2019-05-04T10:11:12', '2019-05-04T10:11:12.123456-05:00'])(
    'keeps a date as exact as the source states it (%s)',
    (started) => {
      expect(canonical({ started }).started).toBe(started);
    },
  );

  it('is called by its procedure where it has no description of its own', () => {
    const procedure = { text: 'CT of the head' };
    expect(examName(canonical({ description: 'Study A', procedureCode: [procedure] }))).toBe('Study A');
    expect(examName(canonical({ procedureCode: [procedure] }))).toBe('CT of the head');
    expect(examName(canonical({ procedure: [{ concept: procedure }] }))).toBe('CT of the head');
    expect(examName(canonical({}))).toBeNull();
  });

  it('leaves out what changes on each read', () => {
    const volatile = {
      meta: { versionId: '7', lastUpdated: '2026-01-01T00:00:00Z' },
      text: { div: '<div>anything</div>' },
      contained: [{ resourceType: 'Endpoint', id: 'e', address: 'https://x.example/?token=abc' }],
      endpoint: [{ reference: '#e' }],
    };
    expect(canonical({ ...r4, ...volatile })).toEqual(canonical(r4));
  });

  it('survives fields of any shape', () => {
    const odd = [null, 7, 'x', [], {}, [null, [[]], 'x'], { coding: 'x', concept: [], reference: 7 }];
    for (const value of odd) {
      const fields = Object.fromEntries(
        [...Object.keys(r5), ...Object.keys(dstu2), 'procedureCode', 'procedure', 'laterality'].map(
          (field) => [field, value],
        ),
      );
      expect(() => canonical({ ...fields, resourceType: 'ImagingStudy' })).not.toThrow();
    }
  });
});
