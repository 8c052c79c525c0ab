import type { FhirResource } from '../pull.js';

/** Any JSON object of a resource. */
export type Element = Record<string, unknown>;

export interface Coding {
  system: string | null;
  code: string | null;
  display: string | null;
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const NONE: readonly Element[] = [];

/** The objects at an element that may be absent, single (invalid, but seen in the field) or repeated. */
export function elements(value: unknown): readonly Element[] {
  if (value === undefined) return NONE;
  if (Array.isArray(value)) return value.every(isElement) ? value : value.filter(isElement);
  return isElement(value) ? [value] : NONE;
}

/** A string without outer spaces, or null when absent, empty or no string. */
export function text(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}

export function integer(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}

/** The logical id of a resource, or null where it has none. */
export function logicalId(resource: Element): string | null {
  return text(resource['id']);
}

/**
 * What a coded element names, each with all codings that stand for it. Takes every shape seen for codes: Coding,
 * Coding[], CodeableConcept, CodeableConcept[], CodeableReference (R5), or a bare code string. A concept's text is
 * the display of last resort.
 */
export function concepts(value: unknown): Coding[][] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(concepts);
  if (typeof value === 'string') {
    const code = text(value);
    return code === null ? [] : [[{ system: null, code, display: null }]];
  }
  if (!isElement(value)) return [];
  if (value['concept'] !== undefined) return concepts(value['concept']);
  const inner = elements(value['coding']);
  const said = inner.filter((coding) => !isAbsent(coding));
  // A concept that is coded as unknown has the word for it as its text.
  if (said.length < inner.length && said.length === 0) return [];
  const fallback = text(value['text']);
  const named = (inner.length > 0 ? said : [value])
    .map((coding) => toCoding(coding, fallback))
    .filter(({ code, display }) => code !== null || display !== null);
  return named.length > 0 ? [named] : [];
}

const ABSENT = /\/(data-absent-reason|v3-NullFlavor|v3\/NullFlavor)$/;

/** A code that stands where the source has or shows none (HL7 data-absent-reason, NullFlavor). */
function isAbsent({ system }: Element): boolean {
  return typeof system === 'string' && ABSENT.test(system);
}

/** All codings of an element of any of the shapes that `concepts` takes. */
export function codings(value: unknown): Coding[] {
  return concepts(value).flat();
}

function toCoding(coding: Element, fallback: string | null): Coding {
  return {
    system: systemOf(coding),
    code: text(coding['code']),
    display: text(coding['display']) ?? fallback,
  };
}

/** The object identifiers of code systems, which some sources give in place of their addresses (terminology.hl7.org). */
const SYSTEM_OF_OID: Record<string, string> = {
  '2.16.840.1.113883.6.96': 'http://snomed.info/sct',
  '2.16.840.1.113883.6.1': 'http://loinc.org',
  '2.16.840.1.113883.6.12': 'http://www.ama-assn.org/go/cpt',
  '1.2.840.10008.2.16.4': 'http://dicom.nema.org/resources/ontology/DCM',
};

function systemOf(coding: Element): string | null {
  const system = text(coding['system']);
  return system?.startsWith('urn:oid:') ? (SYSTEM_OF_OID[system.slice(8)] ?? system) : system;
}

/** All words by which a coded element is named: texts, displays and codes, one string. */
export function wordsOf(value: unknown): string {
  const texts = elements(value).map((concept) => text(concept['text']));
  const coded = codings(value).flatMap((coding) => [coding.display, coding.code]);
  return [...texts, ...coded].filter((word) => word !== null).join(' ');
}

/** The literal references at an element, each as `Type/id`, `urn:…` or `#id`, without version or base URL. */
export function references(value: unknown): string[] {
  const found: string[] = [];
  for (const element of elements(value)) {
    // In R5 a CodeableReference holds the Reference.
    const holder = isElement(element['reference']) ? element['reference'] : element;
    const reference = text(holder['reference']);
    if (reference !== null) found.push(relativeReference(reference));
  }
  return found;
}

const SHORT = /^[A-Z][A-Za-z]+\/[^/?#]+$/;

/** `https://x.org/fhir/Patient/12/_history/3` and `urn:Patient/12` become `Patient/12`; others stay. */
function relativeReference(reference: string): string {
  if (SHORT.test(reference)) return reference;
  const match = /([A-Z][A-Za-z]+)\/([^/?#]+)(?:\/_history\/[^/]+)?$/.exec(reference);
  return match ? `${match[1]}/${match[2]}` : reference;
}

/** The logical id a reference ends in: `Patient/12`, `urn:uuid:12` and `12` all name `12`. */
export function referencedId(reference: string): string {
  return relativeReference(reference).replace(/^(urn:(uuid|oid):|[A-Z][A-Za-z]+\/)/, '');
}

/** How other resources name this one. */
export function ownReference(resource: FhirResource): string {
  return `${resource.resourceType}/${logicalId(resource) ?? ''}`;
}
