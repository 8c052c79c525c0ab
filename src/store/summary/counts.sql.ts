import { ABSENCES_UNTIL_REMOVED } from '../../domain/history.js';

/**
 * What is counted for some providers at once: their ids, when their months begin and end, and the first days of these ($1 to $4), to rows of
 * provider, figure (domain/summary/tables) and number. Patients are those who agree now and did so before the month was over;
 * of what happened, that which we saw or wrote down in the month and since they agreed.
 */

/** Who is counted, and their studies: those that the provider made, and those in a record that it keeps. */
const SCOPE = `
  due AS MATERIALIZED (SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::date[]) AS due (provider_id, starts, ends, first_day)),
  own AS MATERIALIZED (SELECT provider_id, organization_id FROM provider_organization JOIN due USING (provider_id)),
  agreed AS MATERIALIZED (
    SELECT consent.provider_id, consent.patient_id, greatest(consent.since, due.starts) AS starts, due.ends
    FROM due JOIN counting_consent AS consent ON consent.provider_id = due.provider_id AND consent.until IS NULL AND consent.since < due.ends),
  kept AS MATERIALIZED (
    SELECT agreed.provider_id, keeper.connection_id, agreed.starts, agreed.ends
    FROM own JOIN connection_keeper AS keeper USING (organization_id)
      JOIN agreed ON agreed.provider_id = own.provider_id AND agreed.patient_id = keeper.patient_id),
  held AS MATERIALIZED (
    SELECT own.provider_id, study.id AS study_id, agreed.starts, agreed.ends, study.first_seen_at < agreed.ends AND study.absences < ${ABSENCES_UNTIL_REMOVED} AS watched
    FROM own JOIN study USING (organization_id)
      JOIN agreed ON agreed.provider_id = own.provider_id AND agreed.patient_id = study.patient_id
    UNION ALL
    SELECT kept.provider_id, study.id, kept.starts, kept.ends, study.first_seen_at < kept.ends AND study.absences < ${ABSENCES_UNTIL_REMOVED}
    FROM kept JOIN study USING (connection_id)
    WHERE NOT EXISTS (SELECT FROM own WHERE own.provider_id = kept.provider_id AND own.organization_id = study.organization_id))`;

const PEOPLE = `
  SELECT provider_id, 'patients' AS figure, count(*) AS number FROM agreed GROUP BY provider_id
  UNION ALL SELECT provider_id, 'studies', count(*) FROM held WHERE watched GROUP BY provider_id`;

/** Changes of the record, by kind; what a later pull explained away never was one. */
const CHANGES = `
  SELECT held.provider_id, CASE
      WHEN flag.kind = 'added' THEN 'studies.new'
      WHEN flag.kind IN ('altered', 'replaced', 'late-images') THEN 'changes.after-final'
      WHEN flag.kind = 'report-amended' THEN 'changes.report-amended'
      WHEN flag.kind IN ('removed', 'retracted') THEN 'changes.no-longer-shown'
      ELSE 'changes.other-change' END, count(*)
  FROM held JOIN flag USING (study_id)
  WHERE flag.created_at >= held.starts AND flag.created_at < held.ends AND flag.kind NOT IN ('missing', 'grown', 'reissued')
    AND NOT EXISTS (SELECT FROM flag_outcome AS outcome WHERE outcome.flag_id = flag.id AND outcome.outcome = 'explained')
  GROUP BY 1, 2`;

/** Told to whoever cares for the patient, and counted once for each cause. */
const IDENTITY = `
  SELECT of.provider_id, CASE told.situation WHEN 'S07' THEN 'identity.other-person' ELSE 'identity.same-images' END, count(DISTINCT told.cause)
  FROM notification AS told
    LEFT JOIN flag ON flag.id = told.flag_id
    CROSS JOIN LATERAL (
      SELECT held.provider_id, held.starts, held.ends FROM held WHERE held.study_id = coalesce(flag.study_id, told.study_id)
      UNION SELECT kept.provider_id, kept.starts, kept.ends FROM kept WHERE kept.connection_id = told.connection_id
      UNION SELECT held.provider_id, held.starts, held.ends FROM study JOIN held ON held.study_id = study.id WHERE study.connection_id = told.connection_id) AS of
  WHERE told.situation IN ('S07', 'S08') AND told.patient_id IS NOT NULL
    AND told.created_at >= (SELECT min(starts) FROM due) AND told.created_at >= of.starts AND told.created_at < of.ends
  GROUP BY 1, 2`;

/** What stood at the end of the month of what was said of a study in it. That a report differs is said of the report. */
const ANSWERS = `
  SELECT provider_id, CASE answer WHEN 'not-mine' THEN 'answers.not-mine' WHEN 'unsure' THEN 'answers.not-sure' ELSE 'answers.known' END, count(*)
  FROM (
    SELECT DISTINCT ON (held.provider_id, held.study_id) held.provider_id, said.answer
    FROM answer AS said LEFT JOIN flag ON flag.id = said.flag_id JOIN held ON held.study_id = coalesce(flag.study_id, said.study_id)
    WHERE said.at >= held.starts AND said.at < held.ends AND said.answer <> 'differs'
    ORDER BY held.provider_id, held.study_id, said.at DESC, said.id DESC) AS last
  GROUP BY 1, 2`;

