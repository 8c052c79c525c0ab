/** Holds where a row of patient_grant is good now: the same condition as PeopleStore.grantOf. */
export const ACTIVE_GRANT = `patient_grant.revoked_at IS NULL AND patient_grant.valid_from <= now()
  AND (patient_grant.valid_until IS NULL OR patient_grant.valid_until > now())`;

/** Levels that ask a person to do something. */
export const ASKING_LEVELS = `('check', 'act soon', 'act now')`;

/** Holds where a flag may be spoken of: it did not have to settle, or it stood. Needs flag and flag_outcome. */
export const STANDING_FLAG = `(flag.settles_at IS NULL OR flag_outcome.outcome = 'stands')`;

/** The newest answer to a question; those before it stay in the table. */
export interface GivenAnswer {
  answer: 'know' | 'unsure' | 'not-mine';
  /** ISO 8601. */
  at: string;
  accountId: string;
  by: string;
}

/** SQL for the newest answer as a GivenAnswer, or NULL. `id` is the SQL name of the question's id. */
export function newestAnswer(table: 'answer' | 'exposure_answer', id: string): string {
  const question = table === 'answer' ? 'flag_id' : 'exposure_id';
  return `(SELECT jsonb_build_object('answer', given.answer, 'at', given.at, 'accountId', given.account_id, 'by', account.name)
    FROM ${table} AS given JOIN account ON account.id = given.account_id
    WHERE given.${question} = ${id} ORDER BY given.at DESC LIMIT 1)`;
}
