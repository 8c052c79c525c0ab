/** Providers that take part, with patients who agreed to be counted, each with two scans, and what happened to them: flags, answers, cases, letters, messages, links in trouble, breaches. */

export const MONTHS = 16;

/** Each thing that happened lies in one of the months, evenly. `first` (YYYY-MM-DD) is the first day of the first. */
export async function fillProviders(dataSource, providers, patients, first) {
  await dataSource.transaction(async (manager) => {
    // What is made here fits together; to have each key looked up would take most of the time.
    await manager.query('SET LOCAL session_replication_role = replica');
    await manager.query(
      `INSERT INTO organization (origin, name, matched_at) SELECT 'https://place-' || n || '.example|1', 'Place ' || n, now() FROM generate_series(1, $1::int) AS n`,
      [providers],
    );
    await manager.query(
      `INSERT INTO provider (name, time_zone, next_month, due_at) SELECT name, 'America/Chicago', $1::date, $1::date FROM organization WHERE name LIKE 'Place%'`,
      [first],
    );
    await manager.query(
      'INSERT INTO provider_organization (organization_id, provider_id) SELECT organization.id, provider.id FROM organization JOIN provider USING (name)',
    );
    await manager.query(
      `CREATE TEMP TABLE person ON COMMIT DROP AS
       SELECT n, gen_random_uuid() AS patient_id, gen_random_uuid() AS account_id, gen_random_uuid() AS connection_id, provider.id AS provider_id, organization_id
       FROM generate_series(1, $1::int) AS n
         JOIN (SELECT row_number() OVER () - 1 AS place, provider.id, organization_id FROM provider JOIN provider_organization ON provider_id = provider.id) AS provider ON provider.place = n % $2`,
      [patients, providers],
    );
    for (const sql of ROWS) await manager.query(sql.replaceAll('$first', `'${first}'::timestamptz`));
  });
  await dataSource.query('VACUUM ANALYZE');
}

/** Some moment in the sixteen months, the same for the same text. */
const momentOf = (text) =>
  `$first + make_interval(days => (hashtext(${text}) & 1023) % ${MONTHS * 30}, mins => hashtext(${text}) & 1023)`;

/** One of some words, the same for the same text; a word that stands there twice comes twice as often. */
const oneOf = (words, text) =>
  `(ARRAY['${words.join("', '")}'])[1 + (hashtext('of' || ${text}) & 1023) % ${words.length}]`;

/** Holds for so many of a thousand. */
const forSome = (perMille, text) => `(hashtext('some' || ${text}) & 1048575) % 1000 < ${perMille}`;

const KINDS =
  'added added added altered replaced late-images report-amended removed retracted report-added merged grown'.split(
    ' ',
  );
const ENDS =
  'filed-late sent-from-elsewhere records-joined label-fixed forgotten other-place corrected moved misuse no-answer something-else reopened';
const LETTERS = 'access access amendment disagreement disclosures restriction privacy-inquiry ocr-complaint';
const GAPS = 'unauthorized forbidden timeout server-error throttled too-large';

