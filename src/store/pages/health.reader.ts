import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WATCHED } from '../watched-feed.sql.js';

/** How the service is doing, in numbers without a person. Ages are in seconds; null where it never happened. */
export interface HealthFigures {
  unsent: number;
  connectionsDue: number;
  lastCompletePullAge: number | null;
  feedAges: { source: string; age: number | null }[];
  /** Since an alert of the canary arrived. */
  canaryAge: number | null;
  /** What the operators were told of and is not mended yet, by its kind. */
  notices: Record<string, number>;
}

/** Rows are rung for within seconds of becoming due, and again after at most a quarter of an hour. */
const RUNG_WITHIN = '1 minute';
const RUNG_AGAIN_WITHIN = '20 minutes';

const DUE_UNRUNG = `
  WITH due AS (
    SELECT not_before AS since, rung_at FROM notification
      WHERE channel = 'mail' AND sent_at IS NULL AND failed_at IS NULL AND not_before < now() - interval '${RUNG_WITHIN}'
    -- A pull may wait long for a place at a busy site: what tells is that nothing at all is rung for.
    UNION ALL SELECT now(), NULL WHERE EXISTS (SELECT FROM connection WHERE next_pull_at < now() - interval '${RUNG_WITHIN}')
      AND NOT EXISTS (SELECT FROM connection WHERE rung_at >= now() - interval '${RUNG_AGAIN_WITHIN}')
    UNION ALL SELECT next_read_at, rung_at FROM feed WHERE next_read_at < now() - interval '${RUNG_WITHIN}'
    UNION ALL SELECT created_at, rung_at FROM organization WHERE matched_at IS NULL AND created_at < now() - interval '${RUNG_WITHIN}'
    UNION ALL SELECT due_at, rung_at FROM fan_out WHERE done_at IS NULL AND due_at < now() - interval '${RUNG_WITHIN}'
  )
  SELECT EXISTS (SELECT FROM due WHERE rung_at IS NULL OR rung_at < now() - interval '${RUNG_AGAIN_WITHIN}') AS stuck`;

/** What the health addresses and the metrics tell. */
@Injectable()
export class HealthReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Whether rows are due that the relay should have rung for. Throws when the database does not answer. */
  async relayIsStuck(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ stuck: boolean }[]>(DUE_UNRUNG);
    return row!.stuck;
  }

  /** What the operators were told of and is not mended yet, as `canary 2026-11-22`. */
  async openNotices(): Promise<string[]> {
    const rows = await this.dataSource.query<{ name: string }[]>(
      "SELECT kind || ' ' || subject AS name FROM operator_notice WHERE ended_at IS NULL ORDER BY told_at, name",
    );
    return rows.map(({ name }) => name);
  }

  async figures(): Promise<HealthFigures> {
    const [row] = await this.dataSource.query<HealthFigures[]>(
      `SELECT
         (SELECT count(*)::int FROM notification WHERE channel = 'mail' AND sent_at IS NULL AND failed_at IS NULL) AS unsent,
         (SELECT count(*)::int FROM connection WHERE next_pull_at <= now()) AS "connectionsDue",
         (SELECT extract(epoch FROM now() - max(last_complete_at))::float FROM connection JOIN patient ON patient.id = patient_id AND NOT canary WHERE kind = 'fhir') AS "lastCompletePullAge",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('source', source, 'age', extract(epoch FROM now() - last_read_at)::float)), '[]') FROM feed WHERE ${WATCHED}) AS "feedAges",
         (SELECT extract(epoch FROM now() - max(arrived_at))::float FROM canary_run) AS "canaryAge",
         (SELECT coalesce(jsonb_object_agg(kind, count), '{}') FROM (SELECT kind, count(*) FROM operator_notice WHERE ended_at IS NULL GROUP BY kind) AS open) AS notices`,
    );
    return row!;
  }
}
