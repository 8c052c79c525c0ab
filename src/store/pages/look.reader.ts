import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Who asks how far a look at a place is. */
export interface LookAsked {
  connectionId: string;
  patientId: string;
  accountId: string;
  sessionId: string;
}

/** How far a look at a place is. */
export interface LookRow {
  name: string;
  place: string;
  /** Since when it is waited for; null where no look is due or made. */
  dueSince: Date | null;
  begun: boolean;
  /** FHIR types that the place answered for, in that order; null before the first is told. */
  types: string[] | null;
  /** Entries that came; for the patient alone, who may keep one of them to themselves. */
  entries: number | null;
  /** The last look did not bring the whole list. */
  failed: boolean;
  /** The list was read whole, and nobody looked through it yet. */
  isNewList: boolean;
}

/** How far the looks at places are, for as many readers as ask, in one statement. */
@Injectable()
export class LookReader {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * @returns a row for each of those that asked, in their order; null where the patient has no such place that the
   * reader may see now, or the session of the reader is over
   */
  async find(asked: LookAsked[], now: Date): Promise<(LookRow | null)[]> {
    const rows = await this.dataSource.query<(LookRow & { at: number })[]>(
      `SELECT asked.at::int AS at, patient.name, place.site_name AS place, place.rung_at IS NOT NULL AS begun,
         CASE WHEN place.next_pull_at <= $5 THEN place.next_pull_at END AS "dueSince",
         step.step -> 'types' AS types, CASE WHEN active_grant.role = 'self' THEN (step.step ->> 'entries')::int END AS entries,
         place.problem IS NOT NULL AS failed,
         place.last_complete_at IS NOT NULL AND NOT EXISTS (SELECT FROM review WHERE review.connection_id = place.id) AS "isNewList"
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) WITH ORDINALITY AS asked (connection_id, patient_id, account_id, session_id, at)
         CROSS JOIN LATERAL (SELECT * FROM seen_connection(asked.account_id) AS seen WHERE seen.id = asked.connection_id) AS place
         JOIN patient ON patient.id = place.patient_id AND patient.id = asked.patient_id
         JOIN active_grant ON active_grant.patient_id = patient.id AND active_grant.account_id = asked.account_id
         JOIN session ON session.id = asked.session_id AND session.account_id = asked.account_id AND session.expires_at > now()
         CROSS JOIN LATERAL (SELECT CASE WHEN place.rung_at IS NOT NULL AND place.look_step -> 'ring' = to_jsonb(place.rings) THEN place.look_step END AS step) AS step`,
      [...columnsOf(asked), now],
    );
    const found = new Map(rows.map(({ at, ...row }) => [at, row]));
    return asked.map((_, index) => found.get(index + 1) ?? null);
  }
}

function columnsOf(asked: LookAsked[]): string[][] {
  return [
    asked.map(({ connectionId }) => connectionId),
    asked.map(({ patientId }) => patientId),
    asked.map(({ accountId }) => accountId),
    asked.map(({ sessionId }) => sessionId),
  ];
}
