import type { JobName } from './queue.js';

/** Where the rows of a job lie, and which of them are to be rung for. */
export interface DueRows {
  job: JobName;
  table: string;
  id: string;
  /** Key of the lock that lets one process choose at a time; without it, all of them choose at once. */
  alone?: number;
  /** What is to be done before choosing. */
  before?: string;
  /** Locks due rows and gives their `id` and next `ring`; rows that another relay holds are skipped. */
  select: string;
}

/** Rows rung for in one transaction. */
export const AT_ONCE = 1_000;

/**
 * Due rows that nobody rang for lately.
 * @param due SQL that holds for rows with something to do
 * @param ringAgainSeconds a row that was rung for this long ago and is still due was lost by the queue
 */
export function unrung(rows: Omit<DueRows, 'select'>, due: string, ringAgainSeconds: number): DueRows {
  const select = `SELECT ${rows.id} AS id, rings + 1 AS ring FROM ${rows.table}
    WHERE ${due} AND (rung_at IS NULL OR rung_at < now() - interval '${ringAgainSeconds} seconds')
    LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`;
  return { ...rows, select };
}

export function markRung(rows: DueRows): string {
  return `UPDATE ${rows.table} SET rung_at = now(), rings = rings + 1 WHERE ${rows.id} = ANY ($1)`;
}
