import type { ListedPlace } from '../../domain/listed-place.js';
import { InputError } from '../../lib/errors.js';
import { fhirBaseIn } from '../../lib/http/fhir-base.js';
import { isObject, type JsonObject, objectsIn, stringIn } from '../resource.js';
import { endpointReferences, managerOf, namesIn, otherNames, placesOf } from './brand-names.js';
import { type Entry, ResourceIndex } from './resource-index.js';

export interface Directory {
  places: ListedPlace[];
  /** What could not be taken, by its place in the file counted from 1. */
  rejected: { rejected: string; entry: number }[];
}

const FHIR_VERSION = 'http://hl7.org/fhir/StructureDefinition/endpoint-fhir-version';
/** One address may stand for thousands of branches; more names than this find no more people. */
const MOST_NAMES = 2_000;

/**
 * Reads a directory of FHIR endpoints: a User-access Brands bundle (SMART App Launch 2.2) or a vendor's list of
 * Endpoints. One FHIR base is one place, whoever shares it.
 * @throws InputError when it is no Bundle with entries
 */
export function readDirectory(document: unknown): Directory {
  if (!isObject(document) || document['resourceType'] !== 'Bundle' || !Array.isArray(document['entry']))
    throw new InputError('is no FHIR Bundle with entries');
  return new DirectoryReader(document, document['entry']).read();
}

class DirectoryReader {
  private readonly organizations: ResourceIndex;
  private readonly endpoints: ResourceIndex;
  private readonly owners = new Map<JsonObject, Set<JsonObject>>();
  private readonly branches = new Map<JsonObject, JsonObject[]>();
  private readonly rejected: Directory['rejected'] = [];

  constructor(
    bundle: JsonObject,
    private readonly entries: unknown[],
  ) {
    this.organizations = new ResourceIndex(bundle, 'Organization');
    this.endpoints = new ResourceIndex(bundle, 'Endpoint');
  }

  read(): Directory {
    const resources = this.entries.flatMap((entry, index) => this.resourceIn(entry, index + 1));
    for (const { resource } of ofType(resources, 'Organization')) this.note(resource);
    const byBase = new Map<string, ListedPlace>();
    for (const { entry, resource } of ofType(resources, 'Endpoint')) {
      const why = this.refusalOf(resource);
      if (why === null) join(byBase, this.placeOf(resource));
      else this.rejected.push({ rejected: why, entry });
    }
    return { places: [...byBase.values()], rejected: this.rejected };
  }

  private resourceIn(entry: unknown, position: number): Entry[] {
    const resource = isObject(entry) ? entry['resource'] : null;
    if (isObject(resource)) return [{ entry: position, resource }];
    this.rejected.push({ rejected: 'the entry holds no resource', entry: position });
    return [];
  }

  /** Notes which endpoints a brand names, and which brand it is a branch of. */
  private note(organization: JsonObject): void {
    const named = endpointReferences(organization)
      .map((reference) => this.endpoints.find(reference))
      .filter((endpoint) => endpoint !== null);
    for (const endpoint of named)
      this.owners.set(endpoint, (this.owners.get(endpoint) ?? new Set()).add(organization));
    const parent = this.organizations.find(organization['partOf']);
    // A branch with an endpoint of its own is a place of its own.
    if (parent && named.length === 0)
      this.branches.set(parent, [...(this.branches.get(parent) ?? []), organization]);
  }

  private refusalOf(endpoint: JsonObject): string | null {
    const status = stringIn(endpoint['status']) ?? 'active';
    if (!['active', 'test'].includes(status)) return `the endpoint is not in use (${status.slice(0, 40)})`;
    if (!isFhirRest(endpoint)) return 'the endpoint is no FHIR REST server';
    const address = stringIn(endpoint['address']);
    if (address === null || fhirBaseIn(address) === null)
      return 'the address is no https address of a server';
    if (isOld(endpoint)) return 'the endpoint serves a version of FHIR before R4';
    return this.namesOf(endpoint).length === 0 ? 'the endpoint has no name' : null;
  }

  private placeOf(endpoint: JsonObject): ListedPlace {
    const [name = '', ...aliases] = this.namesOf(endpoint);
    const organizations = this.organizationsOf(endpoint);
    return {
      fhirBase: fhirBaseIn(String(endpoint['address']))!,
      name,
      aliases,
      places: namesIn(organizations.flatMap(placesOf)).slice(0, MOST_NAMES),
    };
  }

  /** The name people know first: who manages it, else the brand that is no part of another. */
  private namesOf(endpoint: JsonObject): string[] {
    const organizations = this.organizationsOf(endpoint);
    const names = [
      ...organizations.map((one) => one['name']),
      endpoint['name'],
      ...organizations.flatMap(otherNames),
    ];
    return namesIn(names).slice(0, MOST_NAMES);
  }

  private organizationsOf(endpoint: JsonObject): JsonObject[] {
    const manager = managerOf(endpoint, this.organizations);
    const owners = [...(this.owners.get(endpoint) ?? [])];
    const heads = owners.filter((one) => !isObject(one['partOf']));
    const found = new Set<JsonObject>([...(manager ? [manager] : []), ...heads, ...owners]);
    // The set grows while it is walked: branches of branches, each once, however they point at each other.
    for (const one of found) for (const branch of this.branches.get(one) ?? []) found.add(branch);
    return [...found];
  }
}

function ofType(entries: Entry[], type: string): Entry[] {
  return entries.filter(({ resource }) => resource['resourceType'] === type);
}

/** Lists leave the type of connection out, or write a list of it. */
function isFhirRest(endpoint: JsonObject): boolean {
  const { connectionType } = endpoint;
  const types = Array.isArray(connectionType) ? connectionType : [connectionType];
  const codings = types.filter(isObject).flatMap((type) => [type, ...objectsIn(type['coding'])]);
  const codes = codings.flatMap(({ code }) => stringIn(code) ?? []);
  return codes.length === 0 || codes.includes('hl7-fhir-rest');
}

/** Who lists an old version lists a newer one beside it. */
function isOld(endpoint: JsonObject): boolean {
  const versions = objectsIn(endpoint['extension'])
    .filter(({ url }) => url === FHIR_VERSION)
    .flatMap(({ valueCode }) => stringIn(valueCode) ?? []);
  return versions.length > 0 && versions.every((version) => Number.parseInt(version, 10) < 4);
}

/** Endpoints with one address are one place: the first gives it its name. */
function join(byBase: Map<string, ListedPlace>, place: ListedPlace): void {
  const known = byBase.get(place.fhirBase);
  if (!known) return void byBase.set(place.fhirBase, place);
  const aliases = namesIn([...known.aliases, place.name, ...place.aliases]);
  known.aliases = aliases.filter((alias) => alias !== known.name).slice(0, MOST_NAMES);
  known.places = namesIn([...known.places, ...place.places]).slice(0, MOST_NAMES);
}
