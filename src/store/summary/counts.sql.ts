import { ABSENCES_UNTIL_REMOVED } from '../../domain/history.js';

/**
 * What is counted for some providers at once: their ids, when their months begin and end, and the first days of these ($1 to
 * $4), to rows of provider, figure (domain/summary/tables), number, and persons behind it. Patients are those who agree now
 * and did so before the month was over; of what happened, that which we saw or wrote down in the month and since they agreed.
 * All studies are gone over once, to count them; everything else begins with the little that happened in the months, and
 * looks up whose it is.
 */

const IN_THE_MONTHS = (at: string): string =>
  `${at} >= (SELECT min(starts) FROM due) AND ${at} < (SELECT max(ends) FROM due)`;

/** Who is counted, the names of the providers, and the records that they keep. */
const SCOPE = `
  due AS MATERIALIZED (SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::date[]) AS due (provider_id, starts, ends, first_day)),
  own AS MATERIALIZED (SELECT provider_id, organization_id FROM taken_organization JOIN due USING (provider_id)),
  agreed AS MATERIALIZED (
    SELECT consent.provider_id, consent.patient_id, consent.since, greatest(consent.since, due.starts) AS starts, due.ends
    FROM due JOIN counting_consent AS consent ON consent.provider_id = due.provider_id AND consent.until IS NULL AND consent.since < due.ends
    WHERE NOT EXISTS (SELECT FROM patient WHERE patient.id = consent.patient_id AND patient.canary)),
  kept AS MATERIALIZED (
    SELECT DISTINCT own.provider_id, keeper.connection_id FROM own JOIN connection_keeper AS keeper USING (organization_id))`;

/** SQL for studies with the providers that they are counted for: those that made them, and those that keep the record they stand in. */
function heldOf(studies: string, columns: string): string {
  return `
    SELECT agreed.provider_id, agreed.starts, agreed.ends, ${columns}
    FROM ${studies} JOIN own USING (organization_id) JOIN agreed ON agreed.provider_id = own.provider_id AND agreed.patient_id = study.patient_id
    UNION ALL
    SELECT agreed.provider_id, agreed.starts, agreed.ends, ${columns}
    FROM ${studies} JOIN kept USING (connection_id) JOIN agreed ON agreed.provider_id = kept.provider_id AND agreed.patient_id = study.patient_id
    WHERE NOT EXISTS (SELECT FROM own WHERE own.provider_id = kept.provider_id AND own.organization_id = study.organization_id)`;
}

/**
 * What happened in the months to any study: changes (what a later pull explained away never was one), answers (that a report
 * differs is said of the report), outcomes of cases, and what was told of whose it is; and then the studies that it happened to.
 */
const HAPPENED = `
  changed AS MATERIALIZED (
    SELECT flag.study_id, flag.kind, flag.created_at AS at FROM flag
    WHERE ${IN_THE_MONTHS('flag.created_at')} AND flag.kind NOT IN ('missing', 'grown', 'reissued')
      AND NOT EXISTS (SELECT FROM flag_outcome AS outcome WHERE outcome.flag_id = flag.id AND outcome.outcome = 'explained')),
  answered AS MATERIALIZED (
    SELECT coalesce(flag.study_id, said.study_id) AS study_id, said.id, said.answer, said.at
    FROM answer AS said LEFT JOIN flag ON flag.id = said.flag_id WHERE ${IN_THE_MONTHS('said.at')} AND said.answer <> 'differs'),
  closed AS MATERIALIZED (
    SELECT coalesce(flag.study_id, patient_case.study_id) AS study_id, said.case_id, said.number, said.outcome, said.at
    FROM case_outcome AS said JOIN patient_case ON patient_case.id = said.case_id LEFT JOIN flag ON flag.id = patient_case.flag_id
    WHERE ${IN_THE_MONTHS('said.at')} AND said.outcome NOT IN ('answer-changed', 'reopened')),
  noted AS MATERIALIZED (
    SELECT coalesce(flag.study_id, told.study_id) AS study_id, told.connection_id, told.patient_id, told.cause, told.situation, told.created_at AS at
    FROM notification AS told LEFT JOIN flag ON flag.id = told.flag_id WHERE told.situation IN ('S07', 'S08') AND ${IN_THE_MONTHS('told.created_at')}),
  touched AS MATERIALIZED (
    SELECT study.id AS study_id, study.patient_id, study.organization_id, study.connection_id
    FROM (SELECT study_id FROM changed UNION SELECT study_id FROM answered UNION SELECT study_id FROM closed UNION SELECT study_id FROM noted) AS happened
      JOIN study ON study.id = happened.study_id),
  held AS MATERIALIZED (${heldOf('touched AS study', 'study.study_id, study.patient_id')})`;

