import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Expectation } from '../domain/expectation.js';
import type { WatchedPatient } from '../domain/fhir/subject.js';
import type { History } from '../domain/history.js';
import type { NextPull, Rhythm } from '../domain/schedule.js';
import type { Question } from './answer.store.js';
import { EXPECTED } from './expectation.store.js';
import { carriedIn, type Progress } from './progress.js';
import { Seals } from './seals.js';

/** An authorised way to one source for one patient, with what is carried from pull to pull. */
export interface Connection {
  id: string;
  /** Files that a person adds are never pulled, and never late. */
  kind: 'fhir' | 'files';
  patientId: string;
  siteName: string;
  fhirBase: string;
  fhirPatientId: string;
  token: string | null;
  /** The access that was given at the place itself, and kept alive; null where the token is all there is. */
  access: { token: string | null; expiresAt: Date | null } | null;
  /** Neither today's SECRET_KEY nor the one before opens what is stored; both are without a token then. */
  accessLost: boolean;
  settlingHours: number;
  pullEverySeconds: number;
  siteZone: string | null;
  /** Pulls in a row that found the site unwell. */
  failures: number;
  /** What is carried on without the studies, which lie in the snapshot and are read only where they are needed. */
  history: Omit<History, 'known'>;
  snapshotId: string | null;
  /** A flag has settled and waits for a complete pull to decide it. */
  flagWaits: boolean;
  /** Exams that people said are to come, and that this place did not bring yet. */
  expected: Expectation[];
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
  /** IANA zone of the site; left out where it is not known. */
  siteZone?: string;
}

/** How far a pull came: the FHIR types that the place answered for, in that order, and the entries that came of all of them. */
export interface LookStep {
  types: string[];
  entries: number;
}

interface ConnectionRow {
  id: string;
  kind: Connection['kind'];
  patient_id: string;
  site_name: string;
  fhir_base: string;
  fhir_patient_id: string;
  token_sealed: Buffer | null;
  settling_hours: number;
  pull_every_seconds: number;
  site_zone: string | null;
  failures: number;
  progress: Progress | null;
  version: number;
  snapshot_id: string | null;
  flag_waits: boolean;
  is_linked: boolean;
  access_sealed: Buffer | null;
  access_expires_at: Date | null;
  expected: Expectation[];
}

// A token that was given by hand afterwards stands in place of the access.
const CONNECTION = `
  SELECT connection.*, connection.token_sealed IS NULL AND held.connection_id IS NOT NULL AS is_linked,
    held.access_sealed, held.access_expires_at,
    EXISTS (SELECT FROM flag LEFT JOIN flag_outcome ON flag_outcome.flag_id = flag.id
      WHERE flag.connection_id = connection.id AND flag.settles_at <= $2 AND flag_outcome.flag_id IS NULL) AS flag_waits,
    ${EXPECTED} AS expected
  FROM connection LEFT JOIN connection_access AS held ON held.connection_id = connection.id
  WHERE connection.id = $1`;

