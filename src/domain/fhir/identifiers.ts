import type { Identifier } from '../study.js';
import { codings, type Element, elements, text } from './elements.js';

/** Digits and dots (DICOM PS3.5 section 9.1), of any length: sources exceed the 64 characters allowed. */
const UID = /^\d+(\.\d+)+$/;
const UID_PREFIX = /^(urn:)?(oid|dicom:uid):/i;
/** DICOM pads a UID of odd length with a NUL, which some sources hand on. */
const PADDING = /\0+$/;
const UID_SYSTEMS = ['urn:dicom:uid', 'urn:ietf:rfc:3986'];
/** DICOM PS3.16 DCM: Study Instance UID. */
const STUDY_UID_CODE = '110180';
/** Some sources name the number by its system alone. */
const ACCESSION_SYSTEM = /[/:._-](acsn|accession([-_]?(number|no|id))?)\/?$/i;
/** HL7 v2-0203 ACSN; DICOM PS3.16 DCM 121022. */
const ACCESSION_CODES = new Set(['ACSN', '121022']);

/** A DICOM UID without its `urn:oid:` prefix, or null when it is none. */
export function dicomUid(value: unknown): string | null {
  const bare = text(value)?.replace(UID_PREFIX, '').replace(PADDING, '') ?? null;
  return bare !== null && UID.test(bare) ? bare : null;
}

/**
 * The Study Instance UID of an ImagingStudy of any version: element `uid` (DSTU2, STU3), else the identifier typed
 * as such, else the one with a system of UIDs, DICOM's own before the general one.
 */
export function studyUid(study: Element): string | null {
  const identifiers = elements(study['identifier']).filter((identifier) => !isAccession(identifier));
  const typed = identifiers.filter((one) => codings(one['type']).some(({ code }) => code === STUDY_UID_CODE));
  const bySystem = UID_SYSTEMS.flatMap((system) =>
    identifiers.filter((one) => text(one['system']) === system),
  );
  const candidates = [study['uid'], ...[...typed, ...bySystem].map((identifier) => identifier['value'])];
  return candidates.map(dicomUid).find((uid) => uid !== null) ?? null;
}

/**
 * Accession numbers: element `accession` (DSTU2, STU3), identifiers typed as such, and the same on
 * `basedOn.identifier`, where R6 and some archives put them. The study's own come first.
 */
export function accessions(resource: Element): Identifier[] {
  const own = [...elements(resource['accession']), ...elements(resource['identifier']).filter(isAccession)];
  const ordered = elements(resource['basedOn'])
    .flatMap((reference) => elements(reference['identifier']))
    .filter(isAccession);
  return distinctByValue([...sorted(own), ...sorted(ordered)]);
}

/** Business identifiers that are neither accession number nor study UID. */
export function otherIdentifiers(resource: Element): Identifier[] {
  const others = elements(resource['identifier']).filter((identifier) => !isAccession(identifier));
  return distinctByValue(sorted(others)).filter(({ value }) => dicomUid(value) === null);
}

/** Accession numbers of several resources that tell of one exam, the first ones first. */
export function accessionsOf(resources: Element[]): Identifier[] {
  const related = resources
    .flatMap((resource) => elements(resource['context']))
    .flatMap((context) => elements(context['related']))
    .map(({ identifier }) => ({ identifier }));
  return distinctByValue([...resources, ...related].flatMap(accessions));
}

/** Business identifiers of several resources that tell of one exam. */
export function otherIdentifiersOf(resources: Element[]): Identifier[] {
  return distinctByValue(resources.flatMap(otherIdentifiers));
}

/** The number under which the source files the patient of a resource, where its subject states one. */
export function patientNumberOf(resource: Element): Identifier | null {
  const subjects = elements(resource['subject'] ?? resource['patient']);
  return identifierOf(subjects.flatMap((one) => elements(one['identifier']))[0]);
}

/** An Identifier element, or null where it has no value. */
export function identifierOf(element: Element | undefined): Identifier | null {
  const value = text(element?.['value']);
  return value === null ? null : { system: text(element?.['system']), value };
}

function sorted(identifiers: Element[]): Identifier[] {
  return identifiers
    .map(identifierOf)
    .filter((identifier) => identifier !== null)
    .sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
}

function distinctByValue(identifiers: Identifier[]): Identifier[] {
  const seen = new Set<string>();
  return identifiers.filter(({ value }) => !seen.has(value) && seen.add(value));
}

function isAccession(identifier: Element): boolean {
  if (identifier['type'] === undefined) return ACCESSION_SYSTEM.test(text(identifier['system']) ?? '');
  return codings(identifier['type']).some(
    ({ code, display }) => ACCESSION_CODES.has(code ?? '') || /\baccession\b/i.test(display ?? ''),
  );
}
