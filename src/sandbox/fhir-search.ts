import { createHash } from 'node:crypto';
import type { FhirResource } from '../domain/pull.js';
import { InputError } from '../lib/errors.js';
import type { FhirIdentifier, Reference } from './shapes.js';

/** The types served, each with the search parameters it understands; others are ignored, as many servers do. */
export const SEARCHES: Record<string, string[]> = {
  Patient: ['_id', 'identifier'],
  ImagingStudy: ['_id', 'patient', 'subject', 'identifier'],
  DiagnosticReport: ['_id', 'patient', 'subject', 'identifier'],
  ServiceRequest: ['_id', 'patient', 'subject', 'identifier'],
  Procedure: ['_id', 'patient', 'subject', 'identifier'],
  Encounter: ['_id', 'patient', 'subject', 'identifier'],
  Appointment: ['_id', 'patient'],
  Organization: ['_id', 'identifier'],
  Practitioner: ['_id', 'identifier'],
};
/** Types that hold nothing about a patient and may be listed whole. */
const OPEN_TYPES = ['Organization', 'Practitioner'];

/** One search as it was understood: the type, and each parameter with its value, in the order given. */
export interface Search {
  type: string;
  criteria: [name: string, value: string][];
}

/** One page of a search's matches, and where the next one starts. */
export interface Page {
  matches: FhirResource[];
  total: number;
  next: PageToken | undefined;
}

/** Where a page starts, how long it is, and which list of matches it is a page of. */
export interface PageToken extends Search {
  start: number;
  count: number;
  list: string;
}

const DEFAULT_COUNT = 5;
const MAX_COUNT = 50;

/** The list of matches changed between two pages: what was read so far and what is left no longer fit. */
export class SearchExpiredError extends Error {
  override name = 'SearchExpiredError';
}

/**
 * What the parameters ask for. Throws InputError where a search would run over several patients: every type
 * that tells of a patient wants one named, or an id.
 */
export function readSearch(type: string, params: URLSearchParams): Search {
  const known = SEARCHES[type] ?? [];
  const criteria = [...params].filter(([name, value]) => known.includes(name) && value.trim() !== '');
  if (criteria.length === 0 && !OPEN_TYPES.includes(type)) {
    throw new InputError(`Searching ${type} takes one of these parameters: ${known.join(', ')}.`);
  }
  return { type, criteria };
}

/** The page length asked for by `_count`, within bounds. Throws InputError where it is no positive number. */
export function readCount(params: URLSearchParams): number {
  const asked = params.get('_count') ?? String(DEFAULT_COUNT);
  if (!/^\d{1,9}$/.test(asked) || Number(asked) === 0) {
    throw new InputError('_count takes a whole number, 1 or more.');
  }
  return Math.min(Number(asked), MAX_COUNT);
}

/** The first page of a search. */
export function firstPage(resources: FhirResource[], search: Search, count: number): Page {
  return pageAt(findAll(resources, search), search, 0, count);
}

/** The page that a token names. Throws SearchExpiredError when the matches are no longer the same ones. */
export function pageOf(resources: FhirResource[], token: PageToken): Page {
  const found = findAll(resources, token);
  if (listName(found) !== token.list) throw new SearchExpiredError('The search has expired: start it again.');
  return pageAt(found, token, token.start, token.count);
}

function pageAt(found: FhirResource[], { type, criteria }: Search, start: number, count: number): Page {
  const end = start + count;
  const next = end < found.length ? { type, criteria, start: end, count, list: listName(found) } : undefined;
  return { matches: found.slice(start, end), total: found.length, next };
}

function findAll(resources: FhirResource[], { type, criteria }: Search): FhirResource[] {
  return resources.filter(
    (resource) => resource.resourceType === type && criteria.every((criterion) => meets(resource, criterion)),
  );
}

/** Values parted by commas are alternatives; parameters given twice must both hold (FHIR R4, search, 3.1.1.3). */
function meets(resource: FhirResource, [name, value]: [string, string]): boolean {
  const alternatives = value.split(',').map((one) => one.trim());
  if (name === '_id') return alternatives.includes(resource.id ?? '');
  if (name === 'identifier') return alternatives.some((one) => hasIdentifier(resource, one));
  const patients = patientsOf(resource);
  return alternatives.some((one) => patients.includes(patientId(one)));
}

/** A patient may be named by id, by relative or by absolute reference. */
function patientId(value: string): string {
  return value.slice(value.lastIndexOf('/') + 1);
}

function patientsOf(resource: FhirResource): string[] {
  const participants = (resource.participant ?? []) as { actor?: Reference }[];
  const references = [resource.subject as Reference | undefined, ...participants.map(({ actor }) => actor)];
  return references.flatMap((one) =>
    one?.reference.startsWith('Patient/') ? [patientId(one.reference)] : [],
  );
}

function hasIdentifier(resource: FhirResource, asked: string): boolean {
  const identifiers = (resource.identifier ?? []) as FhirIdentifier[];
  const [system, value] = asked.includes('|') ? asked.split('|', 2) : [undefined, asked];
  return identifiers.some(
    (one) => (system === undefined || one.system === system) && (value === '' || one.value === value),
  );
}

function listName(found: FhirResource[]): string {
  const ids = found.map(({ id }) => id).join(' ');
  return createHash('sha256').update(ids).digest('base64url').slice(0, 12);
}

/** The token as it stands in a link: opaque to whoever follows it. */
export function writeToken({ type, criteria, start, count, list }: PageToken): string {
  return Buffer.from(JSON.stringify([type, criteria, start, count, list])).toString('base64url');
}

/** Throws InputError for anything that `writeToken` did not write for this type. */
export function readToken(type: string, text: string): PageToken {
  try {
    const [of, criteria, start, count, list] = JSON.parse(
      Buffer.from(text, 'base64url').toString(),
    ) as unknown[];
    if (of !== type || !isWhole(start) || !isWhole(count)) throw new TypeError('not a token');
    const search = readSearch(type, new URLSearchParams(criteria as [string, string][]));
    return { ...search, start, count: Math.min(count, MAX_COUNT), list: String(list) };
  } catch (cause) {
    throw new InputError('The page link is not one of this server.', { cause });
  }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
