import type { FhirResource } from '../domain/pull.js';
import { HttpError } from '../lib/http/http-error.js';
import { Collected, resourceKey } from './collected.js';
import type { FhirClient } from './fhir-client.js';
import { isFhirId, isTooDeep, type JsonObject } from './resource.js';

const TYPE = 'Organization';
const MOST_READ = 50;

/**
 * Reads the organizations that the resources refer to and adds them. They only give a study's place its name, so what
 * cannot be read is recorded as refused and makes no pull incomplete.
 */
export async function addOrganizations(client: FhirClient, collected: Collected): Promise<void> {
  const resources = collected.resources.all();
  const present = new Set(resources.map(resourceKey));
  const ids = [...organizationIds(resources, client.base)].filter((id) => !present.has(`${TYPE}/${id}`));
  if (ids.length > MOST_READ) {
    collected.refuse(
      TYPE,
      'too-many',
      `more than ${MOST_READ} organizations are named: the rest was not read`,
    );
  }
  for (const id of ids.slice(0, MOST_READ)) await addOne(client, id, collected);
}

async function addOne(client: FhirClient, id: string, collected: Collected): Promise<void> {
  try {
    const { resource } = await client.read(TYPE, id);
    if (resource.resourceType !== TYPE || resource.id !== id || isTooDeep(resource)) {
      collected.refuse(
        TYPE,
        'unexpected-content',
        'the source answered with something other than the organization',
      );
      return;
    }
    collected.resources.add(resource, resourceKey(resource));
    collected.wasRead(TYPE);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    collected.refuse(TYPE, error.code, 'an organization that the records name could not be read');
  }
}

/** Ids in references such as `Organization/12`, relative or under the base; other servers' are left alone. */
function organizationIds(resources: FhirResource[], base: URL): Set<string> {
  const ids = new Set<string>();
  const root = base.href.replace(/\/?$/, '/');
  for (const reference of references(resources)) {
    const relative = reference.startsWith(root) ? reference.slice(root.length) : reference;
    const [type, id = '', more] = relative.split('/');
    if (type === TYPE && isFhirId(id) && (more === undefined || more === '_history')) ids.add(id);
  }
  return ids;
}

function references(resources: FhirResource[]): string[] {
  const found: string[] = [];
  const waiting: object[] = [...resources];
  while (waiting.length > 0) {
    const value = waiting.pop()!;
    // No list of the entries: this walks every value of every pull.
    for (const name in value) {
      const child = (value as JsonObject)[name];
      if (name === 'reference' && typeof child === 'string') found.push(child);
      else if (typeof child === 'object' && child !== null) waiting.push(child);
    }
  }
  return found;
}
