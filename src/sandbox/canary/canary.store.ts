import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A name that no mail server resolves (RFC 2606): what is written to it is composed and checked, and goes nowhere. */
const ADDRESS = 'canary@scanwarden.invalid';
const STATION = 'Canary station';
const OWN_BASE = '^http://127\\.0\\.0\\.1:\\d+/canary/lakeside/fhir$';
const DAY_SECONDS = 86_400;

/** The canary's runs, and the rows through which it is watched like everybody else. */
@Injectable()
export class CanaryStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Claims the run of a day (ISO date, UTC). False where it was begun before. */
  async begin(day: string, at: Date, dueAt: Date): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'INSERT INTO canary_run (day, started_at, due_at) VALUES ($1, $2, $3) ON CONFLICT (day) DO NOTHING RETURNING day',
      [day, at, dueAt],
    );
    return rows.length > 0;
  }

  /** The days of a month (`2026-11`) that had a run. */
  async daysOf(month: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ day: string }[]>(
      `SELECT day::text FROM canary_run WHERE to_char(day, 'YYYY-MM') = $1 ORDER BY day`,
      [month],
    );
    return rows.map(({ day }) => day);
  }

  /** The month's patient with account, grant and connection, made where they are missing; the station has moved to this base. */
  async connect(day: string, fhirPatientId: string, fhirBase: string): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const patientId = await patientOf(manager, fhirPatientId);
      await manager.query('UPDATE connection SET fhir_base = $1 WHERE patient_id = $2', [
        fhirBase,
        patientId,
      ]);
      await manager.query(
        `UPDATE organization SET origin = $1 || substr(origin, strpos(origin, '|')) WHERE split_part(origin, '|', 1) ~ $2`,
        [fhirBase, OWN_BASE],
      );
      await manager.query('UPDATE canary_run SET patient_id = $2 WHERE day = $1', [day, patientId]);
      const [row] = await manager.query<{ id: string }[]>(
        `INSERT INTO connection (patient_id, site_name, fhir_base, fhir_patient_id, pull_every_seconds, settling_hours, next_pull_at)
         VALUES ($1, $2, $3, $4, $5, 0, NULL)
         ON CONFLICT (patient_id, fhir_base, fhir_patient_id) DO UPDATE SET site_name = excluded.site_name RETURNING id`,
        [patientId, STATION, fhirBase, fhirPatientId, DAY_SECONDS],
      );
      return row!.id;
    });
  }

  /** Its hospital is closed until the next run: nobody is to look at it by the clock. */
  async rest(connectionId: string): Promise<void> {
    await this.dataSource.query('UPDATE connection SET next_pull_at = NULL WHERE id = $1', [connectionId]);
  }

  /** Marks the runs whose alert has gone the whole way: its mail was composed, and would have been sent. */
  async noteArrivals(): Promise<void> {
    await this.dataSource.query(
      `UPDATE canary_run SET arrived_at = alert.sent_at
       FROM notification AS alert JOIN account ON account.id = alert.account_id AND account.canary
       WHERE canary_run.arrived_at IS NULL AND alert.patient_id = canary_run.patient_id AND alert.situation = 'S02' AND alert.level = 'check'
         AND alert.channel = 'mail' AND alert.created_at >= canary_run.started_at AND alert.sent_at IS NOT NULL`,
    );
  }
}

/** One patient for each name that the station uses, all of them seen by one account that nobody can sign in to. */
async function patientOf(manager: EntityManager, name: string): Promise<string> {
  const [known] = await manager.query<{ id: string }[]>('SELECT id FROM patient WHERE canary AND name = $1', [
    name,
  ]);
  if (known) return known.id;
  await manager.query(
    "INSERT INTO account (email, name, canary) VALUES ($1, 'Canary', true) ON CONFLICT (email) DO NOTHING",
    [ADDRESS],
  );
  const [made] = await manager.query<{ id: string }[]>(
    `WITH made AS (INSERT INTO patient (name, canary) VALUES ($2, true) RETURNING id)
     INSERT INTO patient_grant (account_id, patient_id, role)
     SELECT account.id, made.id, 'self' FROM made, account WHERE email = $1 RETURNING patient_id AS id`,
    [ADDRESS, name],
  );
  return made!.id;
}
