import type { KnownStudy } from '../domain/history.js';
import type { Organization } from '../domain/organization.js';
import type { Connection } from '../store/connection.store.js';
import { fhirOrigin, placeOrigin } from '../store/organization-origin.js';
import type { PullRecord } from '../store/record.store.js';

/** An organization under the name by which it is found again. */
export interface PlacedOrganization {
  origin: string;
  organization: Omit<Organization, 'id'>;
}

/** Every organization that the changed studies name, with what the pull tells of it, and the home of the others. */
export function organizationsOf(
  connection: Connection,
  pull: PullRecord,
  changed: KnownStudy[],
): PlacedOrganization[] {
  const told = toldOf(pull);
  const named = changed.flatMap(({ study: { organization } }): PlacedOrganization[] => {
    const known = organization.reference === null ? undefined : told.get(organization.reference);
    if (!known && organization.name === null) return [];
    return [
      {
        origin: fhirOrigin(connection.fhirBase, organization),
        organization: known ?? unplaced(organization.name!),
      },
    ];
  });
  return byOrigin([homeOf(connection, pull), ...named]);
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
  const managers = pull.followed.pull.keepers.flatMap((keeper): PlacedOrganization[] => {
    const known = keeper.reference === null ? undefined : told.get(keeper.reference);
    if (!known && keeper.name === null) return [];
    return [
      { origin: fhirOrigin(connection.fhirBase, keeper), organization: known ?? unplaced(keeper.name!) },
    ];
  });
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
