import type { JobName } from './queue.js';

/** Where the rows of a job lie, and when one is due. */
export interface DueRows {
  job: JobName;
  table: string;
  id: string;
  /** SQL that holds for rows with something to do. */
  due: string;
  /** A row that was rung for this long ago and is still due was lost by the queue: it is rung for again. */
  ringAgainSeconds: number;
}

export const DUE_ROWS: DueRows[] = [
  {
    job: 'deliver-notification',
    table: 'notification',
    id: 'id',
    due: "channel = 'mail' AND sent_at IS NULL AND failed_at IS NULL AND not_before <= now()",
    ringAgainSeconds: 180,
  },
  {
    job: 'match-organizations',
    table: 'organization',
    id: 'id',
    due: 'matched_at IS NULL',
    ringAgainSeconds: 300,
  },
  { job: 'pull-records', table: 'connection', id: 'id', due: 'next_pull_at <= now()', ringAgainSeconds: 900 },
  {
    job: 'ingest-breaches',
    table: 'feed',
    id: 'source',
    due: 'next_read_at <= now()',
    ringAgainSeconds: 900,
  },
];

/** Rows rung for in one transaction. */
export const AT_ONCE = 500;

/** Locks due rows that nobody rang for lately; rows that another relay holds are skipped. */
export function selectDue(rows: DueRows): string {
  return `SELECT ${rows.id} AS id, rings + 1 AS ring FROM ${rows.table}
    WHERE ${rows.due} AND (rung_at IS NULL OR rung_at < now() - interval '${rows.ringAgainSeconds} seconds')
    LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`;
}

export function markRung(rows: DueRows): string {
  return `UPDATE ${rows.table} SET rung_at = now(), rings = rings + 1 WHERE ${rows.id} = ANY ($1)`;
}
