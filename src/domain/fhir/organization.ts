import { countryCode } from './country.js';
import { stateCode } from '../matching/states.js';
import type { Organization } from '../organization.js';
import type { FhirResource } from '../pull.js';
import { cutName } from '../shorten.js';
import type { Study } from '../study.js';
import {
  type Element,
  elements,
  logicalId,
  ownReference,
  referencedId,
  references,
  text,
} from './elements.js';

/** Elements of a study that lead to a visit, order or procedure, which may name who did it. */
const LEADING = ['encounter', 'context', 'basedOn', 'procedureReference', 'partOf'];

/** Elements of a study that lead to a place or an address of its server, each of which somebody manages. */
const PLACING = ['location', 'endpoint'];

const NAMING = new Set([
  'Organization',
  'Encounter',
  'ServiceRequest',
  'ProcedureRequest',
  'Procedure',
  'Location',
  'Endpoint',
]);

type Find = (reference: string) => FhirResource | undefined;

/** An Organization resource in our words, or null when it is none or has no name. */
export function organizationOf(resource: FhirResource): Organization | null {
  const id = logicalId(resource);
  const told = resource.resourceType === 'Organization' ? namesAndPlace(resource) : null;
  return told === null || id === null ? null : { id, ...told };
}

/** What an Organization resource (R4 section 6.2) tells of names and place; null without a name, which it may lack. */
export function namesAndPlace(resource: Element): Omit<Organization, 'id'> | null {
  const name = cutName(text(resource['name']));
  if (name === null) return null;
  const address = addressOf(resource);
  const aliases = Array.isArray(resource['alias']) ? resource['alias'] : [];
  return {
    name,
    aliases: aliases.map((alias) => cutName(text(alias))).filter((alias) => alias !== null),
    state: stateCode(text(address?.['state'])),
    city: cutName(text(address?.['city'])),
    country: countryCode(text(address?.['country'])),
  };
}

/** The first address that tells a state, else the first; in R5 an address stands in a contact. */
function addressOf(resource: Element): Element | undefined {
  const ofContacts = elements(resource['contact']).flatMap((contact) => elements(contact['address']));
  const addresses = [...elements(resource['address']), ...ofContacts];
  return addresses.find((address) => stateCode(text(address['state'])) !== null) ?? addresses[0];
}

/**
 * Finds who made a study: its series' performer, its visit's provider, its order's or procedure's performer, else who
 * manages the room it was made in or the server it lies on. Of several, the one whose name comes first, so that the
 * order of lists does not matter.
 */
export function organizationFinder(
  resources: FhirResource[],
): (study: FhirResource) => Study['organization'] {
  const naming = resources.filter(({ resourceType }) => NAMING.has(resourceType));
  const byReference = new Map(naming.map((resource) => [ownReference(resource), resource]));
  const byId = new Map(naming.map((resource) => [logicalId(resource), resource]));
  const find = (reference: string): FhirResource | undefined =>
    byReference.get(reference) ??
    (reference.startsWith('urn:') ? byId.get(referencedId(reference)) : undefined);
  return (study) =>
    firstOf([...performers(study['series']), ...performers([study]), ...custodians(study)], find) ??
    firstOf(
      LEADING.flatMap((field) => references(study[field])).flatMap((reference) => providers(find(reference))),
      find,
    ) ??
    firstOf(
      PLACING.flatMap((field) => references(study[field])).flatMap((reference) => managers(find(reference))),
      find,
    ) ?? { name: null, reference: null };
}

/** Who keeps the record of a patient as a whole (Patient.managingOrganization), of one Patient resource or several. */
export function keepersOf(patients: FhirResource[], resources: FhirResource[]): Study['organization'][] {
  const organizations = new Map(
    resources
      .filter(({ resourceType }) => resourceType === 'Organization')
      .map((resource) => [ownReference(resource), resource]),
  );
  const found = patients
    .flatMap(managers)
    .flatMap((reference) => organizationNamed(reference, (of) => organizations.get(of)));
  return found.filter(({ name }, at) => found.findIndex((other) => other.name === name) === at);
}

function firstOf(references: Element[], find: Find): Study['organization'] | null {
  const named = references.flatMap((reference) => organizationNamed(reference, find));
  const [first, ...others] = named;
  if (first === undefined) return null;
  return others.reduce((least, other) => (rank(other) < rank(least) ? other : least), first);
}

function rank({ name }: Study['organization']): string {
  return name ?? '\uffff';
}

function performers(holders: unknown): Element[] {
  return elements(holders)
    .flatMap((holder) => elements(holder['performer']))
    .flatMap((performer) => elements(performer['actor'] ?? performer));
}

/** Who keeps a document, or wrote it. */
function custodians(document: Element): readonly Element[] {
  return ['custodian', 'author'].flatMap((field) => elements(document[field]));
}

function providers(resource: FhirResource | undefined): Element[] {
  return resource ? [...elements(resource['serviceProvider']), ...performers(resource)] : [];
}

function managers(resource: FhirResource | undefined): readonly Element[] {
  return resource ? elements(resource['managingOrganization']) : [];
}

/** The organization that a reference names: by its resource, or where that was not read, as the reference shows it. */
function organizationNamed(reference: Element, find: Find): Study['organization'][] {
  const [literal] = references(reference);
  const resource = literal === undefined ? undefined : find(literal);
  if (resource?.resourceType === 'Organization')
    return [{ name: cutName(text(resource['name'])), reference: ownReference(resource) }];
  const isOrganization = literal?.startsWith('Organization/') ?? text(reference['type']) === 'Organization';
  return isOrganization ? [{ name: cutName(text(reference['display'])), reference: literal ?? null }] : [];
}
