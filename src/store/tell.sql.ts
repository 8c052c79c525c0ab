import { levelFor, recipients } from './notice-rows.js';
import { isAnswered } from './pages/sql.js';

/** SQL that holds where nothing was said of the filing and organization of a match after it. */
export function isLastWord(match: string): string {
  return `NOT EXISTS (
    SELECT FROM match AS later WHERE later.filing_id = ${match}.filing_id AND later.organization_id = ${match}.organization_id AND later.seq > ${match}.seq)`;
}

/** SQL that holds where the match of a fan-out stands, and its filing is still one of the breach that is told of. */
export function speaks(fanOut: string): string {
  return `EXISTS (
    SELECT FROM match AS said JOIN filing ON filing.id = said.filing_id JOIN breach ON breach.id = filing.breach_id
    WHERE said.id = ${fanOut}.match_id AND breach.id = ${fanOut}.breach_id AND breach.withdrawn_at IS NULL AND ${isLastWord('said')})`;
}

/**
 * SQL for the matches that stand, to go on with AND: the last word on a filing and an organization, of a breach that was
 * not withdrawn. A filing that left its list counts only where it had its say before.
 */
export const STANDING = `
  SELECT said.id, said.organization_id AS "organizationId", filing.breach_id AS "breachId", said.outcome, filing.facts AS filing
  FROM filing JOIN breach ON breach.id = filing.breach_id JOIN match AS said ON said.filing_id = filing.id
  WHERE breach.withdrawn_at IS NULL AND said.outcome <> 'none' AND ${isLastWord('said')}
    AND (filing.gone_at IS NULL OR EXISTS (SELECT FROM fan_out AS saying WHERE saying.match_id = said.id))`;

/** SQL for how loud a level is; needs the levels, quietest first, as `levels`. */
export function rank(levels: string, level: string): string {
  return `array_position(${levels}::text[], ${level}::text)`;
}

/** SQL that holds where a later fan-out of the same match is due and tells as many at least as much. */
export function saidByAnother(at: string, levels: string): string {
  return `EXISTS (
    SELECT FROM fan_out AS later WHERE later.match_id = fan_out.match_id AND later.id > fan_out.id AND later.due_at <= ${at}
      AND ${rank(levels, 'later.level')} >= ${rank(levels, 'fan_out.level')}
      AND coalesce(later.held_until, 'infinity') >= coalesce(fan_out.held_until, 'infinity'))`;
}

/** A patient who said that the place is not theirs is asked no more about it. */
const ASKS_MORE = `${rank('$9', '$6')} > ${rank('$9', 'exposure.level')} AND NOT ${isAnswered('exposure_id', 'exposure.id', 'not-mine')}`;

const inTime = (until: string): string =>
  `(study.started_on IS NULL OR study.started_on <= coalesce(${until}::date, 'infinity'))`;

/** SQL for the organizations that made studies of a patient, or keep a record that they stand in. */
export function holdersOf(patient: string): string {
  return `SELECT organization_id FROM study WHERE patient_id = ${patient} UNION SELECT organization_id FROM connection_keeper WHERE patient_id = ${patient}`;
}

/** As `seen_exposure` has it, of an exposure that the statement itself makes, and that no function sees yet. */
const SEES_NEW = `(active_grant.kinds IS NULL OR 'breaches' = ANY (active_grant.kinds))
      AND NOT EXISTS (SELECT FROM hidden_item WHERE hidden_item.exposure_id = given.id AND hidden_item.shown_at IS NULL)
      AND sees_holder(recipient.id, given.patient_id, $1::uuid)`;

/**
 * Exposes the patients from $13 to $14 who have a study there in time, and tells those who may hear of it; nothing of it
 * passes through this process. A patient, place and breach that met before are told again only when more is asked of
 * them now, and what was said until then is kept. Who only keeps the record that a study stands in is told of where
 * the same breach does not tell the patient as much of who made one. An exposure that is new or says more has no notice of this fan-out yet.
 *
 * $1 organization, $2 breach, $3 match, $4 fan-out, $5 situation, $6 level, $7 studies up to this day, $8 at,
 * $9 levels from quiet to loud, $10 roles, $11 mailed, $12 stream, $13 and $14 first and last patient.
 */
