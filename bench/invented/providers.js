/** Providers that take part, with patients who agreed to be counted, each with two scans and what happened to them in a year. */

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
      `INSERT INTO provider (name, time_zone, next_month, due_at) SELECT name, 'America/Chicago', $1::date, $1::date FROM organization`,
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

/** Some moment in the sixteen months, the same for the same row. */
const MOMENT = `$first + make_interval(days => (hashtext(person.n || exam::text) & 1023) % ${MONTHS * 30})`;

const ROWS = [
  `INSERT INTO patient (id, name) SELECT patient_id, 'Person ' || n FROM person`,
  `INSERT INTO account (id, email, name) SELECT account_id, 'person-' || n || '@invented.example', 'Person ' || n FROM person`,
  `INSERT INTO patient_grant (account_id, patient_id, role) SELECT account_id, patient_id, 'self' FROM person`,
  `INSERT INTO connection (id, patient_id, site_name, fhir_base, fhir_patient_id, pull_every_seconds, next_pull_at)
   SELECT connection_id, patient_id, 'Bench', 'https://place.example/fhir', n, 21600, '2100-01-01' FROM person`,
  `INSERT INTO counting_consent (provider_id, patient_id, account_id, version, words, since)
   SELECT provider_id, patient_id, account_id, '1', 'words', $first - interval '1 year' FROM person`,
  `INSERT INTO study (connection_id, patient_id, organization_id, key, facts, first_seen_at, absences)
   SELECT connection_id, patient_id, organization_id, exam, '{}', ${MOMENT}, 0 FROM person CROSS JOIN generate_series(1, 2) AS exam`,
  `INSERT INTO flag (patient_id, connection_id, study_id, pull_id, kind, level, fields, reasons, evidence, after, created_at)
   SELECT study.patient_id, study.connection_id, study.id, study.id, (ARRAY['added', 'added', 'altered', 'report-amended', 'removed'])[1 + (hashtext(study.id::text) & 1023) % 5],
     'quiet', '{}', '{}', '[]', '{}', study.first_seen_at FROM study`,
  `INSERT INTO answer (flag_id, account_id, answer, at)
   SELECT flag.id, person.account_id, CASE WHEN hashtext(flag.id::text) % 7 = 0 THEN 'not-mine' ELSE 'know' END, flag.created_at + interval '1 hour'
   FROM flag JOIN person USING (patient_id) WHERE hashtext(flag.id::text) & 3 = 0`,
];

/** The least that anyone has to do: every row that is counted, once, by provider. */
export const BARE = [
  'SELECT provider_id, count(*) FROM counting_consent GROUP BY 1',
  'SELECT provider_id, count(*) FROM study JOIN provider_organization USING (organization_id) GROUP BY 1',
  'SELECT provider_id, kind, count(*) FROM flag JOIN study ON study.id = flag.study_id JOIN provider_organization USING (organization_id) GROUP BY 1, 2',
  `SELECT provider_id, answer, count(*) FROM answer JOIN flag ON flag.id = answer.flag_id JOIN study ON study.id = flag.study_id
   JOIN provider_organization USING (organization_id) GROUP BY 1, 2`,
];
