import type { FhirResource } from '../domain/pull.js';

export type JsonObject = Record<string, unknown>;

/** Types read by a search on the patient, and the parameter that names the patient there. */
export const SEARCHED_TYPES = {
  ImagingStudy: 'patient',
  DiagnosticReport: 'patient',
  ServiceRequest: 'patient',
  Procedure: 'patient',
  Encounter: 'patient',
  Appointment: 'patient',
  DocumentReference: 'patient',
  ExplanationOfBenefit: 'patient',
  Provenance: 'patient',
  Consent: 'patient',
} as const;

export type SearchedType = keyof typeof SEARCHED_TYPES;

/** Nothing in a real resource nests near this deep; what does is made to exhaust the stack of whoever walks through it. */
const DEEPEST = 200;

/** What FHIR allows in an id (R4 datatypes, `id`), but longer than its 64: Epic's run to 88 characters. */
export function isFhirId(text: string): boolean {
  return /^(?!\.{1,2}$)[A-Za-z0-9.-]{1,256}$/.test(text);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function stringIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function isResource(value: unknown): value is FhirResource {
  return isObject(value) && typeof value['resourceType'] === 'string' && isTypeName(value['resourceType']);
}

/** `ImagingStudy`, not `FHIR` or `R4`, which stand in the same place of an address. */
export function isTypeName(text: string): boolean {
  return /^[A-Z][a-z][A-Za-z]{1,60}$/.test(text);
}

/** Whether a value nests deeper than any real resource; looks no deeper than that itself. */
export function isTooDeep(value: unknown, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  // A plain loop over the names: this walks every value of every pull.
  for (const name in value) {
    if (isTooDeep((value as JsonObject)[name], levels - 1)) return true;
  }
  return false;
}