/** Places in trouble, and places whose entries name somebody else: whose they are. Where others have a part in a place, nobody here is named for it. */
const PLACES = `
  odd AS MATERIALIZED (
    SELECT connection.id AS connection_id, connection.patient_id FROM connection WHERE ${IN_THE_MONTHS('connection.problem_since')}
    UNION SELECT connection_id, patient_id FROM noted WHERE connection_id IS NOT NULL),
  theirs AS MATERIALIZED (
    SELECT agreed.provider_id, odd.connection_id, odd.patient_id, agreed.starts, agreed.ends
    FROM odd JOIN kept USING (connection_id) JOIN agreed ON agreed.provider_id = kept.provider_id AND agreed.patient_id = odd.patient_id
    UNION SELECT agreed.provider_id, odd.connection_id, odd.patient_id, agreed.starts, agreed.ends
    FROM odd JOIN study USING (connection_id) JOIN own USING (organization_id)
      JOIN agreed ON agreed.provider_id = own.provider_id AND agreed.patient_id = odd.patient_id
    WHERE NOT EXISTS (SELECT FROM connection_keeper AS other WHERE other.connection_id = odd.connection_id
        AND NOT EXISTS (SELECT FROM own AS same WHERE same.provider_id = own.provider_id AND same.organization_id = other.organization_id))
      AND NOT EXISTS (SELECT FROM study AS other WHERE other.connection_id = odd.connection_id
        AND NOT EXISTS (SELECT FROM own AS same WHERE same.provider_id = own.provider_id AND same.organization_id = other.organization_id)))`;

/** Letters to the provider itself: of cases about scans that it made, or about a breach there. A year after the last day nobody waits any more. */
const LETTERS = `
  written AS MATERIALIZED (
    SELECT letter.*, patient_case.patient_id, coalesce(study.organization_id, exposure.organization_id) AS organization_id
    FROM case_request AS letter JOIN patient_case ON patient_case.id = letter.case_id LEFT JOIN flag ON flag.id = patient_case.flag_id
      LEFT JOIN study ON study.id = coalesce(flag.study_id, patient_case.study_id) LEFT JOIN exposure ON exposure.id = patient_case.exposure_id
    WHERE letter.at < (SELECT max(ends) FROM due) AND letter.sent_on > (SELECT min(first_day) FROM due) - 400
      AND letter.kind IN ('access', 'amendment', 'disagreement', 'disclosures', 'restriction', 'other-address', 'ai-training', 'research-withdrawal', 'objection', 'privacy-inquiry')
      AND NOT EXISTS (SELECT FROM case_request_word AS word WHERE word.request_id = letter.id AND word.what = 'mistaken')),
  letter AS MATERIALIZED (
    SELECT agreed.provider_id, agreed.ends, written.*
    FROM written JOIN own USING (organization_id) JOIN agreed ON agreed.provider_id = own.provider_id AND agreed.patient_id = written.patient_id
    WHERE written.at >= agreed.since AND written.at < agreed.ends)`;

const PATIENTS = `SELECT provider_id, 'patients', count(*)::int, 0 FROM agreed GROUP BY 1`;

const STUDIES = `
  SELECT provider_id, 'studies', count(*)::int, 0 FROM (${heldOf('study', 'study.first_seen_at, study.absences')}) AS watched
  WHERE first_seen_at < ends AND absences < ${ABSENCES_UNTIL_REMOVED} GROUP BY 1`;

/** Changes of the record, by kind. */
const CHANGES = `
  SELECT held.provider_id, CASE
      WHEN changed.kind = 'added' THEN 'studies.new'
      WHEN changed.kind IN ('altered', 'replaced', 'late-images') THEN 'changes.after-final'
      WHEN changed.kind = 'report-amended' THEN 'changes.report-amended'
      WHEN changed.kind IN ('removed', 'retracted') THEN 'changes.no-longer-shown'
      ELSE 'changes.other-change' END AS figure, held.patient_id
  FROM held JOIN changed USING (study_id) WHERE changed.at >= held.starts AND changed.at < held.ends`;

/** Told to whoever cares for the patient, and counted once for each cause. */
const IDENTITY = `
  SELECT DISTINCT ON (of.provider_id, of.cause) of.provider_id, CASE of.situation WHEN 'S07' THEN 'identity.other-person' ELSE 'identity.same-images' END, of.patient_id
  FROM (
    SELECT held.provider_id, held.starts, held.ends, noted.* FROM held JOIN noted USING (study_id) WHERE noted.patient_id = held.patient_id
    UNION ALL
    SELECT theirs.provider_id, theirs.starts, theirs.ends, noted.* FROM theirs JOIN noted USING (connection_id) WHERE noted.patient_id = theirs.patient_id) AS of
  WHERE of.at >= of.starts AND of.at < of.ends
  ORDER BY of.provider_id, of.cause`;

/** What stood at the end of the month of what was said of a study in it. */
const ANSWERS = `
  SELECT provider_id, CASE answer WHEN 'not-mine' THEN 'answers.not-mine' WHEN 'unsure' THEN 'answers.not-sure' ELSE 'answers.known' END, patient_id
  FROM (
    SELECT DISTINCT ON (held.provider_id, held.study_id) held.provider_id, held.patient_id, answered.answer
    FROM held JOIN answered USING (study_id) WHERE answered.at >= held.starts AND answered.at < held.ends
    ORDER BY held.provider_id, held.study_id, answered.at DESC, answered.id DESC) AS last`;

