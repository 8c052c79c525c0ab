import { ABSENCES_UNTIL_REMOVED } from '../../domain/history.js';

/**
 * What is counted for some providers at once: their ids, when their months begin and end, and the first days of these ($1 to
 * $4), to rows of provider, figure (domain/summary/tables), number, and persons behind it. Patients are those who agree now
 * and did so before the month was over; of what happened, that which we saw or wrote down in the month and since they agreed.
 * Everything large is joined as a whole; places are looked up one by one only where something is wrong with one.
 */

/** Who is counted, and their studies: those that the provider made, and those in a record that it keeps. */
const SCOPE = `
  due AS MATERIALIZED (SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::date[]) AS due (provider_id, starts, ends, first_day)),
  own AS MATERIALIZED (SELECT provider_id, organization_id FROM taken_organization JOIN due USING (provider_id)),
  agreed AS MATERIALIZED (
    SELECT consent.provider_id, consent.patient_id, consent.since, greatest(consent.since, due.starts) AS starts, due.ends
    FROM due JOIN counting_consent AS consent ON consent.provider_id = due.provider_id AND consent.until IS NULL AND consent.since < due.ends
      JOIN patient ON patient.id = consent.patient_id AND NOT patient.canary),
  kept AS MATERIALIZED (
    SELECT DISTINCT agreed.provider_id, keeper.connection_id, agreed.patient_id, agreed.starts, agreed.ends
    FROM own JOIN connection_keeper AS keeper USING (organization_id)
      JOIN agreed ON agreed.provider_id = own.provider_id AND agreed.patient_id = keeper.patient_id),
  held AS MATERIALIZED (
    SELECT own.provider_id, study.id AS study_id, study.patient_id, agreed.starts, agreed.ends, true AS made, study.first_seen_at < agreed.ends AND study.absences < ${ABSENCES_UNTIL_REMOVED} AS watched
    FROM own JOIN study USING (organization_id)
      JOIN agreed ON agreed.provider_id = own.provider_id AND agreed.patient_id = study.patient_id
    UNION ALL
    SELECT kept.provider_id, study.id, study.patient_id, kept.starts, kept.ends, false, study.first_seen_at < kept.ends AND study.absences < ${ABSENCES_UNTIL_REMOVED}
    FROM kept JOIN study USING (connection_id)
    WHERE NOT EXISTS (SELECT FROM own WHERE own.provider_id = kept.provider_id AND own.organization_id = study.organization_id))`;

/** Places in trouble, and places whose entries name somebody else: whose they are. Where others have a part in a place, nobody here is named for it. */
const PLACES = `
  odd AS MATERIALIZED (
    SELECT connection.id AS connection_id, connection.patient_id FROM connection
    WHERE connection.problem_since >= (SELECT min(starts) FROM due) AND connection.problem_since < (SELECT max(ends) FROM due)
    UNION SELECT told.connection_id, told.patient_id FROM notification AS told
    WHERE told.situation IN ('S07', 'S08') AND told.connection_id IS NOT NULL AND told.created_at >= (SELECT min(starts) FROM due) AND told.created_at < (SELECT max(ends) FROM due)),
  theirs AS MATERIALIZED (
    SELECT kept.provider_id, kept.connection_id, kept.patient_id, kept.starts, kept.ends FROM kept JOIN odd USING (connection_id)
    UNION SELECT agreed.provider_id, odd.connection_id, odd.patient_id, agreed.starts, agreed.ends
    FROM odd JOIN study USING (connection_id) JOIN own USING (organization_id)
      JOIN agreed ON agreed.provider_id = own.provider_id AND agreed.patient_id = odd.patient_id
    WHERE NOT EXISTS (SELECT FROM connection_keeper AS other WHERE other.connection_id = odd.connection_id
        AND NOT EXISTS (SELECT FROM own AS same WHERE same.provider_id = own.provider_id AND same.organization_id = other.organization_id))
      AND NOT EXISTS (SELECT FROM study AS other WHERE other.connection_id = odd.connection_id
        AND NOT EXISTS (SELECT FROM own AS same WHERE same.provider_id = own.provider_id AND same.organization_id = other.organization_id)))`;

/** Letters to the provider itself: of cases about scans that it made, or about a breach there. A year after the last day nobody waits any more. */
const LETTERS = `
  letter AS MATERIALIZED (
    SELECT of.provider_id, of.patient_id, of.since, of.ends, letter.*
    FROM (
      SELECT own.provider_id, agreed.patient_id, agreed.since, agreed.ends, patient_case.id AS case_id
      FROM patient_case LEFT JOIN flag ON flag.id = patient_case.flag_id JOIN study ON study.id = coalesce(flag.study_id, patient_case.study_id)
        JOIN own ON own.organization_id = study.organization_id JOIN agreed ON agreed.provider_id = own.provider_id AND agreed.patient_id = patient_case.patient_id
      UNION ALL
      SELECT own.provider_id, agreed.patient_id, agreed.since, agreed.ends, patient_case.id
      FROM patient_case JOIN exposure ON exposure.id = patient_case.exposure_id
        JOIN own ON own.organization_id = exposure.organization_id JOIN agreed ON agreed.provider_id = own.provider_id AND agreed.patient_id = patient_case.patient_id) AS of
      JOIN case_request AS letter ON letter.case_id = of.case_id
    WHERE letter.at >= of.since AND letter.at < of.ends AND letter.sent_on > (SELECT min(first_day) FROM due) - 400
      AND letter.kind IN ('access', 'amendment', 'disagreement', 'disclosures', 'restriction', 'other-address', 'ai-training', 'research-withdrawal', 'objection', 'privacy-inquiry')
      AND NOT EXISTS (SELECT FROM case_request_word AS word WHERE word.request_id = letter.id AND word.what = 'mistaken'))`;

