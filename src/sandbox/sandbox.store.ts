import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SandboxEvent } from './events.js';

/** What was made to happen, oldest first. */
@Injectable()
export class SandboxStore {
  constructor(private readonly dataSource: DataSource) {}

  async events(): Promise<SandboxEvent[]> {
    const rows = await this.dataSource.query<{ event: SandboxEvent }[]>(
      'SELECT event FROM sandbox_event ORDER BY id',
    );
    return rows.map((row) => row.event);
  }

  async add(event: SandboxEvent): Promise<void> {
    await this.dataSource.query('INSERT INTO sandbox_event (event) VALUES ($1)', [JSON.stringify(event)]);
  }

  /** A sandbox hospital moves with the port that this server listens on: what was connected to it moves along. */
  async moveConnections(hospital: string, fhirBase: string): Promise<void> {
    const ours = `^http://127\\.0\\.0\\.1:\\d+/sandbox/${hospital}/fhir$`;
    await this.dataSource.query(
      `UPDATE connection SET fhir_base = $2 WHERE fhir_base ~ $1 AND fhir_base <> $2
         AND NOT EXISTS (SELECT FROM connection AS there WHERE there.fhir_base = $2 AND there.patient_id = connection.patient_id AND there.fhir_patient_id = connection.fhir_patient_id)`,
      [ours, fhirBase],
    );
    await this.dataSource.query(
      `UPDATE organization SET origin = $2 || substr(origin, strpos(origin, '|'))
       WHERE split_part(origin, '|', 1) ~ $1 AND split_part(origin, '|', 1) <> $2
         AND NOT EXISTS (SELECT FROM organization AS there WHERE there.origin = $2 || substr(organization.origin, strpos(organization.origin, '|')))`,
      [ours, fhirBase],
    );
  }
}
