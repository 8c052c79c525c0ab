import type { FhirResource } from '../domain/pull.js';
import { DICOM_UID_SYSTEM, sideCoding, sideOf } from './codes.js';
import { examResources } from './exam-resources.js';
import { examOfEvent } from './event-exams.js';
import { eventDigest, type SandboxEvent } from './events.js';
import { HOSPITALS, HOSPITAL_IDS, type HospitalId } from './hospitals.js';
import {
  FIRST_GENERATION,
  dicomUid,
  generationOf,
  imageUid,
  inGeneration,
  seriesUid,
} from './identifiers.js';
import { seedHospital } from './seed/seed-hospital.js';
import {
  accessionOf,
  isDiagnosticReport,
  isImagingStudy,
  withNew,
  type DiagnosticReportShape,
  type ImagingStudyShape,
} from './shapes.js';

/** Both hospitals as they stand after these events (oldest first). */
export function hospitalsAfter(events: SandboxEvent[]): Record<HospitalId, FhirResource[]> {
  return {
    lakeside: applyEvents(seedHospital('lakeside'), events),
    northgate: applyEvents(seedHospital('northgate'), events),
  };
}

/**
 * One hospital's resources after these events (oldest first); events at the other hospital pass it by. Replaying
 * a list, in whole or with repeats, over its own result changes nothing.
 */
export function applyEvents(resources: FhirResource[], events: SandboxEvent[]): FhirResource[] {
  const hospital = hospitalOf(resources);
  const here = events.filter((event) => event.hospital === hospital);
  const hidden = hiddenStudies(here);
  return here.reduce(afterOne, resources).filter((resource) => !hidden.has(accessionOf(resource)));
}

/** What a study vanishing takes along is its report, order and procedure: each would still tell of the exam. */
function hiddenStudies(events: SandboxEvent[]): Set<string | undefined> {
  const hidden = new Set<string | undefined>();
  for (const event of events) {
    if (event.kind === 'study-vanishes') hidden.add(event.study);
    if (event.kind === 'study-returns') hidden.delete(event.study);
  }
  return hidden;
}

function afterOne(resources: FhirResource[], event: SandboxEvent): FhirResource[] {
  switch (event.kind) {
    case 'unknown-study':
    case 'expected-study':
      return withNew(resources, examResources(examOfEvent(event), currentGeneration(resources)));
    case 'study-corrected':
      return changeStudy(resources, event.study, (study) => withSide(study, event.side));
    case 'report-corrected':
      return changeReport(resources, event.study, (report) => amended(report, event.at));
    case 'images-replaced':
      return changeStudy(resources, event.study, (study) => withImages(study, dicomUid(eventDigest(event))));
    case 'ids-reissued':
      return resources.map((resource) => reissued(resource, eventDigest(event).slice(0, 6)));
    case 'study-vanishes':
    case 'study-returns':
    case 'hospital-down':
    case 'hospital-up':
    case 'breach-reported':
      return resources;
  }
}

function changeStudy(
  resources: FhirResource[],
  accession: string,
  change: (study: ImagingStudyShape) => ImagingStudyShape,
): FhirResource[] {
  return resources.map((one) => (isImagingStudy(one) && accessionOf(one) === accession ? change(one) : one));
}

function changeReport(
  resources: FhirResource[],
  accession: string,
  change: (report: DiagnosticReportShape) => DiagnosticReportShape,
): FhirResource[] {
  return resources.map((one) =>
    isDiagnosticReport(one) && accessionOf(one) === accession ? change(one) : one,
  );
}

/** The other side in name and series; what is of both sides, or of none, stays. */
function withSide(study: ImagingStudyShape, side: 'left' | 'right'): ImagingStudyShape {
  const series = study.series.map((one) => {
    const now = sideOf(one.laterality);
    return now === 'left' || now === 'right' ? { ...one, laterality: sideCoding(side) } : one;
  });
  return { ...study, description: study.description.replace(/\b(left|right)\b/, side), series };
}

function amended(report: DiagnosticReportShape, at: string): DiagnosticReportShape {
  const added = `Amended by the hospital, ${at}.`;
  if (report.conclusion.includes(added)) return report;
  return { ...report, status: 'amended', issued: at, conclusion: `${report.conclusion} ${added}` };
}

/** Same resource and accession, another Study Instance UID, and none of the series and images known before. */
function withImages(study: ImagingStudyShape, uid: string): ImagingStudyShape {
  return {
    ...study,
    identifier: study.identifier.map((one) =>
      one.system === DICOM_UID_SYSTEM ? { ...one, value: `urn:oid:${uid}` } : one,
    ),
    series: study.series.map((series, index) => ({
      ...series,
      uid: seriesUid(uid, index),
      instance: series.instance.map((image, number) => ({ ...image, uid: imageUid(uid, index, number) })),
    })),
  };
}

/** New logical ids, and every reference with them. A Patient keeps its id, which connections are made for. */
function reissued(resource: FhirResource, generation: string): FhirResource {
  const renewed = withReferences(resource, generation) as FhirResource;
  if (resource.resourceType === 'Patient' || !resource.id) return renewed;
  return { ...renewed, id: inGeneration(resource.id, generation) };
}

function withReferences(value: unknown, generation: string): unknown {
  if (Array.isArray(value)) return value.map((one) => withReferences(one, generation));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      name === 'reference' && typeof inner === 'string'
        ? [name, referenceIn(inner, generation)]
        : [name, withReferences(inner, generation)],
    ),
  );
}

function referenceIn(reference: string, generation: string): string {
  const [type = '', id = ''] = reference.split('/');
  return type === 'Patient' ? reference : `${type}/${inGeneration(id, generation)}`;
}

function currentGeneration(resources: FhirResource[]): string {
  const own = resources.find(({ resourceType }) => resourceType === 'Organization');
  return own?.id ? generationOf(own.id) : FIRST_GENERATION;
}

function hospitalOf(resources: FhirResource[]): HospitalId | undefined {
  const names = resources
    .filter(({ resourceType }) => resourceType === 'Organization')
    .map(({ name }) => name);
  return HOSPITAL_IDS.find((id) => names.includes(HOSPITALS[id].name));
}
