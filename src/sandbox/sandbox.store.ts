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

  /** A sandbox hospital moves with the port that the server listens on: its connections move along. */
  async moveConnections(hospital: string, fhirBase: string): Promise<void> {
    await this.dataSource.query(
      `WITH moved AS (UPDATE connection SET fhir_base = $2 WHERE fhir_base LIKE '%/sandbox/' || $1 || '/fhir' AND fhir_base <> $2 RETURNING id)
       SELECT count(*) FROM moved`,
      [hospital, fhirBase],
    );
    await this.dataSource.query(
      `UPDATE organization SET origin = $2 || substr(origin, strpos(origin, '|')) WHERE split_part(origin, '|', 1) LIKE '%/sandbox/' || $1 || '/fhir' AND split_part(origin, '|', 1) <> $2`,
      [hospital, fhirBase],
    );
  }
}
