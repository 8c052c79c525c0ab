import { AT_ONCE, type DueRows } from './due-rows.js';

/** Pulls under way at once, over all processes: few enough for a hospital that counts requests. */
export const AT_ONE_SITE = 4;
/** Many sites may share a server. */
export const AT_ONE_ORIGIN = 8;

/** A pull that gave no sign for this long (services/sign-of-life) was lost by the queue, or with its worker. */
const LOST_AFTER_SECONDS = 900;
const UNDER_WAY = `rung_at >= now() - interval '${LOST_AFTER_SECONDS} seconds'`;

/** Any number will do, as long as every process of this application takes the same. */
const CHOOSING_LOCK = 7_226_927_002;

/**
 * BullMQ's open edition has no limits for groups, so what may run at once is decided here. The index is read site by
 * site, one step each (a recursive loose scan), and of each site only as many rows as it has places free: the cost
 * follows the number of sites and of rows chosen, not of connections. Places go round: every site gets its first before
 * any gets its second.
 */
const CHOOSE = `
  WITH RECURSIVE site AS (
    (SELECT fhir_origin, fhir_base, next_pull_at FROM connection
     WHERE rung_at IS NULL AND next_pull_at IS NOT NULL ORDER BY fhir_origin, fhir_base, next_pull_at LIMIT 1)
    UNION ALL
    SELECT later.* FROM site CROSS JOIN LATERAL (
      SELECT fhir_origin, fhir_base, next_pull_at FROM connection
      WHERE rung_at IS NULL AND next_pull_at IS NOT NULL AND (fhir_origin, fhir_base) > (site.fhir_origin, site.fhir_base)
      ORDER BY fhir_origin, fhir_base, next_pull_at LIMIT 1) AS later
  ), under_way AS (
    SELECT fhir_origin, fhir_base, count(*) AS pulls FROM connection WHERE ${UNDER_WAY} GROUP BY fhir_origin, fhir_base
  ), at_origin AS (
    SELECT fhir_origin, sum(pulls) AS pulls FROM under_way GROUP BY fhir_origin
  ), open AS (
    SELECT site.fhir_origin, site.fhir_base, coalesce(under_way.pulls, 0) AS here, coalesce(at_origin.pulls, 0) AS there
    FROM site LEFT JOIN under_way USING (fhir_origin, fhir_base) LEFT JOIN at_origin USING (fhir_origin)
    WHERE site.next_pull_at <= now() AND coalesce(under_way.pulls, 0) < ${AT_ONE_SITE} AND coalesce(at_origin.pulls, 0) < ${AT_ONE_ORIGIN}
  ), head AS (
    SELECT due.id, due.next_pull_at, open.fhir_origin, open.there,
      open.here + row_number() OVER (PARTITION BY open.fhir_origin, open.fhir_base ORDER BY due.next_pull_at) AS turn
    FROM open CROSS JOIN LATERAL (
      SELECT id, next_pull_at FROM connection
      WHERE fhir_origin = open.fhir_origin AND fhir_base = open.fhir_base AND rung_at IS NULL AND next_pull_at <= now()
      ORDER BY next_pull_at LIMIT ${AT_ONE_SITE} - open.here) AS due
  ), placed AS (
    SELECT *, there + row_number() OVER (PARTITION BY fhir_origin ORDER BY turn, next_pull_at) AS place FROM head
  ), chosen AS (
    SELECT id FROM placed WHERE place <= ${AT_ONE_ORIGIN} ORDER BY turn, next_pull_at LIMIT ${AT_ONCE}
  )
  SELECT id, rings + 1 AS ring FROM connection
  WHERE id IN (SELECT id FROM chosen) AND rung_at IS NULL AND next_pull_at <= now() FOR UPDATE SKIP LOCKED`;

/** Frees the places of pulls that were lost: they are chosen again. */
const FREE_LOST = `UPDATE connection AS lost SET rung_at = NULL WHERE rung_at < now() - interval '${LOST_AFTER_SECONDS} seconds'`;

/** One process chooses at a time, or two would each fill the same free places. */
export const DUE_PULLS: DueRows = {
  job: 'pull-records',
  table: 'connection',
  id: 'id',
  alone: CHOOSING_LOCK,
  before: FREE_LOST,
  select: CHOOSE,
};
