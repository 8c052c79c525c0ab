import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UNREAD } from '../notification.store.js';
import { OPEN } from '../people/invitation.store.js';
import type { GrantRole } from '../../domain/notification.js';
import { type CaseRow, CASES, OPEN_CASE } from '../cases/case.reader.js';
import { seenBy } from '../seen.sql.js';

/** A place where a patient's record is looked at. Times are ISO 8601. */
export interface WatchedPlace {
  id: string;
  siteName: string;
  lastCompleteAt: string | null;
  /** It is made of files that a person adds: nobody looks there. */
  files: boolean;
  problemSince: string | null;
}

export interface WatchedPatient {
  id: string;
  name: string;
  role: GrantRole;
  places: WatchedPlace[];
  /** Those that did not end yet. */
  cases: CaseRow[];
}

export interface HomeWaits {
  unread: number;
  invited: boolean;
  /** How many are watched here; null to whoever does not run the service. */
  patients: number | null;
  /** Since when the alert of the daily test is late. */
  canaryLateSince: Date | null;
}

/** What the first page shows besides what needs its reader. */
@Injectable()
export class HomeReader {
  constructor(private readonly dataSource: DataSource) {}

  /** The patients whom an account may see now, by name. */
  async watched(accountId: string): Promise<WatchedPatient[]> {
    const rows = await this.dataSource.query<WatchedPatient[]>(
      `WITH ${seenBy('$1')}
       SELECT patient.id, patient.name, active_grant.role, coalesce(jsonb_agg(jsonb_build_object('id', connection.id,
           'siteName', connection.site_name, 'lastCompleteAt', connection.last_complete_at, 'files', connection.kind = 'files', 'problemSince', connection.problem_since)
           ORDER BY connection.problem_since, connection.site_name) FILTER (WHERE connection.id IS NOT NULL), '[]') AS places,
         coalesce((SELECT jsonb_agg(to_jsonb(found)) FROM (${CASES} WHERE patient_case.patient_id = active_grant.patient_id AND ${OPEN_CASE}) AS found), '[]') AS cases
       FROM active_grant JOIN patient ON patient.id = active_grant.patient_id
         LEFT JOIN connection ON connection.patient_id = patient.id
       WHERE active_grant.account_id = $1
       GROUP BY patient.id, active_grant.patient_id, active_grant.role ORDER BY patient.name, patient.id`,
      [accountId],
    );
    // Moments within JSON come as text.
    return rows.map((row) => ({
      ...row,
      cases: row.cases.map((one) => ({ ...one, openedAt: new Date(one.openedAt) })),
    }));
  }

  /** What waits for a person on every page, whether somebody invited their address, and what an operator's page says of the service. */
  async waits(reader: { id: string; email: string; isOperator: boolean }, now: Date): Promise<HomeWaits> {
    const [row] = await this.dataSource.query<HomeWaits[]>(
      `SELECT ${UNREAD} AS unread, EXISTS (SELECT FROM invitation WHERE invitation.email = $2 AND ${OPEN} AND expires_at > $3) AS invited,
         CASE WHEN $4::boolean THEN (SELECT count(*)::int FROM patient WHERE NOT canary) END AS patients,
         (SELECT min(since) FROM operator_notice WHERE kind = 'canary' AND ended_at IS NULL) AS "canaryLateSince"`,
      [reader.id, reader.email, now, reader.isOperator],
    );
    return row!;
  }
}
