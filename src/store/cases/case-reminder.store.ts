import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { REMIND_DAYS_AFTER, REMIND_DAYS_BEFORE } from '../../domain/cases/clocks.js';
import { streamOfLevel } from '../../mail/stream.js';
import { recipients } from '../notice-rows.js';
import { OPEN_CASE } from './case.reader.js';

/** A letter that is older was answered, or complained about, or given up. */
const OLDEST_DAYS = 270;

/** SQL for the newest word of a letter among some, as one column of it. */
function newestWord(column: string, ...what: string[]): string {
  return `(SELECT ${column} FROM case_request_word AS word WHERE word.request_id = letter.id AND word.what IN ('${what.join("', '")}')
    ORDER BY word.at DESC, word.number DESC LIMIT 1)`;
}

/** SQL that holds where a letter waits for an answer: none came, and it was not written down by mistake. Needs `letter`. */
export const WAITS = `${newestWord('true', 'mistaken')} IS NULL AND coalesce(${newestWord("word.what = 'waiting'", 'answered', 'waiting')}, true)`;

/** Letters that wait for an answer at $1, with their last days (domain/cases/clocks); $2 is the stream of their reminders. */
export const WAITING = `
  SELECT letter.id AS request_id, patient_case.id AS case_id, patient_case.patient_id, (said.since + (letter_time.first + CASE WHEN said.extended THEN letter_time.more ELSE '0' END))::date AS due,
    (said.since + (letter_time.first + letter_time.more))::date AS last, $2::text AS stream, true AS mailed, ARRAY['self', 'representative', 'helper'] AS roles, NULL::uuid AS except_id
  FROM case_request AS letter JOIN patient_case ON patient_case.id = letter.case_id
    CROSS JOIN LATERAL (SELECT make_interval(months => coalesce(letter.answer_months, 0), days => coalesce(letter.answer_days, 0)) AS first,
      make_interval(months => coalesce(letter.more_months, 0), days => coalesce(letter.more_days, 0)) AS more) AS letter_time
    CROSS JOIN LATERAL (SELECT coalesce(${newestWord('word.on_day', 'received')}, letter.sent_on) AS since,
      ${newestWord('true', 'extended')} IS NOT NULL AS extended) AS said
  WHERE coalesce(letter.answer_days, letter.answer_months) IS NOT NULL AND letter.sent_on > ($1::timestamptz - make_interval(days => ${OLDEST_DAYS}))::date AND ${OPEN_CASE}
    AND ${WAITS}`;

/** The day where the recipient is. */
const TODAY = `JOIN account AS reader ON reader.id = account.id
  CROSS JOIN LATERAL (SELECT ($1::timestamptz AT TIME ZONE reader.time_zone)::date AS today) AS here`;

/** Whoever sees the case. */
const CASE_RECIPIENTS = recipients('hears(recipient.id, NULL, NULL, NULL, NULL, given.case_id)');

/** One reminder of a kind for each day that an answer was due by: a day that moves is told of anew. */
const LETTER_CAUSE = `'request:' || given.request_id || ':' || kind.name || ':' || CASE kind.name WHEN 'last' THEN given.last ELSE given.due END`;

/** Some days before the answer is due, on the day after, and after the last day of all: each once for each recipient. */
const INSERT_LETTERS = `
  INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, case_id, request_id, created_at, not_before, sent_at)
  SELECT account.id, given.patient_id, ${LETTER_CAUSE}, channel.name, 'S21', 'check', given.case_id, given.request_id,
    $1, $1, CASE channel.name WHEN 'app' THEN $1::timestamptz END
  FROM (${WAITING}) AS given ${CASE_RECIPIENTS} ${TODAY}
    CROSS JOIN LATERAL (SELECT CASE WHEN here.today > given.last + ${REMIND_DAYS_AFTER} THEN NULL WHEN here.today > given.last THEN 'last'
      WHEN here.today > given.due THEN 'late' WHEN here.today >= given.due - ${REMIND_DAYS_BEFORE} THEN 'soon' END AS name) AS kind
  WHERE kind.name IS NOT NULL
    AND NOT EXISTS (SELECT FROM notification AS known WHERE known.account_id = account.id AND known.cause = ${LETTER_CAUSE})
  ON CONFLICT (account_id, cause, channel) DO NOTHING`;

/** Offers of breach letters whose last day was written down, and that nobody took yet. */
const OFFERS = `
  SELECT patient_case.id AS case_id, patient_case.patient_id, patient_case.situation, offer.enrol_by, $2::text AS stream, true AS mailed,
    ARRAY['self', 'representative'] AS roles, NULL::uuid AS except_id
  FROM patient_case CROSS JOIN LATERAL (SELECT enrol_by FROM case_offer WHERE case_offer.case_id = patient_case.id ORDER BY at DESC, number DESC LIMIT 1) AS offer
  WHERE offer.enrol_by BETWEEN ($1::timestamptz - interval '1 day')::date AND ($1::timestamptz + make_interval(days => ${REMIND_DAYS_BEFORE + 1}))::date AND ${OPEN_CASE}
    AND coalesce((SELECT state NOT IN ('done', 'skipped') FROM case_step WHERE case_step.case_id = patient_case.id AND step = 'offer' ORDER BY at DESC, number DESC LIMIT 1), true)`;

const INSERT_OFFERS = `
  INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, case_id, created_at, not_before, sent_at)
  SELECT account.id, given.patient_id, 'offer:' || given.case_id || ':' || given.enrol_by, channel.name, given.situation, 'check', given.case_id,
    $1, $1, CASE channel.name WHEN 'app' THEN $1::timestamptz END
  FROM (${OFFERS}) AS given ${CASE_RECIPIENTS} ${TODAY}
  WHERE here.today BETWEEN given.enrol_by - ${REMIND_DAYS_BEFORE} AND given.enrol_by
    AND NOT EXISTS (SELECT FROM notification AS known WHERE known.account_id = account.id AND known.cause = 'offer:' || given.case_id || ':' || given.enrol_by)
  ON CONFLICT (account_id, cause, channel) DO NOTHING`;

/** What time alone brings about in cases. */
@Injectable()
export class CaseReminderStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Writes what is due to be told of letters that were not answered, and of offers that end. @param at ISO 8601 */
  async remind(at: string): Promise<void> {
    const stream = streamOfLevel('check');
    await this.dataSource.query(INSERT_LETTERS, [at, stream]);
    await this.dataSource.query(INSERT_OFFERS, [at, stream]);
  }
}
