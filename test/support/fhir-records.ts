import type { FhirResource } from '../../src/domain/pull.js';
import { SEARCHED_TYPES } from '../../src/fhir/resource.js';
import type { SourceReading } from '../../src/fhir/study-source.js';

export const PATIENT_ID = 'pat-1';

/** An invented CT of the chest, one in February of each year up to number 3 in 2025; `over` replaces its elements. */
export function anExam(number: number, over: Record<string, unknown> = {}): FhirResource {
  return {
    resourceType: 'ImagingStudy',
    id: `exam-${number}`,
    identifier: [{ system: 'urn:dicom:uid', value: `urn:oid:1.2.826.0.1.3680043.8.498.${number}` }],
    status: 'available',
    subject: { reference: `Patient/${PATIENT_ID}` },
    started: `${2022 + number}-02-20T09:30:00Z`,
    modality: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: 'CT' }],
    description: 'CT chest',
    numberOfSeries: 1,
    numberOfInstances: 120,
    ...over,
  };
}

/** The order of that exam. */
export function anOrderOf(number: number): FhirResource {
  return {
    resourceType: 'ServiceRequest',
    id: `order-${number}`,
    status: 'active',
    intent: 'order',
    subject: { reference: `Patient/${PATIENT_ID}` },
    code: { text: 'CT of the chest' },
    authoredOn: `${2022 + number}-02-19T10:00:00Z`,
  };
}

/** A reading of everything there is; `over` says what could not be read. */
export function aReading(resources: FhirResource[], over: Partial<SourceReading> = {}): SourceReading {
  return {
    resources: [{ resourceType: 'Patient', id: PATIENT_ID }, ...resources],
    read: ['Patient', ...Object.keys(SEARCHED_TYPES)],
    refused: [],
    failed: [],
    ...over,
  };
}

/** The same reading, broken off while the studies were read. */
export function aPartialReading(resources: FhirResource[]): SourceReading {
  const failed = [{ type: 'ImagingStudy', code: 'timeout', why: 'the source did not answer in time' }];
  return aReading(resources, { failed, read: ['Patient'] });
}
