import { CHECKS_ALONE } from '../domain/delivery.js';
import { FAREWELL_CAUSE } from '../domain/people/left.js';
import { isClosed } from './closed.sql.js';
import { isMuted } from './mute.sql.js';
import { mayHear } from './pages/sql.js';

/**
 * SQL for the place and the day that a mail may name: for who chose so, about themselves or somebody whom they act for.
 * Never what was found there.
 */
const DETAIL = `CASE WHEN account.mail_details THEN (
  SELECT jsonb_build_object('place', coalesce(connection.site_name, organization.name, paper_notice.facts ->> 'place'), 'on', study.started_on)
  FROM active_grant
    LEFT JOIN flag ON flag.id = notification.flag_id LEFT JOIN study ON study.id = coalesce(flag.study_id, notification.study_id)
    LEFT JOIN exposure ON exposure.id = notification.exposure_id LEFT JOIN paper_notice ON paper_notice.id = exposure.paper_notice_id
    LEFT JOIN connection ON connection.id = notification.connection_id
    LEFT JOIN organization ON organization.id = coalesce(study.organization_id, exposure.organization_id)
  WHERE active_grant.account_id = notification.account_id AND active_grant.patient_id = notification.patient_id
    AND active_grant.role IN ('self', 'representative')
    AND coalesce(connection.site_name, organization.name, paper_notice.facts ->> 'place') IS NOT NULL LIMIT 1) END`;

/** SQL that holds where a row of notification is to be mailed: its reader may hear of it, muted neither place nor kind, and it is still open. */
const IS_MEANT = `${mayHear('notification')} AND NOT ${isMuted('notification')} AND NOT ${isClosed('notification')}`;

const UNSENT = `channel = 'mail' AND sent_at IS NULL AND failed_at IS NULL`;

/**
 * Decides, of mails that go out as one, which gives it its id: kept before it is sent for the first time ($1 are rows that
 * were rung for), so that what joins them later changes nothing for a mail that was sent and not marked.
 */
export const MARK_LEADS = `
  WITH asked AS MATERIALIZED (
    SELECT DISTINCT account_id, fold FROM notification WHERE id = ANY ($1::uuid[]) AND fold IS NOT NULL AND ${UNSENT}
  ), together AS MATERIALIZED (
    SELECT notification.id, notification.account_id, notification.fold, notification.leads, notification.created_at, ${IS_MEANT} AS meant
    FROM asked JOIN notification ON notification.account_id = asked.account_id AND notification.fold = asked.fold AND ${UNSENT}
    ORDER BY notification.created_at, notification.id FOR UPDATE OF notification
  ), lead AS (
    SELECT DISTINCT ON (account_id, fold) id, leads FROM together WHERE meant ORDER BY account_id, fold, leads DESC, created_at, id
  )
  UPDATE notification SET leads = true FROM lead WHERE notification.id = lead.id AND NOT lead.leads`;

/**
 * The unsent mails of $1 and those that go out with them, locked in one order everywhere, so that two workers never wait
 * for each other.
 */
export const UNSENT_TOGETHER = `
  WITH asked AS MATERIALIZED (
    SELECT id, account_id, fold FROM notification WHERE id = ANY ($1::uuid[])
  ), together AS MATERIALIZED (
    SELECT id FROM asked UNION
    SELECT folded.id FROM asked JOIN notification AS folded
      ON folded.account_id = asked.account_id AND folded.fold = asked.fold AND folded.sent_at IS NULL AND folded.failed_at IS NULL
  )
  SELECT notification.id, account_id AS "accountId", patient_id AS "patientId", case_id AS "caseId", coalesce(mail_to, email) AS email, locale, situation, level, code, fold,
    notification.created_at AS "createdAt", attempts, cause, muted_streams AS "mutedStreams", canary, not_before <= now() AS due,
    mail_stopped_at IS NOT NULL AND mail_to IS NULL AS stopped, several_checks AS "severalChecks", leads, first_tried_at AS "firstTriedAt", ${IS_MEANT} AS meant, ${DETAIL} AS detail,
    time_zone AS zone, act_now_at_once AS "actNowAtOnce", CASE WHEN quiet_from IS NOT NULL THEN jsonb_build_object(
      'from', extract(epoch FROM quiet_from)::int / 60, 'until', extract(epoch FROM quiet_until)::int / 60) END AS quiet,
    (SELECT jsonb_build_object('at', at, 'device', jsonb_build_object('browser', browser, 'system', system)) FROM account_event WHERE account_event.id = account_event_id) AS event
  FROM notification JOIN account ON account.id = notification.account_id
  WHERE notification.id = ANY (ARRAY(SELECT id FROM together)) AND ${UNSENT}
  ORDER BY notification.created_at, notification.id FOR UPDATE OF notification`;

/** SQL for the address that a row keeps once its mail is sent or given up: none of somebody whose account was deleted. */
export const KEPT_ADDRESS = `CASE WHEN notification.cause <> '${FAREWELL_CAUSE}' THEN notification.mail_to END`;

/** The code in the mail is the one that its reader finds at each of its messages in the inbox. $5 is at. */
export const MARK_SENT = `
  UPDATE notification SET sent_at = now(), attempts = attempts + 1, failure = NULL, code = sent.code, first_tried_at = coalesce(first_tried_at, $5),
    mail_to = ${KEPT_ADDRESS}, mailed_as = nullif(sent.mailed_as, notification.id), several_checks = sent.several AND sent.mailed_as = notification.id
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::boolean[]) AS sent (id, mailed_as, code, several)
  WHERE notification.id = sent.id`;

/** What stands in the inbox already under the same cause is not put there again. */
export const LEAVE_IN_APP = `
  WITH twin AS (
    DELETE FROM notification USING notification AS shown
    WHERE notification.id = ANY ($1::uuid[]) AND notification.channel = 'mail' AND shown.channel = 'app'
      AND shown.account_id = notification.account_id AND shown.cause = notification.cause
    RETURNING notification.id)
  UPDATE notification SET channel = 'app', sent_at = now() WHERE id = ANY ($1::uuid[]) AND id NOT IN (SELECT id FROM twin)`;

/** Held on its reader's wish: that is no attempt. */
export const HOLD = `
  UPDATE notification SET not_before = held.until, rung_at = NULL
  FROM unnest($1::uuid[], $2::timestamptz[]) AS held (id, until) WHERE notification.id = held.id`;

/** SQL that holds for mails that are counted: questions about a patient, not what a case or an open question brings back. */
export const COUNTS = `channel = 'mail' AND level = 'check' AND patient_id IS NOT NULL AND case_id IS NULL AND NOT starts_with(cause, 'reminder:')`;

/** Who counts the mails of an account keeps others from doing so until its own are sent. */
export const HOLD_COUNT = `
  SELECT pg_advisory_xact_lock(key) FROM (
    SELECT DISTINCT hashtextextended('checks ' || id, 0) AS key FROM unnest($1::uuid[]) AS id ORDER BY key OFFSET 0) AS keys`;

export const CHECKS_MAILED = `
  SELECT account_id AS "accountId", count(*) FILTER (WHERE NOT several_checks)::int AS alone, bool_or(several_checks) AS several
  FROM notification WHERE account_id = ANY ($1::uuid[]) AND ${COUNTS} AND mailed_as IS NULL
    AND sent_at > now() - interval '${CHECKS_ALONE.days} days'
  GROUP BY account_id`;
