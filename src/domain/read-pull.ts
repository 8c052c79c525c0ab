import { aiStatements } from './ai.js';
import { canonicalStudy } from './canonicalise.js';
import { combineStudies } from './combine.js';
import { isClaim } from './evidence/claim.js';
import { isEvidenceType } from './evidence/item.js';
import { logicalId, ownReference } from './fhir/elements.js';
import { keepersOf, organizationFinder, organizationOf } from './fhir/organization.js';
import {
  type Foreign,
  foreignBecause,
  isAbout,
  joinLinked,
  watchedPatient,
  type WatchedPatient,
} from './fhir/subject.js';
import type { Quarantined } from './history.js';
import type { Organization } from './organization.js';
import type { FhirResource, Reading } from './pull.js';
import type { ReportTexts } from './reports/read-report.js';
import { withReports } from './reports/report-studies.js';
import { tellingsIn } from './reports/telling.js';
import { type AiStatement, type Study, tellingOf } from './study.js';

/** A pull once understood: the watched patient's studies, and what may corroborate them. */
export interface UnderstoodPull {
  patient: WatchedPatient | null;
  /** True when the source answered with the Patient resource of somebody else only. */
  otherPatient: boolean;
  studies: Study[];
  /** The words of all reports, by the names that studies know them by. */
  texts: ReportTexts;
  /** Where to look for what corroborates a study, and which of it is about the watched patient by its own word. */
  corroborating: { resources: FhirResource[]; isOwn: (resource: FhirResource) => boolean };
  organizations: Organization[];
  /** Who keeps the record as a whole, whoever made the scans in it. */
  keepers: Study['organization'][];
  quarantined: Quarantined[];
  /** Studies set aside because they carry another person's name, birth date or number; for comparison only. */
  mixedUp: Study[];
}

/**
 * Understands one reading: sets aside what is about another patient, brings every ImagingStudy into canonical
 * form, and gathers what can corroborate it.
 * @param watched the patient of earlier pulls, or an id that was asked for, or null to let the reading tell
 * @param beside every resource of the pull, where the reading holds a part of them
 */
export function readPull(
  reading: Reading,
  watched: WatchedPatient | string | null,
  beside: FhirResource[] = reading.resources,
): UnderstoodPull {
  const resources = latestOfEach(reading.resources);
  const patient = whoseRecord(resources, watched);
  const judged = unlessMost(
    resources.map((resource) => ({
      resource,
      foreign: patient === null ? null : foreignBecause(resource, patient),
    })),
  );
  const own = judged.filter(({ foreign }) => foreign === null).map(({ resource }) => resource);
  const madeBy = organizationFinder(beside);
  const texts: ReportTexts = new Map();
  const imaged = combineStudies(imagedIn(own, madeBy));
  const setAside = imagedIn(
    judged.filter(({ foreign }) => foreign !== null).map(({ resource }) => resource),
    madeBy,
  );
  const mixed = judged.filter(({ foreign }) => foreign?.isMixed === true).map(({ resource }) => resource);
  const studies = withReports(imaged, setAside, tellingsIn(own, texts), madeBy);
  return {
    patient,
    otherPatient: isOnlyOtherPatient(judged),
    studies: withAi(studies, aiStatements(own)),
    texts,
    corroborating: corroboratingIn(beside, patient),
    organizations: beside.map(organizationOf).filter((organization) => organization !== null),
    keepers: keepersOf(
      own.filter(({ resourceType }) => resourceType === 'Patient'),
      beside,
    ),
    quarantined: judged.flatMap(({ resource, foreign }) =>
      foreign === null
        ? []
        : [
            {
              type: resource.resourceType,
              id: logicalId(resource),
              reason: foreign.reason,
              isMixed: foreign.isMixed,
            },
          ],
    ),
    mixedUp: imagedIn(mixed, madeBy),
  };
}

function imagedIn(
  resources: FhirResource[],
  madeBy: (study: FhirResource) => Study['organization'],
): Study[] {
  return resources
    .filter((resource) => resource.resourceType === 'ImagingStudy')
    .map((resource) => canonicalStudy(resource, madeBy));
}

interface Judged {
  resource: FhirResource;
  foreign: Foreign | null;
}

/** This many that seem mixed up are no chance. */
const FEW = 3;
/** Types whose subjects tell how the source writes names and numbers. */
const TELLING_TYPES = new Set(['ImagingStudy', 'DiagnosticReport', 'DocumentReference']);

/**
 * Where most of a record seems to carry another name or number, the source writes them in a way of its own: the
 * patient is who the references say. What is about another patient by reference stays aside.
 */
function unlessMost(judged: Judged[]): Judged[] {
  const telling = judged.filter(({ resource }) => TELLING_TYPES.has(resource.resourceType));
  const mixed = telling.filter(({ foreign }) => foreign?.isClaimed === true);
  if (mixed.length < FEW || mixed.length * 2 <= telling.length) return judged;
  return judged.map((one) =>
    one.foreign?.isClaimed === true && one.resource.resourceType !== 'Patient'
      ? { ...one, foreign: null }
      : one,
  );
}

/** What is said of the images, else of their report. */
function withAi(studies: Study[], stated: Map<string, AiStatement>): Study[] {
  if (stated.size === 0) return studies;
  return studies.map((study) => {
    const ai = tellingOf(study)
      .map((reference) => stated.get(reference))
      .find((one) => one !== undefined);
    return ai === undefined ? study : { ...study, ai };
  });
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

function isOnlyOtherPatient(judged: Judged[]): boolean {
  const patients = judged.filter(({ resource }) => resource.resourceType === 'Patient');
  return patients.length > 0 && patients.every(({ foreign }) => foreign !== null);
}

/** Where to look for evidence in a reading of this patient's record. */
export function corroboratingIn(
  resources: FhirResource[],
  patient: WatchedPatient | null,
): UnderstoodPull['corroborating'] {
  return { resources, isOwn: (resource) => canCorroborate(resource, patient) };
}

/** Silence about the patient is enough for a study, but not for what excuses one. */
function canCorroborate(resource: FhirResource, patient: WatchedPatient | null): boolean {
  if (!isEvidenceType(resource.resourceType) && !isClaim(resource.resourceType)) return false;
  if (patient === null) return true;
  const foreign = foreignBecause(resource, patient);
  return (foreign === null || foreign.isClaimed) && isAbout(resource, patient);
}
