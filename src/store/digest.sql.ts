import { WAITING } from './cases/case-reminder.store.js';
import { isMuted } from './mute.sql.js';
import { seenBy } from './seen.sql.js';

/** Complete looks within the time that is told of, the last before it, and its end: what lies between two of them was not seen. */
const LOOKS = `
  SELECT connection.id, site_name, bounds.at FROM place AS connection CROSS JOIN LATERAL (
    SELECT coalesce((SELECT max(finished_at) FROM pull WHERE pull.connection_id = connection.id AND pull.complete AND finished_at <= $3), connection.created_at) AS at
    UNION SELECT finished_at FROM pull WHERE pull.connection_id = connection.id AND pull.complete AND finished_at > $3 AND finished_at <= $4
    UNION SELECT $4::timestamptz) AS bounds`;

/**
 * SQL for the DigestFacts of account $1 about patient $2 from $3 to $4, of what it may see; what was not read for $5 days is a
 * gap. A place that is muted is named all the same: no silence hides a gap.
 */
export const DIGEST_FACTS = `
  WITH ${seenBy('$1')}, place AS MATERIALIZED (
    SELECT id, site_name, created_at, coalesce(last_complete_at, created_at) AS since, last_complete_at FROM connection
    WHERE patient_id = $2 AND kind = 'fhir' AND created_at <= $4
  ), look AS (${LOOKS}
  ), gap AS (
    SELECT id, site_name, since, NULL::timestamptz AS until FROM place WHERE since < $4::timestamptz - make_interval(days => $5)
    UNION ALL
    SELECT id, site_name, before, at FROM (SELECT id, site_name, at, lag(at) OVER (PARTITION BY id ORDER BY at) AS before FROM look) AS pair
    WHERE at < $4 AND before < at - make_interval(days => $5)
  ), message AS (
    SELECT notification.* FROM seen_notification($1) AS notification
    WHERE patient_id = $2 AND situation <> 'S20' AND NOT starts_with(cause, 'reminder:') AND NOT ${isMuted('notification')}
  )
  SELECT
    (SELECT count(DISTINCT cause)::int FROM message WHERE created_at >= $3 AND created_at < $4) AS news,
    (SELECT count(DISTINCT flag.study_id)::int FROM flag JOIN study ON study.id = flag.study_id
      WHERE flag.patient_id = $2 AND flag.kind = 'added' AND flag.level = 'quiet' AND flag.created_at >= $3 AND flag.created_at < $4) AS known,
    (SELECT count(DISTINCT coalesce(message.flag_id, message.exposure_id))::int FROM message
      LEFT JOIN flag ON flag.id = message.flag_id LEFT JOIN study ON study.id = flag.study_id
      WHERE message.level = 'check' AND (message.flag_id IS NOT NULL OR message.situation = 'S13')
        AND NOT EXISTS (SELECT FROM answer WHERE answer.flag_id = message.flag_id)
        AND NOT EXISTS (SELECT FROM exposure_answer WHERE exposure_answer.exposure_id = message.exposure_id)
        AND (message.exposure_id IS NULL OR EXISTS (SELECT FROM exposure WHERE exposure.id = message.exposure_id AND exposure.situation = message.situation))
        AND (message.situation <> 'S05' OR study.absences >= 2)) AS open,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'place', site_name, 'lookedAt', last_complete_at) ORDER BY site_name, id), '[]') FROM place
      WHERE since >= $4::timestamptz - make_interval(days => $5) AND last_complete_at IS NOT NULL) AS places,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'place', site_name, 'since', since) ORDER BY site_name, id), '[]') FROM place
      WHERE since >= $4::timestamptz - make_interval(days => $5) AND last_complete_at IS NULL) AS unread,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'place', site_name, 'since', since, 'until', until) ORDER BY site_name, since), '[]') FROM gap) AS gaps`;

/** Letters about patient $3 that wait for an answer, of cases that account $4 may see; $1 and $2 as WAITING has them. */
export const OPEN_REQUESTS = `
  WITH ${seenBy('$4')}
  SELECT waiting.case_id AS "caseId", letter.kind, letter.recipient, waiting.due::text AS "dueOn"
  FROM (${WAITING}) AS waiting JOIN case_request AS letter ON letter.id = waiting.request_id
  WHERE waiting.patient_id = $3 ORDER BY waiting.due, letter.id`;

/** SQL for a digest ($1) as account $2 may see it now: with the ids, and for digests without them the names, of what it sees. */
export const DIGEST = `
  WITH ${seenBy('$2')}
  SELECT digest.since, digest.until, digest.facts,
    ARRAY(SELECT unnest(ARRAY[id::text, site_name]) FROM connection WHERE connection.patient_id = told.patient_id) AS places,
    ARRAY(SELECT unnest(ARRAY[letter.case_id::text, letter.recipient]) FROM case_request AS letter JOIN patient_case ON patient_case.id = letter.case_id
      WHERE patient_case.patient_id = told.patient_id) AS cases
  FROM digest JOIN seen_notification($2) AS told ON told.id = digest.notification_id
  WHERE digest.notification_id = $1`;
