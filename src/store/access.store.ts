import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SmartServer } from '../smart/discovery.js';
import { Seals } from './seals.js';

/** What keeps the access alive that a person gave at a place. */
export interface HeldAccess {
  /** Null once it was taken back. */
  access: string | null;
  accessExpiresAt: Date | null;
  refresh: string | null;
  granted: string[];
  /** When the place said that renewing ends, if it did. */
  statedEnd: Date | null;
  endsAt: Date | null;
}

export interface LinkedAccess extends HeldAccess {
  siteId: string;
  server: SmartServer;
  asked: string[];
  linkedAt: Date;
}

/** A row that is locked until its transaction ends. */
export interface LockedAccess extends LinkedAccess {
  connectionId: string;
  patientId: string;
}

/** What a page tells of an access; nothing that could be used. */
export interface AccessFacts {
  siteId: string;
  asked: string[];
  granted: string[];
  linkedAt: Date;
  endsAt: Date | null;
  renewable: boolean;
  revokedAt: Date | null;
}

const SAVE = `
  INSERT INTO connection_access (connection_id, site_id, server, asked, linked_at, access_sealed, access_expires_at, refresh_sealed, granted, stated_end, ends_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (connection_id) DO UPDATE
    SET site_id = excluded.site_id, server = excluded.server, asked = excluded.asked, linked_at = excluded.linked_at,
      access_sealed = excluded.access_sealed, access_expires_at = excluded.access_expires_at, refresh_sealed = excluded.refresh_sealed,
      granted = excluded.granted, stated_end = excluded.stated_end, ends_at = excluded.ends_at, revoked_at = NULL`;

const LOCK = `
  SELECT held.connection_id AS "connectionId", connection.patient_id AS "patientId", held.site_id AS "siteId", held.server, held.asked,
    held.granted, held.linked_at AS "linkedAt", held.access_sealed AS "accessSealed", held.access_expires_at AS "accessExpiresAt",
    held.refresh_sealed AS "refreshSealed", held.stated_end AS "statedEnd", held.ends_at AS "endsAt"
  FROM connection_access AS held JOIN connection ON connection.id = held.connection_id WHERE held.connection_id = $1 FOR UPDATE OF held`;

type LockedRow = Omit<LockedAccess, 'access' | 'refresh'> & {
  accessSealed: Buffer | null;
  refreshSealed: Buffer | null;
};

/** The access behind each linked connection. Tokens are sealed before they reach the database. */
@Injectable()
export class AccessStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly seals: Seals,
  ) {}

  /** Keeps what was granted; a connection that was linked before goes on with it. */
  async save(manager: EntityManager, connectionId: string, linked: LinkedAccess): Promise<void> {
    const { siteId, server, asked, linkedAt } = linked;
    await manager.query(SAVE, [
      connectionId,
      siteId,
      JSON.stringify(server),
      asked,
      linkedAt,
      ...this.held(linked),
    ]);
  }

  /** The access of one connection, which nobody else renews until the transaction ends. */
  async lock(manager: EntityManager, connectionId: string): Promise<LockedAccess | null> {
    const [row] = await manager.query<LockedRow[]>(LOCK, [connectionId]);
    if (!row) return null;
    const { accessSealed, refreshSealed, ...rest } = row;
    return { ...rest, access: this.seals.open(accessSealed), refresh: this.seals.open(refreshSealed) };
  }

  async renewed(manager: EntityManager, connectionId: string, held: HeldAccess): Promise<void> {
    await manager.query(
      `UPDATE connection_access SET access_sealed = $2, access_expires_at = $3, refresh_sealed = $4, granted = $5, stated_end = $6, ends_at = $7
       WHERE connection_id = $1`,
      [connectionId, ...this.held(held)],
    );
  }

  /** What was taken back is worth nothing any more and is not kept. */
  async revoked(manager: EntityManager, connectionId: string, at: Date): Promise<void> {
    await manager.query(
      'UPDATE connection_access SET access_sealed = NULL, refresh_sealed = NULL, revoked_at = $2 WHERE connection_id = $1',
      [connectionId, at],
    );
  }

  /** Access that ends within so many days after `at`, by the time that it was given. */
  ending(
    manager: EntityManager,
    days: number,
    at: Date,
  ): Promise<{ id: string; patientId: string; linkedAt: Date }[]> {
    return manager.query(
      `SELECT connection.id, connection.patient_id AS "patientId", held.linked_at AS "linkedAt"
       FROM connection_access AS held JOIN connection ON connection.id = held.connection_id
       WHERE held.ends_at < $2::timestamptz + make_interval(days => $1) AND held.revoked_at IS NULL`,
      [days, at],
    );
  }

  /** What a page may tell of the access of one patient's connection. */
  async facts(connectionId: string, patientId: string): Promise<AccessFacts | null> {
    const [row] = await this.dataSource.query<AccessFacts[]>(
      `SELECT held.site_id AS "siteId", held.asked, held.granted, held.linked_at AS "linkedAt", held.ends_at AS "endsAt",
         held.refresh_sealed IS NOT NULL AS renewable, held.revoked_at AS "revokedAt"
       FROM connection_access AS held JOIN connection ON connection.id = held.connection_id
       WHERE connection.id = $1 AND connection.patient_id = $2`,
      [connectionId, patientId],
    );
    return row ?? null;
  }

  /** Whether the same record is linked as that of another patient whom the account may see now. */
  async isAnothers(
    record: { fhirBase: string; fhirPatientId: string },
    patientId: string,
    accountId: string,
  ): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `SELECT FROM connection JOIN active_grant ON active_grant.patient_id = connection.patient_id
       WHERE connection.fhir_base = $1 AND connection.fhir_patient_id = $2 AND connection.patient_id <> $3
         AND active_grant.account_id = $4 LIMIT 1`,
      [record.fhirBase, record.fhirPatientId, patientId, accountId],
    );
    return rows.length > 0;
  }

  private held({ access, accessExpiresAt, refresh, granted, statedEnd, endsAt }: HeldAccess): unknown[] {
    return [this.seals.seal(access), accessExpiresAt, this.seals.seal(refresh), granted, statedEnd, endsAt];
  }
}