const OUTCOMES = `
  SELECT held.provider_id, CASE WHEN said.outcome IN ('filed-late', 'sent-from-elsewhere', 'records-joined', 'label-fixed', 'forgotten', 'other-place')
      THEN 'innocent.' ELSE 'ended.' END || said.outcome, held.patient_id
  FROM held JOIN closed AS said USING (study_id)
  WHERE said.at >= held.starts AND said.at < held.ends AND NOT EXISTS (
    SELECT FROM case_outcome AS later WHERE later.case_id = said.case_id AND (later.at, later.number) > (said.at, said.number) AND later.at < held.ends)`;

const REQUESTS = `
  SELECT letter.provider_id, CASE kind WHEN 'access' THEN 'requests.access' WHEN 'amendment' THEN 'requests.amendment' WHEN 'disagreement' THEN 'requests.amendment'
      WHEN 'disclosures' THEN 'requests.accounting' ELSE 'requests.other-letter' END, letter.patient_id
  FROM letter JOIN due USING (provider_id) WHERE letter.at >= due.starts`;

/** Letters whose last day for an answer was in the month, with the longer time where the provider asked for it. */
const ANSWERED = `
  SELECT letter.provider_id, CASE WHEN answered IS NULL THEN 'answered.open-past-due' WHEN answered <= due_on THEN 'answered.in-time' ELSE 'answered.late' END, letter.patient_id
  FROM letter JOIN due USING (provider_id)
    CROSS JOIN LATERAL (
      SELECT min(word.on_day) FILTER (WHERE word.what = 'received') AS received, bool_or(word.what = 'extended') AS extended, min(word.on_day) FILTER (WHERE word.what = 'answered') AS answered
      FROM case_request_word AS word WHERE word.request_id = letter.id AND word.at < letter.ends) AS said
    CROSS JOIN LATERAL (
      SELECT (coalesce(received, letter.sent_on) + make_interval(months => coalesce(answer_months, 0), days => coalesce(answer_days, 0))
        + CASE WHEN extended THEN make_interval(months => coalesce(more_months, 0), days => coalesce(more_days, 0)) ELSE '0' END)::date AS due_on) AS clock
  WHERE coalesce(letter.answer_days, letter.answer_months) IS NOT NULL AND due_on >= due.first_day AND due_on < due.first_day + interval '1 month'`;

/** Places of the provider that could no longer be read in full in the month, and still were when the summary was made, by what the last pull said. */
const LINKS = `
  SELECT theirs.provider_id, CASE
      WHEN cause.codes && ARRAY['unauthorized'] THEN 'links.access-ended'
      WHEN cause.codes && ARRAY['lost-permission', 'forbidden', 'client-refused', 'new-access-refused'] THEN 'links.not-allowed'
      WHEN cause.codes && ARRAY['unavailable', 'unreachable', 'timeout', 'connection-lost', 'throttled', 'server-error', 'request-failed', 'transient'] THEN 'links.not-available'
      ELSE 'links.not-readable' END, theirs.patient_id
  FROM theirs JOIN connection ON connection.id = theirs.connection_id
    CROSS JOIN LATERAL (SELECT pull.gap_codes AS codes FROM pull WHERE pull.connection_id = connection.id ORDER BY pull.finished_at DESC LIMIT 1) AS cause
  WHERE connection.problem_since >= theirs.starts AND connection.problem_since < theirs.ends`;

/** Public reports that were first found to concern the provider in the month: they have no persons. */
const BREACHES = `
  SELECT first.provider_id, CASE first.outcome WHEN 'named' THEN 'breaches.own' ELSE 'breaches.vendors' END, count(DISTINCT first.breach_id)::int, 0
  FROM (
    SELECT own.provider_id, match.outcome, filing.breach_id, min(match.at) AS at
    FROM own JOIN match USING (organization_id) JOIN filing ON filing.id = match.filing_id
    WHERE match.outcome IN ('named', 'vendor') GROUP BY 1, 2, 3) AS first JOIN due USING (provider_id)
  WHERE first.at >= due.starts AND first.at < due.ends GROUP BY 1, 2`;

const OF_PERSONS = [CHANGES, `(${IDENTITY})`, ANSWERS, OUTCOMES, REQUESTS, ANSWERED, LINKS].join(
  ' UNION ALL ',
);

export const COUNTS = `WITH ${SCOPE}, ${HAPPENED}, ${PLACES}, ${LETTERS}
  SELECT provider_id AS "providerId", figure, sum(times)::int AS number, count(*)::int AS persons
  FROM (SELECT provider_id, figure, patient_id, count(*) AS times FROM (${OF_PERSONS}) AS counted GROUP BY 1, 2, 3) AS each_person GROUP BY 1, 2
  UNION ALL ${PATIENTS} UNION ALL ${STUDIES} UNION ALL ${BREACHES}`;