const OUTCOMES = `
  SELECT held.provider_id, CASE WHEN said.outcome IN ('filed-late', 'sent-from-elsewhere', 'records-joined', 'label-fixed', 'forgotten', 'other-place')
      THEN 'innocent.' ELSE 'ended.' END || said.outcome, count(*)
  FROM case_outcome AS said JOIN patient_case ON patient_case.id = said.case_id LEFT JOIN flag ON flag.id = patient_case.flag_id
    JOIN held ON held.study_id = coalesce(flag.study_id, patient_case.study_id)
  WHERE said.at >= held.starts AND said.at < held.ends AND said.outcome NOT IN ('answer-changed', 'reopened') AND NOT EXISTS (
    SELECT FROM case_outcome AS later WHERE later.case_id = said.case_id AND (later.at, later.number) > (said.at, said.number) AND later.at < held.ends)
  GROUP BY 1, 2`;

/** Letters to the provider itself, of cases about its studies or about a breach there. */
const LETTERS = `
  letter AS MATERIALIZED (
    SELECT of.provider_id, of.starts, of.ends, letter.*
    FROM case_request AS letter JOIN patient_case ON patient_case.id = letter.case_id
      LEFT JOIN flag ON flag.id = patient_case.flag_id LEFT JOIN exposure ON exposure.id = patient_case.exposure_id
      CROSS JOIN LATERAL (
        SELECT held.provider_id, held.starts, held.ends FROM held WHERE held.study_id = coalesce(flag.study_id, patient_case.study_id)
        UNION SELECT own.provider_id, agreed.starts, agreed.ends FROM own JOIN agreed USING (provider_id)
          WHERE own.organization_id = exposure.organization_id AND agreed.patient_id = patient_case.patient_id) AS of
    WHERE letter.kind IN ('access', 'amendment', 'disagreement', 'disclosures', 'restriction', 'other-address', 'ai-training', 'research-withdrawal', 'objection', 'privacy-inquiry')
      AND NOT EXISTS (SELECT FROM case_request_word AS word WHERE word.request_id = letter.id AND word.what = 'mistaken'))`;

const REQUESTS = `
  SELECT provider_id, CASE kind WHEN 'access' THEN 'requests.access' WHEN 'amendment' THEN 'requests.amendment' WHEN 'disagreement' THEN 'requests.amendment'
      WHEN 'disclosures' THEN 'requests.accounting' ELSE 'requests.other-letter' END, count(*)
  FROM letter WHERE at >= starts AND at < ends GROUP BY 1, 2`;

/** Letters whose last day for an answer was in the month, with the longer time where the provider asked for it. */
const ANSWERED = `
  SELECT provider_id, CASE WHEN answered IS NULL THEN 'answered.open-past-due' WHEN answered <= due_on THEN 'answered.in-time' ELSE 'answered.late' END, count(*)
  FROM letter JOIN due USING (provider_id)
    CROSS JOIN LATERAL (
      SELECT min(word.on_day) FILTER (WHERE word.what = 'received') AS received, bool_or(word.what = 'extended') AS extended, min(word.on_day) FILTER (WHERE word.what = 'answered') AS answered
      FROM case_request_word AS word WHERE word.request_id = letter.id AND word.at < letter.ends) AS said
    CROSS JOIN LATERAL (
      SELECT (coalesce(received, letter.sent_on) + make_interval(months => coalesce(answer_months, 0), days => coalesce(answer_days, 0))
        + CASE WHEN extended THEN make_interval(months => coalesce(more_months, 0), days => coalesce(more_days, 0)) ELSE '0' END)::date AS due_on) AS clock
  WHERE coalesce(letter.answer_days, letter.answer_months) IS NOT NULL AND letter.at < letter.ends AND due_on >= due.first_day AND due_on < due.first_day + interval '1 month'
  GROUP BY 1, 2`;

/** Places of the provider that could not be read in full when the summary was made, by what the last pull said. */
const LINKS = `
  SELECT of.provider_id, CASE
      WHEN cause.codes && ARRAY['unauthorized'] THEN 'links.access-ended'
      WHEN cause.codes && ARRAY['lost-permission', 'forbidden', 'client-refused', 'new-access-refused'] THEN 'links.not-allowed'
      WHEN cause.codes && ARRAY['unavailable', 'unreachable', 'timeout', 'connection-lost', 'throttled', 'server-error', 'request-failed', 'transient'] THEN 'links.not-available'
      ELSE 'links.not-readable' END, count(DISTINCT connection.id)
  FROM connection
    CROSS JOIN LATERAL (SELECT pull.gap_codes AS codes FROM pull WHERE pull.connection_id = connection.id ORDER BY pull.finished_at DESC LIMIT 1) AS cause
    CROSS JOIN LATERAL (
      SELECT kept.provider_id, kept.ends FROM kept WHERE kept.connection_id = connection.id
      UNION SELECT held.provider_id, held.ends FROM study JOIN held ON held.study_id = study.id WHERE study.connection_id = connection.id) AS of
  WHERE connection.problem_since IS NOT NULL AND connection.problem_since < of.ends
  GROUP BY 1, 2`;

/** Public reports that were first found to concern the provider in the month. */
const BREACHES = `
  SELECT first.provider_id, CASE first.outcome WHEN 'named' THEN 'breaches.own' ELSE 'breaches.vendors' END, count(DISTINCT first.breach_id)
  FROM (
    SELECT own.provider_id, match.outcome, filing.breach_id, min(match.at) AS at
    FROM own JOIN match USING (organization_id) JOIN filing ON filing.id = match.filing_id
    WHERE match.outcome IN ('named', 'vendor') GROUP BY 1, 2, 3) AS first JOIN due USING (provider_id)
  WHERE first.at >= due.starts AND first.at < due.ends GROUP BY 1, 2`;

export const COUNTS = `WITH ${SCOPE}, ${LETTERS}
  SELECT provider_id AS "providerId", figure, number::int FROM (${[PEOPLE, CHANGES, IDENTITY, ANSWERS, OUTCOMES, REQUESTS, ANSWERED, LINKS, BREACHES].join(' UNION ALL ')}) AS counted`;
