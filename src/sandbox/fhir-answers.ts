import type { FhirResource } from '../domain/pull.js';
import { SEARCHES, writeToken, type Page, type Search } from './fhir-search.js';
import type { Hospital } from './hospitals.js';

/** What a server says when it cannot do what was asked (FHIR R4, OperationOutcome). */
export function outcome(code: string, diagnostics: string): FhirResource {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] };
}

/**
 * A resource as it leaves the server: with meta and narrative that differ at every reading although the
 * record behind them is the same, as real servers send them. `reading` numbers the readings.
 */
export function asRead(resource: FhirResource, now: Date, reading: number): FhirResource {
  const div = `<div xmlns="http://www.w3.org/1999/xhtml">${resource.resourceType}, written for reading ${reading}</div>`;
  return {
    ...resource,
    meta: { versionId: String(reading), lastUpdated: now.toISOString() },
    text: { status: 'generated', div },
  };
}

/** A searchset; `entries` are the page's matches as read. Links are absolute, under the base the client used. */
export function searchset(
  hospital: Hospital,
  base: string,
  search: Search,
  page: Page,
  entries: FhirResource[],
): FhirResource {
  const self = new URLSearchParams(search.criteria).toString();
  const link = [{ relation: 'self', url: `${base}/${search.type}${self && `?${self}`}` }];
  if (page.next)
    link.push({ relation: 'next', url: `${base}/${search.type}?_page=${writeToken(page.next)}` });
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(hospital.statesTotal && { total: page.total }),
    link,
    ...(entries.length > 0 && {
      entry: entries.map((resource) => ({
        fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: 'match' },
      })),
    }),
  };
}

/** What the server can do; it names only what it serves. */
export function capabilityStatement(hospital: Hospital, base: string): FhirResource {
  const resource = Object.entries(SEARCHES).map(([type, parameters]) => ({
    type,
    interaction: [{ code: 'read' }, { code: 'search-type' }],
    searchParam: parameters.map((name) => ({ name, type: parameterType(name) })),
  }));
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-01',
    kind: 'instance',
    software: { name: 'Sandbox hospital' },
    implementation: { description: `${hospital.name}, an invented hospital`, url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [{ mode: 'server', resource }],
  };
}

function parameterType(name: string): 'token' | 'reference' {
  return name === 'patient' || name === 'subject' ? 'reference' : 'token';
}
