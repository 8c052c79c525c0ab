/** A caregiver of very many: copies of one record that a pull has read, so that every row is as a pull leaves it. */

/** Questions that wait in the long record, and for every how many others one has one. */
const QUESTIONS = 5;
const ONE_IN = 5;

/** Rows of one table for others, with what differs put in place of a column. */
const FLAG = `
  INSERT INTO flag (patient_id, connection_id, study_id, pull_id, kind, situation, level, fields, reasons, evidence, before, after, settles_at, created_at)
  SELECT study.patient_id, study.connection_id, study.id, (SELECT id FROM pull WHERE pull.connection_id = study.connection_id LIMIT 1),
    'added', 'S02', 'check', '{}', '{no-order-visit-or-report}', '[]', NULL, study.facts, NULL, now() - interval '1 day' FROM study`;

/**
 * @param recordOf the connection of a patient whose record was read
 * @returns an account that represents that patient and others, `patients` in all, each of them with two places of twenty studies
 */
export async function fillFamily(dataSource, recordOf, patients) {
  const [{ id: caregiver }] = await dataSource.query(
    `INSERT INTO account (email, name) VALUES ('caregiver@invented.example', 'Caregiver') RETURNING id`,
  );
  const [{ patient_id: patientId }] = await dataSource.query(
    'SELECT patient_id FROM connection WHERE id = $1',
    [recordOf],
  );
  const others = await dataSource.query(
    `INSERT INTO patient (name) SELECT 'Person ' || n FROM generate_series(2, $1::int) AS n RETURNING id`,
    [patients],
  );
  const ids = others.map(({ id }) => id);
  await dataSource.query(
    `INSERT INTO patient_grant (account_id, patient_id, role) SELECT $1, unnest($2::uuid[]), 'representative'`,
    [caregiver, [patientId, ...ids]],
  );
  await copyPlaces(dataSource, recordOf, ids);
  await dataSource.query(
    'INSERT INTO review (connection_id, account_id) SELECT connection.id, $1 FROM connection',
    [caregiver],
  );
  await ask(dataSource, patientId, ids);
  await dataSource.query('VACUUM ANALYZE');
  return { caregiver, patientId };
}

async function copyPlaces(dataSource, recordOf, patients) {
  await dataSource.query(
    `INSERT INTO connection (patient_id, site_name, fhir_base, fhir_patient_id, pull_every_seconds, next_pull_at, progress, last_complete_at, problem, problem_since)
     SELECT patient.id, 'Hospital ' || place, 'https://place-' || place || '.invented.example', 'p', 21600, '2090-01-01', model.progress,
       now() - interval '3 hours', CASE WHEN patient.at % 10 = 0 THEN 'timeout' END, CASE WHEN patient.at % 10 = 0 THEN now() - interval '3 days' END
     FROM unnest($2::uuid[]) WITH ORDINALITY AS patient (id, at) CROSS JOIN generate_series(1, 2) AS place
       JOIN connection AS model ON model.id = $1`,
    [recordOf, patients],
  );
  await dataSource.query(
    `INSERT INTO pull (connection_id, started_at, finished_at, complete, incomplete, refused, quarantined, study_count)
     SELECT connection.id, now(), now(), true, '{}', '[]', '[]', 20 FROM connection WHERE connection.id <> $1`,
    [recordOf],
  );
  await dataSource.query(
    `INSERT INTO study (connection_id, patient_id, organization_id, key, facts, started_on, first_seen_at, absences)
     SELECT connection.id, connection.patient_id, model.organization_id, model.key, model.facts, model.started_on, model.first_seen_at, 0
     FROM connection CROSS JOIN (SELECT * FROM study WHERE study.connection_id = $1 ORDER BY key LIMIT 20) AS model
     WHERE connection.id <> $1`,
    [recordOf],
  );
}

async function ask(dataSource, patientId, others) {
  const asked = others.filter((_, at) => at % ONE_IN === 0);
  await dataSource.query(
    `${FLAG} WHERE study.id IN (
       SELECT id FROM (SELECT id FROM study WHERE patient_id = $1 ORDER BY key LIMIT $3) AS own
       UNION ALL SELECT first.id FROM unnest($2::uuid[]) AS patient (id) CROSS JOIN LATERAL (
         SELECT study.id FROM study WHERE study.patient_id = patient.id ORDER BY key LIMIT 1) AS first)`,
    [patientId, asked, QUESTIONS],
  );
}
