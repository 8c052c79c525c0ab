import type { FhirResource } from '../domain/pull.js';

/** The parts of FHIR R4 that the sandbox writes; only what an event must find again has a type of its own. */
export interface Coding {
  system: string;
  code: string;
  display?: string;
}

export interface Reference {
  reference: string;
  display?: string;
}

export interface FhirIdentifier {
  system: string;
  value: string;
  type?: { coding: Coding[] };
}

export interface SeriesShape {
  uid: string;
  number: number;
  modality: Coding;
  description: string;
  bodySite: Coding;
  laterality?: Coding;
  numberOfInstances: number;
  started?: string;
  performer: { actor: Reference }[];
  instance: { uid: string; sopClass: Coding; number: number }[];
}

/** A resource of the sandbox: it always has an id, and no volatile part (meta, narrative), which reading adds. */
export interface SandboxResource extends FhirResource {
  id: string;
}

export interface ImagingStudyShape extends SandboxResource {
  resourceType: 'ImagingStudy';
  identifier: FhirIdentifier[];
  subject: Reference;
  description: string;
  series: SeriesShape[];
}

export interface DiagnosticReportShape extends SandboxResource {
  resourceType: 'DiagnosticReport';
  identifier: FhirIdentifier[];
  status: 'final' | 'amended';
  issued: string;
  conclusion: string;
}

export function isImagingStudy(resource: FhirResource): resource is ImagingStudyShape {
  return resource.resourceType === 'ImagingStudy';
}

export function isDiagnosticReport(resource: FhirResource): resource is DiagnosticReportShape {
  return resource.resourceType === 'DiagnosticReport';
}

/** The accession number a resource carries, whatever its type; undefined where it has none. */
export function accessionOf(resource: FhirResource): string | undefined {
  const identifiers = (resource.identifier ?? []) as FhirIdentifier[];
  return identifiers.find(({ type }) => type?.coding[0]?.code === 'ACSN')?.value;
}

/** The list with those of `more` whose type and id it does not hold yet: a visit shared by two exams comes once. */
export function withNew(resources: FhirResource[], more: FhirResource[]): FhirResource[] {
  const known = new Map(resources.map((resource) => [nameOf(resource), resource]));
  for (const resource of more) {
    if (!known.has(nameOf(resource))) known.set(nameOf(resource), resource);
  }
  return [...known.values()];
}

/** A resource as others refer to it. */
export function nameOf({ resourceType, id }: FhirResource): string {
  return `${resourceType}/${id}`;
}
