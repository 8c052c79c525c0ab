import type { FlowGround } from './flow-ground.js';

/** So many patients of one organization, each with a scan there long ago and an account that hears in the app alone. */
export async function aCrowd(ground: FlowGround, organizationId: string, people: number): Promise<void> {
  await ground.rows(
    `WITH person AS MATERIALIZED (SELECT gen_random_uuid() AS patient_id, gen_random_uuid() AS account_id FROM generate_series(1, $2::int)),
       patients AS (INSERT INTO patient (id, name) SELECT patient_id, 'Person' FROM person),
       accounts AS (INSERT INTO account (id, email, name, mail_stopped_at) SELECT account_id, account_id || '@example.org', 'Person', now() FROM person),
       grants AS (INSERT INTO patient_grant (account_id, patient_id, role) SELECT account_id, patient_id, 'self' FROM person)
     INSERT INTO study (connection_id, patient_id, organization_id, key, facts, started_on, first_seen_at, absences)
     SELECT (SELECT id FROM connection LIMIT 1), patient_id, $1::uuid, patient_id::text, '{}', '2024-01-01', now(), 0 FROM person`,
    [organizationId, people],
  );
}
