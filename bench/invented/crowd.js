/** Very many patients of one organization, made in the database: the one that most studies of the first pull lie at. */

/** A filing about the organization as the domain has it, with what its exposures need. */
const FACTS = {
  source: 'hhs',
  name: 'Invented Hospital',
  submitted: null,
  breachEnd: null,
  description: null,
};

/**
 * @returns the id of a fan-out that is due, of one match at that organization
 */
export async function fillOrganization(dataSource, patients) {
  const [{ id }] = await dataSource.query(
    'SELECT organization_id AS id FROM study GROUP BY organization_id ORDER BY count(*) DESC LIMIT 1',
  );
  await dataSource.transaction(async (manager) => {
    // What is made here fits together; to have each key looked up would take most of the time.
    await manager.query('SET LOCAL session_replication_role = replica');
    await manager.query(
      `CREATE TEMP TABLE person ON COMMIT DROP AS
       SELECT n, gen_random_uuid() AS patient_id, gen_random_uuid() AS account_id FROM generate_series(1, $1::int) AS n`,
      [patients],
    );
    await manager.query(`INSERT INTO patient (id, name) SELECT patient_id, 'Person ' || n FROM person`);
    await manager.query(
      `INSERT INTO account (id, email, name) SELECT account_id, 'person-' || n || '@invented.example', 'Person ' || n FROM person`,
    );
    await manager.query(
      `INSERT INTO patient_grant (account_id, patient_id, role) SELECT account_id, patient_id, 'self' FROM person`,
    );
    await manager.query(
      `INSERT INTO study (connection_id, patient_id, organization_id, key, facts, started_on, first_seen_at, absences)
       SELECT (SELECT id FROM connection LIMIT 1), patient_id, $1, patient_id || '-' || exam, '{}', current_date - exam * 200, now(), 0
       FROM person CROSS JOIN generate_series(1, 2) AS exam`,
      [id],
    );
  });
  const fanOutId = await addMatch(dataSource, id);
  await dataSource.query('VACUUM ANALYZE');
  return { fanOutId };
}

async function addMatch(dataSource, organizationId) {
  const [{ id }] = await dataSource.query(
    `WITH feed AS (INSERT INTO feed (source) VALUES ('hhs') RETURNING source),
       reading AS (INSERT INTO feed_read (source, read_at, accepted, files, rows, rejected) SELECT source, now(), true, '[]', 1, '[]' FROM feed RETURNING id),
       breach AS (INSERT INTO breach DEFAULT VALUES RETURNING id),
       filing AS (INSERT INTO filing (source, breach_id, row, facts, first_read_id) SELECT 'hhs', breach.id, '{}', $2, reading.id FROM breach, reading RETURNING id, breach_id),
       match AS (INSERT INTO match (filing_id, organization_id, outcome, score, reasons, rules_version, at) SELECT id, $1, 'named', 1, '{}', '1', now() FROM filing RETURNING id)
     INSERT INTO fan_out (match_id, organization_id, breach_id, situation, level, due_at, created_at)
     SELECT match.id, $1, filing.breach_id, 'S12', 'act soon', now(), now() FROM match, filing RETURNING id`,
    [organizationId, JSON.stringify(FACTS)],
  );
  return id;
}

/** Keeps the rows of one telling, to be written again without ours. */
export async function keepTold(dataSource) {
  await dataSource.query('CREATE TABLE kept_exposure AS SELECT * FROM exposure');
  await dataSource.query('CREATE TABLE kept_notification AS SELECT * FROM notification');
  await dataSource.query('VACUUM ANALYZE kept_exposure');
  await dataSource.query('VACUUM ANALYZE kept_notification');
}

/** The least that anyone has to do: the same rows into the same tables, with their keys and indexes. */
export function writeKept(dataSource) {
  return dataSource.transaction(async (manager) => {
    await manager.query('INSERT INTO exposure SELECT * FROM kept_exposure');
    await manager.query('INSERT INTO notification SELECT * FROM kept_notification');
  });
}

/** As before anybody was told; what was written is on the disk, so that nobody pays for another. */
export async function forgetTold(dataSource) {
  await dataSource.transaction(async (manager) => {
    await manager.query('SET LOCAL session_replication_role = replica');
    await manager.query('TRUNCATE exposure, notification CASCADE');
    await manager.query('UPDATE fan_out SET reached = DEFAULT, done_at = NULL');
  });
  await dataSource.query('CHECKPOINT');
}
