import { createHash } from 'node:crypto';
import type { Study } from '../domain/study.js';

/** An index takes short texts only, and servers' references and names can be of any length. */
const LONGEST = 200;

/** How an organization of a FHIR server is told from every other: the server's base and its own id or name. */
export function fhirOrigin(fhirBase: string, organization: Study['organization']): string {
  if (organization.reference !== null) return `${fhirBase}|${short(organization.reference)}`;
  return organization.name === null ? placeOrigin(fhirBase) : `${fhirBase}|name:${short(organization.name)}`;
}

/** The place itself, which stands for studies that do not say who made them. */
export function placeOrigin(fhirBase: string): string {
  return `${fhirBase}|place`;
}

function short(text: string): string {
  return text.length <= LONGEST ? text : createHash('sha256').update(text).digest('hex');
}
