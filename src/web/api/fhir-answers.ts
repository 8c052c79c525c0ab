import type { FhirOut } from '../../domain/fhir-out/imaging-study.js';

/** The types that are told, each by its id or all of a patient. */
const TYPES = ['DetectedIssue', 'Task', 'Communication', 'ImagingStudy'];

/** A search's answer (R4 3.1.1.5): all there is, on one page. @param base of this server, without a slash at its end */
export function searchset(base: string, type: string, patientId: string, found: FhirOut[]): object {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    link: [{ relation: 'self', url: `${base}/${type}?patient=${patientId}` }],
    entry: found.map((resource) => ({
      fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode: 'match' },
    })),
  };
}

/** What this server can be asked (R4 5.1 CapabilityStatement). @param date of the version (YYYY-MM-DD) */
export function capabilities(base: string, date: string): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    implementation: { description: 'Scanwarden', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [
      {
        mode: 'server',
        security: { description: 'A token of the account: Authorization: Bearer swt_…' },
        resource: TYPES.map((type) => ({
          type,
          interaction: [{ code: 'read' }, { code: 'search-type' }],
          searchParam: [{ name: 'patient', type: 'reference', documentation: 'Needed in every search.' }],
        })),
      },
    ],
  };
}
