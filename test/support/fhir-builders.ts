import type { FhirResource, Reading } from '../../src/domain/pull.js';

/** The patient of all stories, unless one says otherwise. */
export const ANNA = 'anna';
const SNOMED = 'http://snomed.info/sct';
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';

const SITES: Record<string, string> = {
  knee: '72696002',
  ankle: '70258002',
  chest: '51185008',
  head: '69536005',
  abdomen: '818983003',
  wrist: '8205005',
};

export interface StudyStory {
  id?: string;
  /** Study Instance UID; null for a source that states none. */
  uid?: string | null;
  accession?: string | null;
  accessionSystem?: string;
  status?: string;
  started?: string | null;
  modality?: string;
  description?: string | null;
  part?: string | null;
  side?: 'L' | 'R';
  /** UIDs of series, or whole series; as many images as `images` says in each. */
  series?: (string | FhirSeries)[];
  images?: number;
  patient?: string;
  more?: Record<string, unknown>;
}

export interface FhirSeries {
  uid: string;
  modality?: unknown;
  images?: string[];
  [field: string]: unknown;
}

/** An R4 ImagingStudy: a CT of the chest of 3 March 2024, unless the story says otherwise. */
export function aStudyResource(story: StudyStory = {}): FhirResource {
  const { id = 'study-1', uid = '1.2.3', accession = 'ACC-1', accessionSystem = 'urn:acc' } = story;
  const { started = '2024-03-03T10:00:00-05:00', modality = 'CT', part = 'chest', side, images = 2 } = story;
  const { description = `${modality} ${part ?? ''}`.trim(), patient = ANNA } = story;
  const series = (story.series ?? [`${uid ?? '9.9'}.1`]).map((one) =>
    aSeries(typeof one === 'string' ? { uid: one } : one, { modality, part, side, images }),
  );
  return {
    resourceType: 'ImagingStudy',
    id,
    identifier: [
      ...(uid === null ? [] : [{ system: 'urn:dicom:uid', value: `urn:oid:${uid}` }]),
      ...(accession === null ? [] : [anAccession(accession, accessionSystem)]),
    ],
    status: story.status ?? 'available',
    modality: [...new Set(series.map((one) => (one['modality'] as { code: string }).code))].map((code) => ({
      system: DCM,
      code,
    })),
    subject: { reference: `Patient/${patient}` },
    ...(started === null ? {} : { started }),
    ...(description === null ? {} : { description }),
    numberOfSeries: series.length,
    numberOfInstances: series.reduce((sum, one) => sum + Number(one['numberOfInstances']), 0),
    series,
    ...story.more,
  };
}

function aSeries(
  { uid, modality, images, ...more }: FhirSeries,
  study: { modality: string; part: string | null; side: string | undefined; images: number },
): Record<string, unknown> {
  const uids = images ?? Array.from({ length: study.images }, (_, at) => `${uid}.${at + 1}`);
  return {
    uid,
    modality: { system: DCM, code: modality ?? study.modality },
    ...(study.part === null
      ? {}
      : { bodySite: { system: SNOMED, code: SITES[study.part], display: study.part } }),
    ...(study.side === undefined ? {} : { laterality: { system: 'urn:side', code: study.side } }),
    numberOfInstances: uids.length,
    instance: uids.map((instance, at) => ({
      uid: instance,
      number: at + 1,
      sopClass: { system: 'urn:ietf:rfc:3986', code: 'urn:oid:1.2.840.10008.5.1.4.1.1.2' },
    })),
    ...more,
  };
}

export function anAccession(value: string, system: string | undefined = 'urn:acc'): Record<string, unknown> {
  return {
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN' }] },
    ...(system === undefined ? {} : { system }),
    value,
  };
}

export function aPatient(id = ANNA, more: Record<string, unknown> = {}): FhirResource {
  return { resourceType: 'Patient', id, identifier: [{ system: 'urn:mrn', value: `mrn-${id}` }], ...more };
}

export interface EvidenceStory {
  id?: string;
  /** The day or time it speaks of. */
  on?: string;
  /** What it calls the exam. */
  text?: string;
  accession?: string;
  patient?: string;
  more?: Record<string, unknown>;
}

/** An imaging order; `on` is the day it was written. */
export function anOrder({
  id = 'order-1',
  on = '2024-03-01',
  text = 'CT chest',
  ...story
}: EvidenceStory = {}) {
  return resource('ServiceRequest', id, story, {
    status: 'completed',
    intent: 'order',
    category: [{ coding: [{ system: SNOMED, code: '363679005', display: 'Imaging' }] }],
    code: { text },
    authoredOn: on,
  });
}

/** A visit of two hours; `on` is its start. */
export function aVisit({ id = 'visit-1', on = '2024-03-03T09:00:00-05:00', ...story }: EvidenceStory = {}) {
  const end = on.includes('T') ? new Date(Date.parse(on) + 7_200_000).toISOString() : on;
  return resource('Encounter', id, story, {
    status: 'finished',
    class: { code: 'AMB' },
    period: { start: on, end },
  });
}

/** A radiology report; `on` is when the exam it reports took place. */
export function aReport({
  id = 'report-1',
  on = '2024-03-03T10:00:00-05:00',
  text = 'CT chest',
  ...story
}: EvidenceStory = {}) {
  return resource('DiagnosticReport', id, story, {
    status: 'final',
    category: [{ coding: [{ system: 'http://loinc.org', code: 'LP29684-5' }] }],
    code: { text },
    effectiveDateTime: on,
  });
}

export function aProcedure({
  id = 'procedure-1',
  on = '2024-03-03T10:00:00-05:00',
  text = 'CT chest',
  ...story
}: EvidenceStory = {}) {
  return resource('Procedure', id, story, { status: 'completed', code: { text }, performedDateTime: on });
}

export function anAppointment({
  id = 'appointment-1',
  on = '2024-03-03T10:00:00-05:00',
  text = 'CT chest',
  patient = ANNA,
  more,
}: EvidenceStory = {}): FhirResource {
  return {
    resourceType: 'Appointment',
    id,
    status: 'booked',
    serviceType: [{ text }],
    start: on,
    participant: [{ actor: { reference: `Patient/${patient}` } }],
    ...more,
  };
}

function resource(
  resourceType: string,
  id: string,
  { accession, patient = ANNA, more }: EvidenceStory,
  fields: Record<string, unknown>,
): FhirResource {
  return {
    resourceType,
    id,
    ...(accession === undefined ? {} : { identifier: [anAccession(accession)] }),
    subject: { reference: `Patient/${patient}` },
    ...fields,
    ...more,
  };
}

export const ALL_TYPES = [
  'Patient',
  'ImagingStudy',
  'DiagnosticReport',
  'ServiceRequest',
  'Procedure',
  'Encounter',
  'Appointment',
];

/** A reading of everything: Anna's own resource and what is given; all types read to the end. */
export function aReading(resources: FhirResource[], more: Partial<Reading> = {}): Reading {
  return { resources: [aPatient(), ...resources], read: ALL_TYPES, refused: [], failed: [], ...more };
}

/** A reading of which a page of studies is missing. */
export function anIncompleteReading(resources: FhirResource[]): Reading {
  return aReading(resources, { failed: [{ type: 'ImagingStudy', why: 'a page did not come' }] });
}
