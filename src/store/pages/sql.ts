/** SQL that holds where the account of a row of notification may still see what it is about, or it is about nobody's record. */
export function mayHear(notification: string): string {
  return `(${notification}.patient_id IS NULL OR EXISTS (SELECT FROM active_grant
    WHERE active_grant.account_id = ${notification}.account_id AND active_grant.patient_id = ${notification}.patient_id
      AND (active_grant.role = 'self' OR hears(${[
        'account_id',
        'flag_id',
        'study_id',
        'exposure_id',
        'connection_id',
        'case_id',
      ]
        .map((column) => `${notification}.${column}`)
        .join(', ')}))))`;
}

/** Levels that ask a person to do something. */
export const ASKING_LEVELS = `('check', 'act soon', 'act now')`;

/** Holds where a flag may be spoken of: it did not have to settle, or it stood. Needs flag and flag_outcome. */
export const STANDING_FLAG = `(flag.settles_at IS NULL OR flag_outcome.outcome = 'stands')`;

/** The newest answer to a question; those before it stay in the table. */
export interface GivenAnswer {
  /** Of a changed report: `know`, that it matches what one was told; `differs`, that it does not. */
  answer: 'know' | 'unsure' | 'not-mine' | 'differs';
  /** ISO 8601. */
  at: string;
  accountId: string;
  by: string;
}

const ANSWERED_BY = { flag_id: 'answer', study_id: 'answer', exposure_id: 'exposure_answer' } as const;

/** What a question or a matter hangs on: the column of its answers and dealings. */
export type QuestionColumn = keyof typeof ANSWERED_BY;

/** SQL for the newest answer as a GivenAnswer, or NULL. `id` is the SQL name of the question's id. */
export function newestAnswer(question: QuestionColumn, id: string): string {
  return `(SELECT jsonb_build_object('answer', given.answer, 'at', given.at, 'accountId', given.account_id, 'by', account.name)
    FROM ${ANSWERED_BY[question]} AS given JOIN account ON account.id = given.account_id
    WHERE given.${question} = ${id} ORDER BY given.at DESC LIMIT 1)`;
}

/** SQL that holds where the newest answer to a question is this one. */
export function isAnswered(question: QuestionColumn, id: string, answer: GivenAnswer['answer']): string {
  return `coalesce((SELECT given.answer FROM ${ANSWERED_BY[question]} AS given
    WHERE given.${question} = ${id} ORDER BY given.at DESC LIMIT 1) = '${answer}', false)`;
}

/** Somebody's word that a matter is dealt with, as long as it holds. */
export interface GivenWord {
  /** ISO 8601. */
  at: string;
  accountId: string;
  by: string;
}

/**
 * SQL for the word that a matter is dealt with as a GivenWord, or NULL. It holds until it is taken back, until the
 * question is answered anew, and until the matter asks more than it did. `level` is the SQL name of its level now.
 */
export function standingWord(matter: QuestionColumn, id: string, level: string): string {
  return `(SELECT jsonb_build_object('at', word.at, 'accountId', word.account_id, 'by', account.name)
    FROM (SELECT * FROM dealing WHERE dealing.${matter} = ${id} ORDER BY dealing.at DESC LIMIT 1) AS word
      JOIN account ON account.id = word.account_id
    WHERE word.dealt AND word.level = ${level}
      AND NOT EXISTS (SELECT FROM ${ANSWERED_BY[matter]} AS given WHERE given.${matter} = ${id} AND given.at > word.at))`;
}
