import { expect } from '@jest/globals';
import type { FhirResource } from '../../src/domain/pull.js';
import { isImagingStudy, nameOf, type ImagingStudyShape } from '../../src/sandbox/shapes.js';

/** Elements of minimum cardinality 1 in R4, and those that US Core readers look for. */
const REQUIRED: Record<string, string[]> = {
  Patient: ['identifier', 'name', 'gender', 'birthDate'],
  Organization: ['active', 'name', 'address'],
  Practitioner: ['identifier', 'name'],
  ImagingStudy: ['identifier', 'status', 'subject', 'modality', 'started', 'series'],
  ServiceRequest: ['status', 'intent', 'code', 'subject'],
  Encounter: ['status', 'class', 'subject', 'period'],
  DiagnosticReport: ['status', 'category', 'code', 'subject', 'issued'],
  Procedure: ['status', 'code', 'subject'],
  Appointment: ['status', 'participant', 'start', 'end'],
};

const ID = /^[A-Za-z0-9.-]{1,64}$/;
const UID = /^(?=.{1,64}$)[0-2](\.(0|[1-9]\d*))+$/;
const TIMES = /^(started|issued|start|end|authoredOn)$|DateTime$/;
const DATE_TIME = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?$/;

/** The resources of one server are sound by themselves and together; what is not is named. */
export function expectSoundR4(resources: FhirResource[]): void {
  const names = resources.map(nameOf);
  expect(new Set(names).size).toBe(names.length);
  const known = new Set(names);
  expect(resources.flatMap((one) => problemsOf(one, known).map((problem) => [nameOf(one), problem]))).toEqual(
    [],
  );
}

function problemsOf(resource: FhirResource, known: Set<string>): string[] {
  const missing = REQUIRED[resource.resourceType]?.filter((element) => resource[element] === undefined);
  const dangling = referencesIn(resource).filter((reference) => !known.has(reference));
  return [
    ...(ID.test(resource.id ?? '') ? [] : ['id']),
    ...(missing ?? ['a type nobody expects']).map((element) => `${element} is missing`),
    ...dangling.map((reference) => `${reference} leads nowhere`),
    ...malformedParts(resource),
    ...(isImagingStudy(resource) ? studyProblems(resource) : []),
  ];
}

/** FHIR has no empty lists, objects or strings, and no nulls; times are whole. */
function malformedParts(value: unknown, name = ''): string[] {
  if (value === undefined || value === null || value === '') return [`${name} is empty`];
  if (typeof value === 'string' && TIMES.test(name) && !DATE_TIME.test(value)) return [`${name}: ${value}`];
  if (typeof value !== 'object') return [];
  const parts = Object.entries(value);
  return parts.length === 0
    ? [`${name} is empty`]
    : parts.flatMap(([key, part]) => malformedParts(part, key));
}

function studyProblems(study: ImagingStudyShape): string[] {
  const images = study.series.reduce((sum, one) => sum + one.numberOfInstances, 0);
  const uids = [studyUid(study), ...study.series.map((one) => one.uid), ...imagesOf(study)];
  const listed = study.series.every(
    ({ instance, numberOfInstances }) => instance.length > 0 && instance.length <= numberOfInstances,
  );
  return [
    ...(study.numberOfSeries === study.series.length ? [] : ['numberOfSeries']),
    ...(study.numberOfInstances === images && listed ? [] : ['numberOfInstances']),
    ...uids.filter((uid) => !UID.test(uid ?? '')).map((uid) => `UID ${uid}`),
  ];
}

export function studyUid(study: ImagingStudyShape): string | undefined {
  const named = study.identifier.find(({ system }) => system === 'urn:dicom:uid');
  return named?.value.replace(/^urn:oid:/, '');
}

export function imagesOf(study: ImagingStudyShape): string[] {
  return study.series.flatMap(({ instance }) => instance.map(({ uid }) => uid));
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'reference' ? [String(part)] : referencesIn(part),
  );
}
