/** Parts of invented directories of places. */
export function bundleOf(...resources: unknown[]): { resourceType: string; type: string; entry: unknown[] } {
  return { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) };
}

export function anEndpoint(id: string, address: string, more: object = {}): object {
  return {
    resourceType: 'Endpoint',
    id,
    status: 'active',
    connectionType: {
      system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
      code: 'hl7-fhir-rest',
    },
    address,
    ...more,
  };
}

export function aBrand(id: string, name: string, more: object = {}): object {
  return { resourceType: 'Organization', id, name, ...more };
}