export const TELL = `
  WITH nearer AS MATERIALIZED (
    SELECT organization_id, held_until FROM fan_out
    WHERE breach_id = $2::uuid AND organization_id <> $1::uuid AND situation <> 'S15' AND due_at <= $8::timestamptz
      AND ${rank('$9', 'level')} >= ${rank('$9', '$6')} AND ${speaks('fan_out')}
  ), held AS MATERIALIZED (
    SELECT study.patient_id FROM study
    WHERE study.organization_id = $1::uuid AND study.patient_id BETWEEN $13::uuid AND $14::uuid AND ${inTime('$7')}
    UNION
    SELECT keeper.patient_id FROM connection_keeper AS keeper
    WHERE keeper.organization_id = $1::uuid AND keeper.patient_id BETWEEN $13::uuid AND $14::uuid
      AND EXISTS (SELECT FROM study WHERE study.connection_id = keeper.connection_id AND ${inTime('$7')})
      AND NOT EXISTS (
        SELECT FROM nearer JOIN study ON study.organization_id = nearer.organization_id
        WHERE study.patient_id = keeper.patient_id AND ${inTime('nearer.held_until')})
    ORDER BY patient_id
  ), past AS (
    INSERT INTO exposure_revision (exposure_id, match_id, situation, level, ended_at)
    SELECT exposure.id, exposure.match_id, exposure.situation, exposure.level, $8::timestamptz
    FROM exposure
    WHERE exposure.breach_id = $2 AND exposure.organization_id = $1 AND exposure.patient_id BETWEEN $13 AND $14 AND ${ASKS_MORE}
      AND exposure.patient_id IN (SELECT patient_id FROM held)
  ), exposed AS (
    INSERT INTO exposure (patient_id, organization_id, breach_id, match_id, situation, level, created_at)
    SELECT held.patient_id, $1::uuid, $2::uuid, $3::uuid, $5::text, $6::text, $8::timestamptz FROM held
    ON CONFLICT (patient_id, organization_id, breach_id) DO UPDATE
      SET situation = excluded.situation, level = excluded.level, match_id = excluded.match_id
      WHERE ${ASKS_MORE}
    RETURNING id, patient_id
  )
  INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, exposure_id, fold, created_at, not_before, sent_at)
  SELECT account.id, given.patient_id, 'exposure:' || given.id || ':' || $4::bigint, channel.name, $5::text, ${levelFor('$6::text')}, given.id,
    'breach:' || $2::uuid || ':' || ${levelFor('$6::text')} || ':' || ($8::timestamptz AT TIME ZONE 'UTC')::date, $8::timestamptz, $8::timestamptz, CASE channel.name WHEN 'app' THEN $8::timestamptz END
  FROM (SELECT exposed.*, $10::text[] AS roles, $11::boolean AS mailed, $12::text AS stream, NULL::uuid AS except_id FROM exposed) AS given
  ${recipients(SEES_NEW)}
  ON CONFLICT (account_id, cause, channel) DO NOTHING`;

/**
 * Takes back what patients from $6 to $7 were told of a breach at a place: the exposure says so from now on, mails of it
 * that are still to be sent are not, and exactly those who were told hear of it, by mail where they had one.
 *
 * $1 organization, $2 breach, $3 the match that ended it, $4 fan-out, $5 at, $6 and $7 first and last patient, $8 stream.
 */
export const TAKE_BACK = `
  WITH held AS MATERIALIZED (
    SELECT id, match_id, situation, level FROM exposure
    WHERE breach_id = $2 AND organization_id = $1 AND patient_id BETWEEN $6 AND $7 AND situation <> 'S15'
    FOR UPDATE
  ), past AS (
    INSERT INTO exposure_revision (exposure_id, match_id, situation, level, ended_at)
    SELECT id, match_id, situation, level, $5::timestamptz FROM held
  ), changed AS (
    UPDATE exposure SET situation = 'S15', level = CASE exposure.level WHEN 'quiet' THEN 'quiet' ELSE 'info' END, match_id = $3::uuid
    FROM held WHERE exposure.id = held.id
    RETURNING exposure.id
  ), unsent AS (
    UPDATE notification SET channel = 'app', sent_at = $5::timestamptz WHERE id IN (
      SELECT notification.id FROM notification JOIN held ON held.id = notification.exposure_id
      WHERE channel = 'mail' AND sent_at IS NULL AND failed_at IS NULL
      FOR UPDATE OF notification SKIP LOCKED)
    RETURNING notification.id
  ), told AS (
    SELECT notification.account_id, notification.patient_id, notification.exposure_id,
      bool_or(notification.channel = 'mail' AND unsent.id IS NULL) AS mailed
    FROM notification JOIN changed ON changed.id = notification.exposure_id LEFT JOIN unsent ON unsent.id = notification.id
    GROUP BY notification.account_id, notification.patient_id, notification.exposure_id
  )
  INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, exposure_id, fold, created_at, not_before, sent_at)
  SELECT account.id, given.patient_id, 'exposure:' || given.exposure_id || ':' || $4::bigint, channel.name, 'S15', 'info', given.exposure_id,
    'breach:' || $2::uuid || ':taken-back:' || ($5::timestamptz AT TIME ZONE 'UTC')::date, $5::timestamptz, $5::timestamptz, CASE channel.name WHEN 'app' THEN $5::timestamptz END
  FROM (SELECT told.*, ARRAY['self', 'representative', 'helper'] AS roles, $8::text AS stream, NULL::uuid AS except_id FROM told) AS given
  ${recipients('hears(recipient.id, NULL, NULL, given.exposure_id, NULL, NULL)')}
  WHERE account.id = given.account_id
  ON CONFLICT (account_id, cause, channel) DO NOTHING`;