const PEOPLE = `
  SELECT provider_id, 'patients' AS figure, patient_id FROM agreed
  UNION ALL SELECT provider_id, 'studies', patient_id FROM held WHERE watched`;

/** Changes of the record, by kind; what a later pull explained away never was one. */
const CHANGES = `
  SELECT held.provider_id, CASE
      WHEN flag.kind = 'added' THEN 'studies.new'
      WHEN flag.kind IN ('altered', 'replaced', 'late-images') THEN 'changes.after-final'
      WHEN flag.kind = 'report-amended' THEN 'changes.report-amended'
      WHEN flag.kind IN ('removed', 'retracted') THEN 'changes.no-longer-shown'
      ELSE 'changes.other-change' END, held.patient_id
  FROM held JOIN flag USING (study_id)
  WHERE flag.created_at >= held.starts AND flag.created_at < held.ends AND flag.kind NOT IN ('missing', 'grown', 'reissued')
    AND NOT EXISTS (SELECT FROM flag_outcome AS outcome WHERE outcome.flag_id = flag.id AND outcome.outcome = 'explained')`;

/** Told to whoever cares for the patient, and counted once for each cause. */
const IDENTITY = `
  SELECT DISTINCT ON (of.provider_id, told.cause) of.provider_id, CASE told.situation WHEN 'S07' THEN 'identity.other-person' ELSE 'identity.same-images' END, of.patient_id
  FROM (
    SELECT notification.id, held.provider_id, held.patient_id, held.starts, held.ends
    FROM notification LEFT JOIN flag ON flag.id = notification.flag_id JOIN held ON held.study_id = coalesce(flag.study_id, notification.study_id)
    WHERE notification.situation IN ('S07', 'S08') AND notification.created_at >= (SELECT min(starts) FROM due)
    UNION ALL
    SELECT notification.id, theirs.provider_id, theirs.patient_id, theirs.starts, theirs.ends
    FROM notification JOIN theirs USING (connection_id)
    WHERE notification.situation IN ('S07', 'S08') AND notification.created_at >= (SELECT min(starts) FROM due)) AS of
    JOIN notification AS told ON told.id = of.id AND told.patient_id = of.patient_id
  WHERE told.created_at >= of.starts AND told.created_at < of.ends
  ORDER BY of.provider_id, told.cause`;

/** What stood at the end of the month of what was said of a study in it. That a report differs is said of the report. */
const ANSWERS = `
  SELECT provider_id, CASE answer WHEN 'not-mine' THEN 'answers.not-mine' WHEN 'unsure' THEN 'answers.not-sure' ELSE 'answers.known' END, patient_id
  FROM (
    SELECT DISTINCT ON (held.provider_id, held.study_id) held.provider_id, held.patient_id, said.answer
    FROM answer AS said LEFT JOIN flag ON flag.id = said.flag_id JOIN held ON held.study_id = coalesce(flag.study_id, said.study_id)
    WHERE said.at >= held.starts AND said.at < held.ends AND said.answer <> 'differs'
    ORDER BY held.provider_id, held.study_id, said.at DESC, said.id DESC) AS last`;

const OUTCOMES = `
  SELECT held.provider_id, CASE WHEN said.outcome IN ('filed-late', 'sent-from-elsewhere', 'records-joined', 'label-fixed', 'forgotten', 'other-place')
      THEN 'innocent.' ELSE 'ended.' END || said.outcome, held.patient_id
  FROM case_outcome AS said JOIN patient_case ON patient_case.id = said.case_id LEFT JOIN flag ON flag.id = patient_case.flag_id
    JOIN held ON held.study_id = coalesce(flag.study_id, patient_case.study_id)
  WHERE said.at >= held.starts AND said.at < held.ends AND said.outcome NOT IN ('answer-changed', 'reopened') AND NOT EXISTS (
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

const OF_PERSONS = [PEOPLE, CHANGES, `(${IDENTITY})`, ANSWERS, OUTCOMES, REQUESTS, ANSWERED, LINKS].join(
  ' UNION ALL ',
);

export const COUNTS = `WITH ${SCOPE}, ${PLACES}, ${LETTERS}
  SELECT provider_id AS "providerId", figure, sum(times)::int AS number, count(*)::int AS persons
  FROM (SELECT provider_id, figure, patient_id, count(*) AS times FROM (${OF_PERSONS}) AS counted GROUP BY 1, 2, 3) AS each_person GROUP BY 1, 2
  UNION ALL ${BREACHES}`;
