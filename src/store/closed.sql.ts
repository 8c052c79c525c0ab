import { OPEN_CASE } from './cases/case.reader.js';
import { WAITS } from './cases/case-reminder.store.js';
import { isAnswered, standingWord } from './pages/sql.js';

/** What a row says because of an answer is closed once another answer was given. */
const SAID_BY_ANSWER = (row: string): string => `
    WHEN starts_with(${row}.cause, 'not-mine:') THEN NOT ${isAnswered('flag_id', `${row}.flag_id`, 'not-mine')} AND NOT ${isAnswered('study_id', `${row}.study_id`, 'not-mine')}
    WHEN starts_with(${row}.cause, 'confirmed:') THEN NOT ${isAnswered('exposure_id', `${row}.exposure_id`, 'know')}`;

/** Any answer closes a question but "not sure"; a possible match also what made it certain. */
const QUESTION = (row: string): string => `
    WHEN ${row}.flag_id IS NOT NULL THEN EXISTS (SELECT FROM answer WHERE answer.flag_id = ${row}.flag_id) AND NOT ${isAnswered('flag_id', `${row}.flag_id`, 'unsure')}
    WHEN ${row}.situation = 'S13' THEN EXISTS (SELECT FROM exposure_answer WHERE exposure_answer.exposure_id = ${row}.exposure_id)
      OR EXISTS (SELECT FROM exposure WHERE exposure.id = ${row}.exposure_id AND exposure.situation <> 'S13')`;

/** Letters that were answered, and offers and letters of a case that ended. */
const OF_CASE = (row: string): string => `
    WHEN starts_with(${row}.cause, 'request:') OR starts_with(${row}.cause, 'offer:') THEN
      NOT EXISTS (SELECT FROM patient_case WHERE patient_case.id = ${row}.case_id AND ${OPEN_CASE})
      OR EXISTS (SELECT FROM case_request AS letter WHERE letter.id = ${row}.request_id AND NOT (${WAITS}))`;

/** Somebody said that they have dealt with it, and it asks for no more since. */
const DEALT = (row: string): string => `CASE
    WHEN ${row}.flag_id IS NOT NULL THEN ${standingWord('flag_id', `${row}.flag_id`, `(SELECT flag.level FROM flag WHERE flag.id = ${row}.flag_id)`)}
    WHEN ${row}.study_id IS NOT NULL THEN ${standingWord('study_id', `${row}.study_id`, `'act soon'`)}
    WHEN ${row}.exposure_id IS NOT NULL THEN ${standingWord('exposure_id', `${row}.exposure_id`, `(SELECT exposure.level FROM exposure WHERE exposure.id = ${row}.exposure_id)`)}
    END IS NOT NULL`;

/**
 * SQL that holds where what a row of notification asks for was answered, dealt with or ended by anybody since it was
 * written: a mail of it that still waits, for quiet hours or a mail server, says nothing any more. That something is
 * taken back (S15) is always said.
 */
export function isClosed(row: string): string {
  return `(${row}.patient_id IS NOT NULL AND ${row}.situation <> 'S15'
    AND (CASE ${SAID_BY_ANSWER(row)} ${QUESTION(row)} ${OF_CASE(row)} ELSE false END OR ${DEALT(row)}))`;
}
