import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { WatchedPatient } from '../domain/fhir/subject.js';
import { type History, NO_HISTORY } from '../domain/history.js';
import { Seals } from './seals.js';

/** An authorised way to one source for one patient, with what is carried from pull to pull. */
export interface Connection {
  id: string;
  patientId: string;
  siteName: string;
  fhirBase: string;
  fhirPatientId: string;
  token: string | null;
  /** The access that was given at the place itself, and kept alive; null where the token is all there is. */
  access: { token: string | null; expiresAt: Date | null } | null;
  settlingHours: number;
  pullEverySeconds: number;
  history: History;
  watched: WatchedPatient | null;
  /** Rises with every saved pull; a pull that began from an older version is discarded. */
  version: number;
}

export interface NewConnection {
  patientId: string;
  siteName: string;
  fhirBase: string;
  fhirPatientId: string;
  token: string | null;
  pullEverySeconds: number;
  settlingHours: number;
}

interface ConnectionRow {
  id: string;
  patient_id: string;
  site_name: string;
  fhir_base: string;
  fhir_patient_id: string;
  token_sealed: Buffer | null;
  settling_hours: number;
  pull_every_seconds: number;
  progress: Progress | null;
  version: number;
  known: History['known'] | null;
  is_linked: boolean;
  access_sealed: Buffer | null;
  access_expires_at: Date | null;
}

// A token that was given by hand afterwards stands in place of the access.
const CONNECTION = `
  SELECT connection.*, snapshot.known, connection.token_sealed IS NULL AND held.connection_id IS NOT NULL AS is_linked,
    held.access_sealed, held.access_expires_at
  FROM connection LEFT JOIN snapshot ON snapshot.id = connection.snapshot_id
    LEFT JOIN connection_access AS held ON held.connection_id = connection.id
  WHERE connection.id = $1`;

/** History and patient as they lie in `connection.progress`; the studies lie in the snapshot. */
export interface Progress {
  history: Omit<History, 'known'>;
  watched: { ids: string[]; identifiers: string[] } | null;
}

/** Connections and their secrets. Tokens are sealed before they reach the database. */
@Injectable()
export class ConnectionStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly seals: Seals,
  ) {}

  /** The connection with its latest snapshot, or null when there is none of this id. */
  async find(id: string): Promise<Connection | null> {
    const [row] = await this.dataSource.query<ConnectionRow[]>(CONNECTION, [id]);
    return row ? this.toConnection(row) : null;
  }

  /** Which record a connection of this patient reads, or null where it is not the patient's. */
  async recordOf(id: string, patientId: string): Promise<{ fhirBase: string; fhirPatientId: string } | null> {
    const [row] = await this.dataSource.query<{ fhirBase: string; fhirPatientId: string }[]>(
      'SELECT fhir_base AS "fhirBase", fhir_patient_id AS "fhirPatientId" FROM connection WHERE id = $1 AND patient_id = $2',
      [id, patientId],
    );
    return row ?? null;
  }

  async allIds(): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM connection ORDER BY created_at',
    );
    return rows.map((row) => row.id);
  }

  async idsAt(fhirBase: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM connection WHERE fhir_base = $1 ORDER BY created_at',
      [fhirBase],
    );
    return rows.map((row) => row.id);
  }

  /** Adds a connection, or brings the one to the same record up to date; it is due at once. Returns its id. */
  async add(connection: NewConnection, manager: EntityManager = this.dataSource.manager): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `INSERT INTO connection (patient_id, site_name, fhir_base, fhir_patient_id, token_sealed, pull_every_seconds, settling_hours)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (patient_id, fhir_base, fhir_patient_id) DO UPDATE
         SET token_sealed = excluded.token_sealed, pull_every_seconds = excluded.pull_every_seconds, next_pull_at = now()
       RETURNING id`,
      [
        connection.patientId,
        connection.siteName,
        connection.fhirBase,
        connection.fhirPatientId,
        this.seals.seal(connection.token),
        connection.pullEverySeconds,
        connection.settlingHours,
      ],
    );
    return row!.id;
  }

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Connections without a complete pull for `days` before `at` and not yet for `until` days, and since when. */
  unreadSince(
    manager: EntityManager,
    days: number,
    until: number | null,
    at: string,
  ): Promise<{ id: string; patientId: string; since: Date }[]> {
    return manager.query(
      `SELECT id, patient_id AS "patientId", coalesce(last_complete_at, created_at) AS since FROM connection
       WHERE coalesce(last_complete_at, created_at) < $2::timestamptz - make_interval(days => $1)
         AND coalesce(last_complete_at, created_at) >= coalesce($2::timestamptz - make_interval(days => $3), '-infinity')`,
      [days, at, until],
    );
  }

  /** Makes a connection due now; inserting or updating rings the doorbell. */
  async hurry(ids: string[]): Promise<void> {
    await this.dataSource.query('UPDATE connection SET next_pull_at = now() WHERE id = ANY($1)', [ids]);
  }

  /** Makes one patient's connection due now, unless it is already. False where the patient has no such connection. */
  async hurryFor(patientId: string, id: string, at: Date): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      'UPDATE connection SET next_pull_at = least(next_pull_at, $3) WHERE id = $1 AND patient_id = $2 RETURNING id',
      [id, patientId, at],
    );
    return rows.length > 0;
  }

  private toConnection(row: ConnectionRow): Connection {
    const { history, watched } = row.progress ?? { history: NO_HISTORY, watched: null };
    return {
      id: row.id,
      patientId: row.patient_id,
      siteName: row.site_name,
      fhirBase: row.fhir_base,
      fhirPatientId: row.fhir_patient_id,
      token: this.seals.open(row.token_sealed),
      access: row.is_linked
        ? {
            token: this.seals.open(row.access_sealed),
            expiresAt: row.access_expires_at,
          }
        : null,
      settlingHours: row.settling_hours,
      pullEverySeconds: row.pull_every_seconds,
      history: { ...history, known: row.known ?? [] },
      watched:
        watched === null ? null : { ids: new Set(watched.ids), identifiers: new Set(watched.identifiers) },
      version: row.version,
    };
  }
}
