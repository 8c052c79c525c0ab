import type { Study } from '../domain/study.js';

/** How an organization of a FHIR server is told from every other: the server's base and its own id or name. */
export function fhirOrigin(fhirBase: string, organization: Study['organization']): string {
  if (organization.reference !== null) return `${fhirBase}|${organization.reference}`;
  return organization.name === null ? placeOrigin(fhirBase) : `${fhirBase}|name:${organization.name}`;
}

/** The place itself, which stands for studies that do not say who made them. */
export function placeOrigin(fhirBase: string): string {
  return `${fhirBase}|place`;
}
