import type { Study } from '../study.js';
import { type FhirOut, imagingStudy, urn, withinBundle } from './imaging-study.js';
import {
  communication,
  detectedIssue,
  task,
  type ToldCase,
  type ToldFlag,
  type ToldMessage,
} from './watch.js';

/** A record as it is given out; names of fields are those of the tables. */
export interface RecordOut {
  patient: { id: string; name: string; birth_date: string | null };
  organizations: { id: string; name: string }[];
  studies: { id: string; facts: Study }[];
  flags: ToldFlag[];
  cases: ToldCase[];
  notifications: ToldMessage[];
}

/** All that is told by FHIR of a record: a Bundle (R4 2.36) of type `collection`. @param at ISO 8601 */
export function recordBundle(record: RecordOut, at: string): object {
  const { patient, organizations, studies, flags, cases, notifications } = record;
  const resources: FhirOut[] = [
    patientOf(patient),
    ...organizations.map(({ id, name }) => ({ resourceType: 'Organization', id, name })),
    ...studies.map(({ id, facts }) => imagingStudy(id, facts, patient.id, withinBundle)),
    ...flags.flatMap((flag) => detectedIssue(flag, patient.id, withinBundle) ?? []),
    ...cases.map((one) => task(one, patient.id, withinBundle)),
    ...notifications.map((one) => communication(one, patient.id, withinBundle)),
  ];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: at,
    entry: resources.map((resource) => ({ fullUrl: urn(resource.id), resource })),
  };
}

function patientOf({ id, name, birth_date }: RecordOut['patient']): FhirOut {
  return {
    resourceType: 'Patient',
    id,
    name: [{ text: name }],
    ...(birth_date === null ? {} : { birthDate: birth_date }),
  };
}
