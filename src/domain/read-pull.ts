import { canonicalStudy } from './canonicalise.js';
import { combineStudies } from './combine.js';
import { EVIDENCE_TYPES } from './evidence/item.js';
import { logicalId, ownReference } from './fhir/elements.js';
import { organizationFinder, organizationOf } from './fhir/organization.js';
import { foreignBecause, isAbout, joinLinked, watchedPatient, type WatchedPatient } from './fhir/subject.js';
import type { Organization } from './organization.js';
import type { FhirResource, Reading } from './pull.js';
import type { Study } from './study.js';

/** A resource about somebody else: counted and named by id, never shown. */
export interface Quarantined {
  type: string;
  id: string | null;
  reason: string;
}

/** A pull once understood: the watched patient's studies, and what may corroborate them. */
export interface UnderstoodPull {
  patient: WatchedPatient | null;
  /** True when the source answered with the Patient resource of somebody else only. */
  otherPatient: boolean;
  studies: Study[];
  /** Resources that may be evidence: of the right types, and about the watched patient by their own word. */
  corroborating: FhirResource[];
  organizations: Organization[];
  quarantined: Quarantined[];
}

/**
 * Understands one reading: sets aside what is about another patient, brings every ImagingStudy into canonical
 * form, and gathers what can corroborate it.
 * @param watched the patient of earlier pulls, or an id that was asked for, or null to let the reading tell
 */
export function readPull(reading: Reading, watched: WatchedPatient | string | null): UnderstoodPull {
  const resources = latestOfEach(reading.resources);
  const patient = whoseRecord(resources, watched);
  const judged = resources.map((resource) => ({
    resource,
    reason: patient === null ? null : foreignBecause(resource, patient),
  }));
  const own = judged.filter(({ reason }) => reason === null).map(({ resource }) => resource);
  const madeBy = organizationFinder(own);
  const studies = own.filter((resource) => resource.resourceType === 'ImagingStudy');
  return {
    patient,
    otherPatient: isOnlyOtherPatient(judged),
    studies: combineStudies(studies.map((study) => canonicalStudy(study, madeBy))),
    corroborating: own.filter((resource) => canCorroborate(resource, patient)),
    organizations: own.map(organizationOf).filter((organization) => organization !== null),
    quarantined: judged.flatMap(({ resource, reason }) =>
      reason === null ? [] : [{ type: resource.resourceType, id: logicalId(resource), reason }],
    ),
  };
}

function whoseRecord(
  resources: FhirResource[],
  watched: WatchedPatient | string | null,
): WatchedPatient | null {
  const known =
    watched === null || typeof watched === 'string' ? watchedPatient(resources, watched) : watched;
  return known === null ? null : joinLinked(known, resources);
}

/** The same id can recur on a later page; the later one is the newer one. */
function latestOfEach(resources: FhirResource[]): FhirResource[] {
  const byReference = new Map<string, FhirResource>();
  resources.forEach((resource, at) =>
    byReference.set(logicalId(resource) === null ? `#${at}` : ownReference(resource), resource),
  );
  return [...byReference.values()];
}

function isOnlyOtherPatient(judged: { resource: FhirResource; reason: string | null }[]): boolean {
  const patients = judged.filter(({ resource }) => resource.resourceType === 'Patient');
  return patients.length > 0 && patients.every(({ reason }) => reason !== null);
}

/** Silence about the patient is enough for a study, but not for what excuses one. */
function canCorroborate(resource: FhirResource, patient: WatchedPatient | null): boolean {
  if (!EVIDENCE_TYPES.some((type) => type === resource.resourceType)) return false;
  return patient === null || isAbout(resource, patient);
}
