import type { KnownStudy } from '../domain/history.js';
import type { Organization } from '../domain/organization.js';
import type { Study } from '../domain/study.js';
import type { Connection } from '../store/connection.store.js';
import { fhirOrigin, placeOrigin } from '../store/organization-origin.js';
import type { PullRecord } from '../store/record.store.js';

/** An organization under the name by which it is found again. */
export interface PlacedOrganization {
  origin: string;
  organization: Omit<Organization, 'id'>;
}

/** The makers of the changed studies with what the pull tells of each, and the home of those that name none. */
export function makersOf(
  connection: Connection,
  pull: PullRecord,
  changed: KnownStudy[],
): PlacedOrganization[] {
  const told = toldOf(pull);
  return byOrigin(
    changed.map(
      ({ study: { organization } }) => placed(connection, organization, told) ?? homeOf(connection, pull),
    ),
  );
}

/** An organization by its reference, or by its name alone; null where it is known by neither. */
function placed(
  { fhirBase }: Connection,
  organization: Study['organization'],
  told: Map<string, Organization>,
): PlacedOrganization | null {
  const known = organization.reference === null ? undefined : told.get(organization.reference);
  if (!known && organization.name === null) return null;
  return { origin: fhirOrigin(fhirBase, organization), organization: known ?? unplaced(organization.name!) };
}

/**
 * Who keeps the record, whoever made the scans in it: the place that was linked, and who its Patient resource says
 * manages it. One that goes by the name of a maker is that maker.
 */
export function keepersOf(
  connection: Connection,
  pull: PullRecord,
  makers: PlacedOrganization[],
): PlacedOrganization[] {
  if (connection.kind === 'files') return [];
  const told = toldOf(pull);
  const place = { origin: placeOrigin(connection.fhirBase), organization: unplaced(connection.siteName) };
  const managers = pull.followed.pull.keepers
    .map((keeper) => placed(connection, keeper, told))
    .filter((keeper) => keeper !== null);
  const names = new Set(makers.map(nameOf));
  const origins = new Set(makers.map(({ origin }) => origin));
  return byOrigin([place, ...managers]).filter((one) => !names.has(nameOf(one)) && !origins.has(one.origin));
}

function byOrigin(organizations: PlacedOrganization[]): PlacedOrganization[] {
  return [...new Map(organizations.map((one) => [one.origin, one])).values()];
}

function nameOf({ organization }: PlacedOrganization): string {
  return organization.name.trim().toLowerCase();
}

function toldOf(pull: PullRecord): Map<string, Organization> {
  return new Map(pull.followed.pull.organizations.map((one) => [`Organization/${one.id}`, one]));
}

/** Who holds the studies that do not say who made them: the only organization told of, else the place itself. */
export function homeOf(connection: Connection, pull: PullRecord): PlacedOrganization {
  const [only, another] = pull.followed.pull.organizations;
  if (!only || another)
    return { origin: placeOrigin(connection.fhirBase), organization: unplaced(connection.siteName) };
  return {
    origin: fhirOrigin(connection.fhirBase, { name: only.name, reference: `Organization/${only.id}` }),
    organization: only,
  };
}

function unplaced(name: string): Omit<Organization, 'id'> {
  return { name, aliases: [], state: null, city: null };
}