const ROWS = [
  // A third of the places are kept by the office, and hold scans that others made.
  `INSERT INTO organization (origin, name, matched_at) SELECT 'https://maker-' || n || '.example|1', 'Maker ' || n, now() FROM generate_series(1, 200) AS n`,
  `INSERT INTO patient (id, name) SELECT patient_id, 'Person ' || n FROM person`,
  `INSERT INTO account (id, email, name) SELECT account_id, 'person-' || n || '@invented.example', 'Person ' || n FROM person`,
  `INSERT INTO patient_grant (account_id, patient_id, role) SELECT account_id, patient_id, 'self' FROM person`,
  // Every tenth is cared for by somebody, who hears what they hear.
  `INSERT INTO patient_grant (account_id, patient_id, role) SELECT carer.account_id, person.patient_id, 'representative'
   FROM person JOIN person AS carer ON carer.n = person.n - 1 WHERE person.n % 10 = 0`,
  `INSERT INTO connection (id, patient_id, site_name, fhir_base, fhir_patient_id, pull_every_seconds, next_pull_at, problem, problem_since)
   SELECT connection_id, patient_id, 'Bench', 'https://place.example/fhir', n, 21600, '2100-01-01', CASE WHEN in_trouble THEN 'why' END, CASE WHEN in_trouble THEN ${momentOf("n || 'trouble'")} END
   FROM person CROSS JOIN LATERAL (SELECT ${forSome(30, 'n::text')} AS in_trouble) AS state`,
  `INSERT INTO pull (connection_id, started_at, finished_at, complete, incomplete, refused, quarantined, study_count, gap_codes)
   SELECT id, at, at, problem IS NULL, '{}', '[]', '[]', 2, CASE WHEN problem IS NULL THEN '{}'::text[] ELSE ARRAY[${oneOf(GAPS.split(' '), 'id::text')}] END
   FROM connection CROSS JOIN LATERAL (SELECT coalesce(problem_since, $first) + interval '1 hour' AS at) AS pulled WHERE problem IS NOT NULL OR ${forSome(100, 'id::text')}`,
  `INSERT INTO connection_keeper (connection_id, organization_id, patient_id) SELECT connection_id, organization_id, patient_id FROM person WHERE n % 3 = 0`,
  `INSERT INTO counting_consent (provider_id, patient_id, account_id, version, words, since)
   SELECT provider_id, patient_id, account_id, '1', 'words', $first - interval '1 year' FROM person`,
  `INSERT INTO study (connection_id, patient_id, organization_id, key, facts, first_seen_at, absences)
   SELECT connection_id, patient_id, CASE WHEN n % 3 = 0 THEN maker.id ELSE organization_id END, exam, '{}', ${momentOf('n || exam::text')}, 0
   FROM person CROSS JOIN generate_series(1, 2) AS exam
     JOIN (SELECT row_number() OVER () - 1 AS number, id FROM organization WHERE name LIKE 'Maker%') AS maker ON maker.number = n % 200`,
  `INSERT INTO flag (patient_id, connection_id, study_id, pull_id, kind, level, fields, reasons, evidence, after, created_at)
   SELECT study.patient_id, study.connection_id, study.id, study.id, ${oneOf(KINDS, 'study.id::text')}, 'quiet', '{}', '{}', '[]', '{}', study.first_seen_at FROM study`,
  `INSERT INTO flag_outcome (flag_id, pull_id, outcome, at) SELECT id, pull_id, ${oneOf(['stands', 'stands', 'stands', 'explained'], 'id::text')}, created_at FROM flag WHERE ${forSome(100, 'id::text')}`,
  `INSERT INTO answer (flag_id, account_id, answer, at)
   SELECT flag.id, person.account_id, ${oneOf(['know', 'know', 'know', 'know', 'unsure', 'not-mine'], 'flag.id::text')}, flag.created_at + interval '1 hour'
   FROM flag JOIN person USING (patient_id) WHERE ${forSome(250, 'flag.id::text')}`,
  `INSERT INTO patient_case (patient_id, flag_id, situation, level, steps, account_id, opened_at)
   SELECT flag.patient_id, flag.id, 'S02', 'act soon', '{}', answer.account_id, answer.at FROM answer JOIN flag ON flag.id = answer.flag_id WHERE answer.answer = 'not-mine'`,
  `INSERT INTO case_outcome (case_id, outcome, account_id, at)
   SELECT id, ${oneOf(ENDS.split(' '), 'id::text')}, account_id, opened_at + interval '20 days' FROM patient_case WHERE ${forSome(700, 'id::text')}`,
  `INSERT INTO case_request (case_id, kind, recipient, sent_on, answer_days, more_days, account_id, at)
   SELECT id, ${oneOf(LETTERS.split(' '), 'id::text || letter')}, 'The office', opened_at::date, 30, 30, account_id, opened_at + interval '1 hour'
   FROM patient_case CROSS JOIN generate_series(1, 2) AS letter`,
  `INSERT INTO case_request_word (request_id, what, on_day, account_id, at)
   SELECT id, what, sent_on + days, account_id, at + make_interval(days => days) FROM case_request
     CROSS JOIN LATERAL (SELECT ${oneOf(['received', 'extended', 'answered', 'answered', 'answered', 'mistaken'], 'id::text')} AS what, (hashtext(id::text) & 1023) % 50 AS days) AS said`,
  // What asks for an answer is told to everybody; a few are told of other names, or of images that stand there twice.
  `INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, flag_id, created_at, not_before, sent_at)
   SELECT active_grant.account_id, flag.patient_id, flag.id, 'mail', 'S02', 'check', flag.id, created_at, created_at, created_at
   FROM flag JOIN active_grant USING (patient_id) WHERE ${forSome(300, 'flag.id::text')}`,
  `INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, study_id, connection_id, created_at, not_before, sent_at)
   SELECT active_grant.account_id, study.patient_id, 'note:' || study.id, 'mail', situation, 'check', CASE situation WHEN 'S08' THEN study.id END, CASE situation WHEN 'S07' THEN study.connection_id END, at, at, at
   FROM study JOIN active_grant USING (patient_id)
     CROSS JOIN LATERAL (SELECT ${oneOf(['S07', 'S08'], 'study.id::text')} AS situation, ${momentOf("study.id || 'note'")} AS at) AS told WHERE ${forSome(20, 'study.id::text')}`,
  `INSERT INTO breach (id) SELECT md5('breach' || n)::uuid FROM generate_series(1, 3000) AS n`,
  `INSERT INTO filing (id, source, breach_id, row, facts, first_read_id) SELECT md5('filing' || n)::uuid, 'hhs', md5('breach' || n)::uuid, '{}', '{}', md5('read')::uuid FROM generate_series(1, 3000) AS n`,
  `INSERT INTO match (filing_id, organization_id, outcome, score, reasons, rules_version, at)
   SELECT md5('filing' || 1 + (hashtext(organization_id || place::text) & 1048575) % 3000)::uuid, organization_id, ${oneOf(['named', 'vendor', 'vendor', 'possible'], 'organization_id || place::text')}, 1, '{}', '1', ${momentOf('organization_id || place::text')}
   FROM provider_organization CROSS JOIN generate_series(1, 4) AS place`,
];

