import { LOUDEST_FOR_HELPERS } from '../domain/notification.js';

/** SQL that holds where a grant is for everything, and nothing is kept from it: then there is nothing to look up. */
const SEES_ALL = `active_grant.places IS NULL AND active_grant.kinds IS NULL
      AND NOT EXISTS (SELECT FROM hidden_item WHERE hidden_item.patient_id = given.patient_id AND hidden_item.shown_at IS NULL)`;

/**
 * SQL that finds the recipients of `given` notices (patient_id, roles, mailed, stream, except_id): everybody whom a grant
 * in one of the roles lets hear of the patient now, and who sees what it is about. Who turned the stream off, or cannot be reached by mail, finds it in
 * the inbox: `channel.name` says which, and who asked for more mail has it; `account.role` what they are to the patient. They are looked up patient by patient
 * (OFFSET 0 keeps it so): the cost follows those who are told, and not everybody who has a grant.
 * @param sees SQL that holds where `recipient`, who is not the patient and whose grant is `active_grant`, sees what is told
 */
export function recipients(sees: string): string {
  return `
  CROSS JOIN LATERAL (
    SELECT recipient.id, active_grant.role, recipient.mail_stopped_at, recipient.muted_streams, recipient.info_by_mail
    FROM active_grant JOIN account AS recipient ON recipient.id = active_grant.account_id
    WHERE active_grant.patient_id = given.patient_id AND active_grant.role = ANY (given.roles) AND recipient.id IS DISTINCT FROM given.except_id
      AND (active_grant.role = 'self' OR ${SEES_ALL} OR ${sees})
    OFFSET 0) AS account
  CROSS JOIN LATERAL (SELECT CASE WHEN (given.mailed OR given.stream = 'info' AND account.info_by_mail) AND account.mail_stopped_at IS NULL AND NOT (given.stream = ANY (account.muted_streams)) THEN 'mail' ELSE 'app' END AS name) AS channel`;
}

/** SQL for how loud a recipient is told what has this level. */
export function levelFor(level: string): string {
  return `CASE WHEN account.role = 'helper' AND ${level} = 'act now' THEN '${LOUDEST_FOR_HELPERS}' ELSE ${level} END`;
}

/** One row for each recipient and each channel; the same cause again adds nothing. */
export const INSERT_NOTICES = `
  INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, flag_id, study_id, exposure_id, connection_id, fold, created_at, not_before, sent_at)
  SELECT account.id, given.patient_id, given.cause, channel.name, given.situation, ${levelFor('given.level')}, given.flag_id, given.study_id, given.exposure_id, given.connection_id,
    given.fold, $2, $2, CASE channel.name WHEN 'app' THEN $2::timestamptz END
  FROM jsonb_to_recordset($1::jsonb) AS given (cause text, situation text, level text, mailed boolean, stream text, roles text[], patient_id uuid, flag_id uuid, study_id uuid, exposure_id uuid, connection_id uuid, fold text, except_id uuid)
  ${recipients('hears(recipient.id, given.flag_id, given.study_id, given.exposure_id, given.connection_id, NULL)')}
  WHERE NOT EXISTS (SELECT FROM notification AS known WHERE known.account_id = account.id AND known.cause = given.cause)
  ON CONFLICT (account_id, cause, channel) DO NOTHING`;
