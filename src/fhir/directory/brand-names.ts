import { isObject, type JsonObject, objectsIn, stringIn } from '../resource.js';
import { referenceText, type ResourceIndex } from './resource-index.js';

/** SMART App Launch 2.2, "User-access Brands and Endpoints": portals of a brand, each with its endpoints. */
const PORTAL = 'http://hl7.org/fhir/StructureDefinition/organization-portal';

/** The Endpoint references of a brand: its own, and those of its portals. */
export function endpointReferences(organization: JsonObject): unknown[] {
  const portals = objectsIn(organization['extension']).filter(({ url }) => url === PORTAL);
  const ofPortals = portals.flatMap((portal) =>
    objectsIn(portal['extension'])
      .filter(({ url }) => url === 'portalEndpoint')
      .map((extension) => extension['valueReference']),
  );
  return [...objectsIn(organization['endpoint']), ...ofPortals];
}

/** What people may call a brand besides its name. */
export function otherNames(organization: JsonObject): string[] {
  const { alias } = organization;
  const portals = objectsIn(organization['extension']).filter(({ url }) => url === PORTAL);
  const portalNames = portals.flatMap((portal) =>
    objectsIn(portal['extension'])
      .filter(({ url }) => url === 'portalName')
      .map((extension) => stringIn(extension['valueString'])),
  );
  return namesIn([...(Array.isArray(alias) ? alias : [alias]), ...portalNames]);
}

/** Where it stands: "City, ST" of each address. */
export function placesOf(organization: JsonObject): string[] {
  const { address } = organization;
  const addresses = Array.isArray(address) ? address.filter(isObject) : isObject(address) ? [address] : [];
  return namesIn(addresses.map(({ city, state }) => namesIn([city, state]).join(', ')));
}

/** The organization that an endpoint says manages it; Epic's list has it within the endpoint, under an id that is none. */
export function managerOf(endpoint: JsonObject, organizations: ResourceIndex): JsonObject | null {
  const { managingOrganization } = endpoint;
  const text = referenceText(managingOrganization);
  const within = objectsIn(endpoint['contained']).filter(
    ({ resourceType }) => resourceType === 'Organization',
  );
  const own = within.find(({ id }) => text !== null && id === text);
  return own ?? organizations.find(managingOrganization) ?? within[0] ?? null;
}

export function namesIn(values: unknown[]): string[] {
  const names = values.flatMap((value) =>
    typeof value === 'string' ? [value.replace(/\s+/g, ' ').trim()] : [],
  );
  return [...new Set(names.filter((name) => name !== ''))];
}
