import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** What is added to an organization, and by whom. */
export interface NameAdded {
  organizationId: string;
  name: string;
  accountId: string;
}

/** Where somebody says a place is; null where they do not know. */
export interface PlaceSaid {
  organizationId: string;
  city: string | null;
  state: string | null;
  accountId: string;
}

/** What ends, by its table. */
export type Curated = 'organization_alias' | 'organization_vendor';

/** Names of one organization that are in force at once: far more than any has. */
const MOST_NAMES = 200;

/** Compared anew with all filings, since what is known of it has changed. */
const MATCH_AGAIN = `UPDATE organization SET matched_at = NULL, rung_at = NULL`;

/** SQL for an organization that studies of a connection ($1) of a patient ($2) lie at, or that keeps the record, as account $6 sees it. */
const THEIR_PLACE = `EXISTS (SELECT FROM seen_study($6) AS study JOIN seen_connection($6) AS connection ON connection.id = study.connection_id
  LEFT JOIN connection_keeper AS keeper ON keeper.connection_id = connection.id AND keeper.organization_id = organization.id
  WHERE (study.organization_id = organization.id OR keeper.organization_id IS NOT NULL) AND connection.id = $1 AND connection.patient_id = $2)`;

/** What operators and patients add to organizations: other names, vendors, town and state. */
@Injectable()
export class OrganizationStore {
  constructor(private readonly dataSource: DataSource) {}

  /** False where there is no such organization, it has the name already, or has too many. */
  addAlias({ organizationId, name, accountId }: NameAdded, at: string): Promise<boolean> {
    return this.changed(
      `WITH added AS (
         INSERT INTO organization_alias (organization_id, name, account_id, at)
         SELECT organization.id, $2, $3, $4 FROM organization WHERE organization.id = $1 AND ${hasRoom('organization_alias')} RETURNING organization_id)
       ${MATCH_AGAIN} WHERE id IN (SELECT organization_id FROM added) RETURNING id`,
      [organizationId, name, accountId, at],
    );
  }

  /** @param source where it is known from. False as with `addAlias`. */
  addVendor({ organizationId, name, accountId }: NameAdded, source: string, at: string): Promise<boolean> {
    return this.changed(
      `WITH added AS (
         INSERT INTO organization_vendor (organization_id, name, account_id, at, source)
         SELECT organization.id, $2, $3, $4, $5 FROM organization WHERE organization.id = $1 AND ${hasRoom('organization_vendor')} RETURNING organization_id)
       ${MATCH_AGAIN} WHERE id IN (SELECT organization_id FROM added) RETURNING id`,
      [organizationId, name, accountId, at, source],
    );
  }

  /** False where the organization has no such row in force. */
  end(table: Curated, id: string, organizationId: string, accountId: string, at: string): Promise<boolean> {
    return this.changed(
      `WITH ended AS (UPDATE ${table} SET ended_at = $4, ended_by = $3 WHERE id = $1 AND organization_id = $2 AND ended_at IS NULL RETURNING organization_id)
       ${MATCH_AGAIN} WHERE id IN (SELECT organization_id FROM ended) RETURNING id`,
      [id, organizationId, accountId, at],
    );
  }

  /** The operator's word on where it is; it stands where the record says nothing, or people said it before. */
  placeByOperator({ organizationId, city, state, accountId }: PlaceSaid, at: string): Promise<boolean> {
    return this.changed(
      `WITH open AS (SELECT id FROM organization WHERE id = $1 AND (city IS NULL OR state IS NULL
           OR EXISTS (SELECT FROM organization_place WHERE organization_place.organization_id = organization.id))),
         said AS (INSERT INTO organization_place (organization_id, city, state, account_id, at) SELECT id, $2, $3, $4, $5 FROM open)
       ${MATCH_AGAIN}, city = $2, state = $3 WHERE id IN (SELECT id FROM open) RETURNING id`,
      [organizationId, city, state, accountId, at],
    );
  }

  /**
   * A person's word, for a place that holds studies of the patient. It counts in matching while nobody says otherwise, and
   * never against what the record or the operator says. False where the place is none of that connection.
   */
  placeByPatient(
    connectionId: string,
    patientId: string,
    { organizationId, city, state, accountId }: PlaceSaid,
    at: string,
  ): Promise<boolean> {
    return this.changed(
      `WITH open AS (SELECT id FROM organization WHERE id = $3 AND (city IS NULL OR state IS NULL) AND ${THEIR_PLACE} AND NOT ${saidBy('$2')}),
         said AS (INSERT INTO organization_place (organization_id, city, state, account_id, at) SELECT id, $4, $5, $6, $7 FROM open)
       ${MATCH_AGAIN} WHERE id IN (SELECT id FROM open) RETURNING id`,
      [connectionId, patientId, organizationId, city, state, accountId, at],
    );
  }

  private async changed(statement: string, values: unknown[]): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(statement, values);
    return rows.length > 0;
  }
}

/** SQL that holds where somebody who acts for a patient said already where the `organization` is. */
export function saidBy(patient: string): string {
  return `EXISTS (SELECT FROM organization_place JOIN patient_grant ON patient_grant.account_id = organization_place.account_id
    WHERE organization_place.organization_id = organization.id AND patient_grant.patient_id = ${patient})`;
}

/** SQL that holds while an organization may be given the name $2 once more. */
function hasRoom(table: Curated): string {
  return `NOT EXISTS (SELECT FROM ${table} WHERE organization_id = $1 AND ended_at IS NULL AND lower(name) = lower($2))
    AND (SELECT count(*) FROM ${table} WHERE organization_id = $1 AND ended_at IS NULL) < ${MOST_NAMES}`;
}
