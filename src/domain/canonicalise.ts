import { labelOf } from './ai.js';
import { fhirDate } from './fhir/date.js';
import {
  type Coding,
  codings,
  concepts,
  type Element,
  elements,
  integer,
  logicalId,
  references,
  text,
} from './fhir/elements.js';
import { accessions, dicomUid, otherIdentifiers, patientNumberOf, studyUid } from './fhir/identifiers.js';
import { oneSide, sideOf } from './fhir/laterality.js';
import type { FhirResource } from './pull.js';
import { cutName, cutText, shortKey } from './shorten.js';
import type { Concept, Series, Side, Study, StudyStatus } from './study.js';

const STATUS: Record<string, StudyStatus> = {
  registered: 'registered',
  available: 'available',
  cancelled: 'retracted',
  inactive: 'retracted',
  'entered-in-error': 'retracted',
};

/** Elements by which versions from DSTU2 to the R6 ballot point to order, visit and procedure. */
const REFERRING = ['basedOn', 'order', 'encounter', 'context', 'procedureReference', 'partOf', 'procedure'];
const SNOMED_CT = 'http://snomed.info/sct';

/** Finds who made a study. */
type OrganizationOf = (study: FhirResource) => Study['organization'];

/**
 * One ImagingStudy of any FHIR version (DSTU2 to R6 ballot, and the invalid shapes seen in the field) in
 * canonical form. Its key is its UID, else an accession number, else its logical id; it may not be unique. Texts and
 * keys of hostile length are shortened.
 */
export function canonicalStudy(resource: FhirResource, organizationOf: OrganizationOf): Study {
  const series = elements(resource['series']).map(canonicalSeries);
  const uid = studyUid(resource);
  const id = logicalId(resource);
  const numbers = accessions(resource);
  return {
    key: shortKey(strongestName(uid, numbers, id)),
    uid,
    accessions: numbers,
    identifiers: otherIdentifiers(resource),
    ids: id === null ? [] : [id],
    status: statusOf(resource),
    modalities: sortedSet([
      ...modalityCodes(resource['modality']),
      ...modalityCodes(resource['modalityList']),
      ...series.map((one) => one.modality),
    ]),
    started: fhirDate(resource['started']),
    description: cutText(text(resource['description'])),
    ...procedureOf(resource),
    bodySites: distinctConcepts([
      ...concepts(resource['bodySite']).map(preferred),
      ...series.map((one) => one.bodySite),
    ]),
    laterality: oneSide(series.map((one) => one.laterality)),
    patientNumber: patientNumberOf(resource),
    organization: organizationOf(resource),
    seriesCount: integer(resource['numberOfSeries']),
    instanceCount: integer(resource['numberOfInstances']),
    series: series.sort((a, b) => compareText(a.uid ?? '', b.uid ?? '')),
    references: sortedSet(REFERRING.flatMap((field) => references(resource[field]))),
    reports: [],
    ai: labelOf(resource),
    source: 'imaging-study',
  };
}

function strongestName(uid: string | null, [accession]: Study['accessions'], id: string | null): string {
  if (uid !== null) return `uid:${uid}`;
  if (accession) return `accession:${accession.system ?? ''}|${accession.value}`;
  return `id:${id ?? ''}`;
}

/** DSTU2 and STU3 have no status, and some R4 sources leave it out: what is listed is then available. */
function statusOf(resource: FhirResource): StudyStatus {
  const status = text(resource['status']);
  return status === null ? 'available' : (STATUS[status] ?? 'unknown');
}

function canonicalSeries(series: Element): Series {
  const instances = elements(series['instance']);
  const [site] = concepts(series['bodySite']);
  return {
    uid: dicomUid(series['uid']),
    modality: modalityCodes(series['modality'])[0] ?? null,
    bodySite: site ? preferred(site) : null,
    laterality: sideOfSeries(series),
    instances: integer(series['numberOfInstances']) ?? (instances.length || null),
    instanceUids: sortedSet(instances.map((instance) => dicomUid(instance['uid']))),
  };
}

function sideOfSeries(series: Element): Side | null {
  return oneSide(codings(series['laterality']).map(sideOf));
}

/** One code for each modality named; of several codings of one modality, the one that looks like DICOM's. */
export function modalityCodes(value: unknown): string[] {
  return concepts(value)
    .map((names) => names.map(({ code, display }) => (code ?? display ?? '').toUpperCase()).sort())
    .map((names) => names.find((name) => /^[A-Z]{2,10}$/.test(name)) ?? names[0] ?? '')
    .filter((name) => name !== '');
}

/** The coding by which a concept is told apart from others, whatever order its codings come in. */
export function preferred(names: Coding[]): Concept {
  const [first, ...others] = [...names].sort((a, b) => compareText(rank(a), rank(b)));
  return {
    ...first!,
    display: cutName(first!.display ?? others.find(({ display }) => display !== null)?.display ?? null),
  };
}

function rank({ system, code }: Coding): string {
  return `${system === SNOMED_CT ? 0 : 1}|${system ?? ''}|${code ?? ''}`;
}

/** R4 `procedureCode`, R5 `procedure.concept`. */
function procedureOf(resource: FhirResource): Pick<Study, 'procedure' | 'procedureCodes'> {
  const inR5 = elements(resource['procedure']).map((procedure) => procedure['concept']);
  return asProcedure([...concepts(resource['procedureCode']), ...concepts(inR5)]);
}

/** The concept that stands for a procedure, and every code it is given. */
export function asProcedure(named: Coding[][]): Pick<Study, 'procedure' | 'procedureCodes'> {
  const [procedure = null] = named.map(preferred).sort(byCode);
  const codes = named.flat().map(({ system, code }) => (code === null ? null : `${system ?? ''}|${code}`));
  return { procedure, procedureCodes: sortedSet(codes) };
}

export function distinctConcepts(sites: (Concept | null)[]): Concept[] {
  const named = sites.filter((site) => site !== null).sort(byCode);
  return [...new Map(named.map((site) => [site.code ?? site.display, site])).values()];
}

function byCode(a: Concept, b: Concept): number {
  return compareText(a.code ?? a.display ?? '', b.code ?? b.display ?? '');
}

/** By code unit: the same everywhere, and fast. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function sortedSet(values: (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}
