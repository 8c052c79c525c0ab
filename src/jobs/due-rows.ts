import type { Level } from '../domain/level.js';
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
  return { ...rows, select: someUnrung(rows, due, ringAgainSeconds, '') };
}

/**
 * The same of rows that have a level, in the order of these levels, the oldest of each first: an index by level and
 * `not_before` is read from the start of each level, as far as rows are needed.
 */
export function unrungByLevel(
  rows: Omit<DueRows, 'select'>,
  due: string,
  ringAgainSeconds: number,
  levels: Level[],
): DueRows {
  const ofLevel = someUnrung(
    rows,
    `level = urgency.level AND ${due}`,
    ringAgainSeconds,
    'ORDER BY not_before',
  );
  const select = `SELECT due.id, due.ring
    FROM unnest(ARRAY['${levels.join("', '")}']) WITH ORDINALITY AS urgency (level, place) CROSS JOIN LATERAL (${ofLevel}) AS due
    ORDER BY urgency.place LIMIT ${AT_ONCE}`;
  return { ...rows, select };
}

function someUnrung(
  { id, table }: Omit<DueRows, 'select'>,
  due: string,
  ringAgainSeconds: number,
  order: string,
): string {
  return `SELECT ${id} AS id, rings + 1 AS ring FROM ${table}
    WHERE ${due} AND (rung_at IS NULL OR rung_at < now() - interval '${ringAgainSeconds} seconds')
    ${order} LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`;
}

export function markRung(rows: DueRows): string {
  return `UPDATE ${rows.table} SET rung_at = now(), rings = rings + 1 WHERE ${rows.id} = ANY ($1)`;
}
