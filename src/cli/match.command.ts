import { parseArgs } from 'node:util';
import { STAFF_ONLY_SOURCES } from '../domain/filing.js';
import { namesAndPlace } from '../domain/fhir/organization.js';
import { indexOrganizations, matchAll, matchFiling, type MatchableFiling } from '../domain/match.js';
import type { Organization } from '../domain/organization.js';
import { InputError } from '../lib/errors.js';
import { MATCH_MANUAL } from './manuals.js';
import { inner, linesOf, textOf, type Json } from './ndjson-lines.js';
import { printLine, say } from './output.js';

/**
 * `scanwarden match`: judges given pairs, or prints each pair of filings and organizations that concern each other,
 * as NDJSON (product interface). Throws an InputError that names file and line for input that cannot be used.
 */
export async function matchCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { pairs: { type: 'string' }, filings: { type: 'string' }, organizations: { type: 'string' } },
  });
  const { pairs, filings, organizations } = values;
  if (pairs !== undefined && filings === undefined && organizations === undefined) return matchPairs(pairs);
  if (pairs === undefined && filings !== undefined && organizations !== undefined)
    return matchFilings(filings, organizations);
  throw new InputError(
    `match: give either --pairs, or --filings and --organizations. Usage: ${MATCH_MANUAL.usage}`,
  );
}

async function matchPairs(file: string): Promise<void> {
  for await (const line of linesOf(file)) {
    const filing = filingOf(inner(line, 'breach'), line.at);
    const organization = organizationOf(inner(line, 'organization'), line.at);
    if (organization === null) throw new InputError(`${line.at}: the organization has no name`);
    printLine({ id: line.value.id ?? null, ...matchFiling(filing, organization) });
  }
}

async function matchFilings(filingsFile: string, organizationsFile: string): Promise<void> {
  const index = indexOrganizations(await readOrganizations(organizationsFile));
  for await (const { value, at } of linesOf(filingsFile)) {
    if ('rejected' in value || STAFF_ONLY_SOURCES.has(String(value.source))) continue;
    if (typeof value.source !== 'string' || 'resourceType' in value)
      throw new InputError(`${at}: is no filing as \`scanwarden feed\` prints them: it names no source`);
    const { source = null, nativeId = null, file = null, record = null } = value;
    for (const { organization, outcome, score, reasons } of matchAll(filingOf(value, at), index)) {
      const filing = { source, nativeId, file, record };
      printLine({ filing, organization: organization.id, outcome, score, reasons });
    }
  }
}

async function readOrganizations(file: string): Promise<Organization[]> {
  const organizations: Organization[] = [];
  let nameless = 0;
  for await (const { value, at } of linesOf(file)) {
    const organization = organizationOf(value, at);
    if (organization) organizations.push(organization);
    else nameless += 1;
  }
  if (nameless > 0) say(`${file}: ${nameless} organizations have no name and were left out`);
  return organizations;
}

/** A line that `feed` printed, or the `breach` of a pair. */
function filingOf(value: Json, at: string): MatchableFiling {
  if (typeof value.name !== 'string') throw new InputError(`${at}: the filing has no name`);
  return {
    name: value.name,
    state: textOf(value.state),
    entityType: textOf(value.entityType),
    businessAssociate: typeof value.businessAssociate === 'boolean' ? value.businessAssociate : null,
    description: textOf(value.description) ?? textOf(value.webDescription),
  };
}

/**
 * A FHIR Organization or our own shape; null for a FHIR Organization without a name, which the standard allows.
 */
function organizationOf(value: Json, at: string): Organization | null {
  const isFhir = 'resourceType' in value;
  if (isFhir && value.resourceType !== 'Organization')
    throw new InputError(`${at}: a FHIR ${String(value.resourceType)}, expected an Organization`);
  if (isFhir) {
    const told = namesAndPlace(value);
    return told && { id: textOf(value.id) ?? '', ...told };
  }
  const name = textOf(value.name);
  if (name === null) throw new InputError(`${at}: the organization has no name`);
  return {
    id: textOf(value.id) ?? '',
    name,
    aliases: textsOf(value.aliases),
    state: textOf(value.state),
    city: textOf(value.city),
  };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}