const HELD = `(SELECT provider_id, study.id FROM study JOIN provider_organization USING (organization_id)
    UNION ALL SELECT provider_id, study.id FROM study JOIN connection_keeper AS keeper USING (connection_id)
      JOIN provider_organization ON provider_organization.organization_id = keeper.organization_id) AS held`;
const CASES = `patient_case JOIN flag ON flag.id = patient_case.flag_id JOIN ${HELD} ON held.id = flag.study_id`;

/** The least that anyone has to do: every row that is counted, once, by provider. */
export const BARE = [
  'SELECT provider_id, count(*) FROM counting_consent GROUP BY 1',
  `SELECT provider_id, count(*) FROM ${HELD} GROUP BY 1`,
  `SELECT provider_id, kind, count(*) FROM flag JOIN ${HELD} ON held.id = flag.study_id GROUP BY 1, 2`,
  `SELECT provider_id, answer, count(*) FROM answer JOIN flag ON flag.id = answer.flag_id JOIN ${HELD} ON held.id = flag.study_id GROUP BY 1, 2`,
  `SELECT provider_id, outcome, count(*) FROM case_outcome JOIN ${CASES} ON patient_case.id = case_outcome.case_id GROUP BY 1, 2`,
  `SELECT provider_id, case_request.kind, what, count(*) FROM case_request JOIN case_request_word ON request_id = case_request.id JOIN ${CASES} ON patient_case.id = case_request.case_id GROUP BY 1, 2, 3`,
  `SELECT provider_id, situation, count(DISTINCT cause) FROM notification JOIN ${HELD} ON held.id = notification.study_id WHERE situation = 'S08' GROUP BY 1, 2`,
  `SELECT provider_id, problem, count(*) FROM connection JOIN counting_consent USING (patient_id) WHERE problem_since IS NOT NULL GROUP BY 1, 2`,
  'SELECT provider_id, outcome, count(*) FROM match JOIN provider_organization USING (organization_id) GROUP BY 1, 2',
];
