import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { GrantKind } from '../../domain/access.js';
import type { GrantRole } from '../../domain/notification.js';
import { seenBy } from '../seen.sql.js';

/** Somebody who may see a record now, and what part of it. */
export interface PersonWithAccess {
  accountId: string;
  name: string;
  role: GrantRole;
  since: Date;
  until: Date | null;
  kinds: GrantKind[] | null;
  /** Null for all; else the names of those that the reader sees too. */
  places: string[] | null;
}

/** What somebody else looked at or did. */
export interface AccessRow {
  /** A number, in digits; later is higher. */
  id: string;
  accountId: string;
  name: string;
  route: string;
  at: Date;
  /** The name of the place that it is about; null where it is about none. */
  place: string | null;
}

/** On one page. */
export const MOST_EVENTS = 100;

const PEOPLE = `
  WITH ${seenBy('$2')}
  SELECT account.id AS "accountId", account.name, active_grant.role, active_grant.valid_from AS since, active_grant.valid_until AS until, active_grant.kinds,
    CASE WHEN active_grant.places IS NOT NULL THEN ARRAY(
      SELECT connection.site_name FROM connection WHERE connection.id = ANY (active_grant.places) ORDER BY connection.site_name) END AS places
  FROM active_grant JOIN account ON account.id = active_grant.account_id
  WHERE active_grant.patient_id = $1
  ORDER BY array_position(ARRAY['self', 'representative', 'helper'], active_grant.role), account.name, account.id`;

/** Whoever is not the patient reads of nothing that they do not see themselves: not even that somebody looked at it. */
const EVENTS = `
  WITH ${seenBy('$2')}
  SELECT event.id, event.account_id AS "accountId", account.name, event.route, event.at,
    coalesce(connection.site_name, organization.name, site.name) AS place
  FROM access_event AS event JOIN account ON account.id = event.account_id
    LEFT JOIN flag ON flag.id = event.item LEFT JOIN patient_case ON patient_case.id = coalesce((SELECT case_id FROM handover WHERE handover.id = event.item), event.item)
    LEFT JOIN flag AS cause ON cause.id = patient_case.flag_id
    LEFT JOIN study ON study.id = coalesce(flag.study_id, cause.study_id, patient_case.study_id, event.item)
    LEFT JOIN exposure ON exposure.id = coalesce(patient_case.exposure_id, event.item)
    LEFT JOIN connection ON connection.id = event.item LEFT JOIN expectation ON expectation.id = event.item
    LEFT JOIN organization ON organization.id = coalesce(study.organization_id, exposure.organization_id, event.item)
    LEFT JOIN site ON site.id = event.item
  WHERE event.patient_id = $1 AND ($3::bigint IS NULL OR event.id < $3)
    AND (event.item IS NULL OR $4 OR num_nonnulls(study.id, exposure.id, patient_case.id, connection.id, expectation.id, site.id) > 0
      OR organization.id = event.item AND sees_holder($2, $1, organization.id))
  ORDER BY event.id DESC LIMIT ${MOST_EVENTS + 1}`;

/** Who may see a record, and what they looked at. */
@Injectable()
export class AccessReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Everybody who may see it now: the patient, those who act for them, and helpers. */
  people(patientId: string, readerId: string): Promise<PersonWithAccess[]> {
    return this.dataSource.query<PersonWithAccess[]>(PEOPLE, [patientId, readerId]);
  }

  /**
   * The newest first, one more than a page shows where there are older ones.
   * @param before an id; those before it
   * @param all for the patient, who reads of everything
   */
  events(patientId: string, readerId: string, before: string | null, all: boolean): Promise<AccessRow[]> {
    return this.dataSource.query<AccessRow[]>(EVENTS, [patientId, readerId, before, all]);
  }
}
