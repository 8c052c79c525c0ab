import type { Level } from '../../domain/level.js';
import { streamOfLevel } from '../../mail/stream.js';

/** SQL that holds where `officer` is one now: accepted, not ended, and of an office that takes part. */
export const IS_OFFICER = `officer.accepted_at IS NOT NULL AND officer.ended_at IS NULL
  AND EXISTS (SELECT FROM provider WHERE provider.id = officer.provider_id AND provider.left_at IS NULL)`;

/** SQL that holds where an account is an officer of an office. @param provider SQL for the office @param account SQL */
export function isOfficerOf(provider: string, account: string): string {
  return `EXISTS (SELECT FROM officer WHERE officer.provider_id = ${provider} AND officer.account_id = ${account} AND ${IS_OFFICER})`;
}

/** SQL that holds where the office sees a `handover`: the patient did not take it back. */
export const IS_SENT = 'handover.withdrawn_at IS NULL';

/** SQL that holds where the office said something of a `handover`. */
export const IS_ANSWERED =
  'EXISTS (SELECT FROM handover_answer WHERE handover_answer.handover_id = handover.id)';

/** The causes of what officers are told of a case: this, and the id of the hand-over. */
export const OFFICE_SENT = 'handover:';

/** SQL for the office of a notification to an officer; null where it is none such, its case was taken back, or they read there no more. */
export function officeTold(notification: string): string {
  const cause = `${notification}.cause`;
  return `(SELECT provider.id FROM provider WHERE ${isOfficerOf('provider.id', `${notification}.account_id`)} AND provider.id = coalesce(
      (SELECT summary.provider_id FROM summary WHERE summary.id = ${notification}.summary_id),
      (SELECT handover.provider_id FROM handover WHERE ${IS_SENT}
         AND handover.id = CASE WHEN starts_with(${cause}, '${OFFICE_SENT}') THEN substr(${cause}, ${OFFICE_SENT.length + 1})::uuid END)))`;
}

/** What officers are told of: a row of the table, by its id. */
interface OfficeNews {
  table: 'summary' | 'handover';
  situation: string;
  level: Level;
  /** SQL for which rows; their ids are $1, and now is $2. */
  where: string;
}

/** SQL that tells every officer of the row's office once, by mail unless they take none. Its cause is `<table>:<id>`. */
export function tellOfficers({ table, situation, level, where }: OfficeNews): string {
  return `
  INSERT INTO notification (account_id, cause, channel, situation, level, summary_id, created_at, not_before, sent_at)
  SELECT DISTINCT account.id, '${table}:' || ${table}.id, channel.name, '${situation}', '${level}', ${table === 'summary' ? 'summary.id' : 'NULL::uuid'},
    $2::timestamptz, $2::timestamptz, CASE channel.name WHEN 'app' THEN $2::timestamptz END
  FROM ${table} JOIN officer ON officer.provider_id = ${table}.provider_id AND ${IS_OFFICER}
    JOIN account ON account.id = officer.account_id
    CROSS JOIN LATERAL (SELECT CASE WHEN mail_stopped_at IS NULL AND NOT ('${streamOfLevel(level)}' = ANY (muted_streams)) THEN 'mail' ELSE 'app' END AS name) AS channel
  WHERE ${where}
  ON CONFLICT (account_id, cause, channel) DO NOTHING`;
}