/** Connections and their secrets. Tokens are sealed before they reach the database. */
@Injectable()
export class ConnectionStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly seals: Seals,
  ) {}

  /** The connection as a pull at that moment needs it, or null when there is none of this id. */
  async find(
    id: string,
    at: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Connection | null> {
    const [row] = await manager.query<ConnectionRow[]>(CONNECTION, [id, at]);
    return row ? this.toConnection(row) : null;
  }

  /** Which record a connection of this patient reads, or null where it is not the patient's, or the account may not see it. */
  async recordOf({
    id,
    patientId,
    accountId,
  }: Question): Promise<{ fhirBase: string; fhirPatientId: string } | null> {
    const [row] = await this.dataSource.query<{ fhirBase: string; fhirPatientId: string }[]>(
      'SELECT fhir_base AS "fhirBase", fhir_patient_id AS "fhirPatientId" FROM seen_connection($3) WHERE id = $1 AND patient_id = $2',
      [id, patientId, accountId],
    );
    return row ?? null;
  }

  /**
   * Whether an account may bring in a record of the patient: it sees the connection to it, or will see the one that is made.
   * Who may not is told the same whether or not there is one.
   */
  async mayBring(
    { patientId, accountId }: { patientId: string; accountId: string },
    { fhirBase, fhirPatientId }: { fhirBase: string; fhirPatientId: string },
    manager: EntityManager = this.dataSource.manager,
  ): Promise<boolean> {
    const [row] = await manager.query<{ may: boolean }[]>(
      `WITH same AS (SELECT id FROM connection WHERE patient_id = $1 AND fhir_base = $3 AND fhir_patient_id = $4)
       SELECT EXISTS (SELECT FROM same JOIN seen_connection($2) AS seen ON seen.id = same.id)
         OR NOT EXISTS (SELECT FROM same) AND EXISTS (
           SELECT FROM active_grant WHERE patient_id = $1 AND account_id = $2 AND (role = 'self' OR places IS NULL)) AS may`,
      [patientId, accountId, fhirBase, fhirPatientId],
    );
    return row!.may;
  }

  /** Of all that can be pulled. */
  async allIds(): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM connection WHERE kind = 'fhir' AND NOT EXISTS (SELECT FROM patient WHERE patient.id = connection.patient_id AND patient.canary) ORDER BY created_at`,
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

  /** Under which of these addresses of one server the record is watched already; null where under none. */
  async watchedAs(
    { patientId, fhirPatientId }: { patientId: string; fhirPatientId: string },
    bases: string[],
  ): Promise<string | null> {
    const [row] = await this.dataSource.query<{ base: string }[]>(
      'SELECT fhir_base AS base FROM connection WHERE patient_id = $1 AND fhir_patient_id = $2 AND fhir_base = ANY ($3) ORDER BY created_at LIMIT 1',
      [patientId, fhirPatientId, bases],
    );
    return row?.base ?? null;
  }

  /** Adds a connection, or brings the one to the same record up to date; it is due at once. Returns its id. */
  async add(connection: NewConnection, manager: EntityManager = this.dataSource.manager): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      `INSERT INTO connection (patient_id, site_name, fhir_base, fhir_patient_id, token_sealed, pull_every_seconds, settling_hours, site_zone)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (patient_id, fhir_base, fhir_patient_id) DO UPDATE
         SET token_sealed = excluded.token_sealed, pull_every_seconds = excluded.pull_every_seconds, next_pull_at = now(), failures = 0,
           site_zone = coalesce(excluded.site_zone, connection.site_zone)
       RETURNING id`,
      [
        connection.patientId,
        connection.siteName,
        connection.fhirBase,
        connection.fhirPatientId,
        this.seals.seal(connection.token),
        connection.pullEverySeconds,
        connection.settlingHours,
        connection.siteZone ?? null,
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
       WHERE kind = 'fhir' AND NOT EXISTS (SELECT FROM patient WHERE patient.id = connection.patient_id AND patient.canary) AND coalesce(last_complete_at, created_at) < $2::timestamptz - make_interval(days => $1)
         AND coalesce(last_complete_at, created_at) >= coalesce($2::timestamptz - make_interval(days => $3), '-infinity')`,
      [days, at, until],
    );
  }

  /** What the next pull of a connection depends on, without the connection itself. */
  async rhythm(id: string): Promise<Rhythm | null> {
    const [row] = await this.dataSource.query<Rhythm[]>(
      `SELECT id AS "connectionId", pull_every_seconds AS "everySeconds", site_zone AS "siteZone", failures FROM connection WHERE id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** A pull that was rung for goes on, and came so far: its place is not given to another. The step is of this ring alone. */
  async stillUnderWay(id: string, step: LookStep): Promise<void> {
    await this.dataSource.query(
      `UPDATE connection SET rung_at = now(), look_step = $2::jsonb || jsonb_build_object('ring', rings) WHERE id = $1 AND rung_at IS NOT NULL`,
      [id, JSON.stringify(step)],
    );
  }

  /** A pull broke off for a reason of ours or of the key: the place it took is free, and it is tried again later. */
  async putOff(id: string, next: NextPull): Promise<void> {
    await this.dataSource.query(
      'UPDATE connection SET rung_at = NULL, next_pull_at = $2, failures = $3 WHERE id = $1',
      [id, next.at, next.failures],
    );
  }

  /** Makes a connection due now; inserting or updating rings the doorbell. */
  async hurry(ids: string[]): Promise<void> {
    await this.dataSource.query('UPDATE connection SET next_pull_at = now() WHERE id = ANY($1)', [ids]);
  }

  /** Makes one patient's connection due now, unless it is already. False where the patient has no such connection that the account may see. */
  async hurryFor({ id, patientId, accountId }: Question, at: Date): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE connection SET next_pull_at = least(next_pull_at, $3) WHERE id = $1 AND patient_id = $2 AND kind = 'fhir' AND id IN (SELECT id FROM seen_connection($4)) RETURNING id`,
      [id, patientId, at, accountId],
    );
    return rows.length > 0;
  }

  private toConnection(row: ConnectionRow): Connection {
    return {
      id: row.id,
      kind: row.kind,
      patientId: row.patient_id,
      siteName: row.site_name,
      fhirBase: row.fhir_base,
      fhirPatientId: row.fhir_patient_id,
      ...this.opened(row),
      settlingHours: row.settling_hours,
      pullEverySeconds: row.pull_every_seconds,
      siteZone: row.site_zone,
      failures: row.failures,
      ...carriedIn(row.progress),
      snapshotId: row.snapshot_id,
      flagWaits: row.flag_waits,
      expected: row.expected,
      version: row.version,
    };
  }

  /** Sealed with a key that nobody gave us, or altered, what is stored cannot be opened any more. */
  private opened(row: ConnectionRow): Pick<Connection, 'token' | 'access' | 'accessLost'> {
    const token = this.seals.tryOpen(row.token_sealed);
    const held = this.seals.tryOpen(row.is_linked ? row.access_sealed : null);
    return {
      token: token.plain,
      access: row.is_linked ? { token: held.plain, expiresAt: row.access_expires_at } : null,
      accessLost: token.lost || held.lost,
    };
  }
}
