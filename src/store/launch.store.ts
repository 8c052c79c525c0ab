import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SmartServer } from '../smart/discovery.js';
import { Seals } from './seals.js';

/** A journey to a place's authorization server that was begun and not yet ended. */
export interface Launch {
  accountId: string;
  patientId: string;
  siteId: string;
  /** The connection that is linked again; null for a new one. */
  connectionId: string | null;
  /** PKCE (RFC 7636). */
  verifier: string;
  server: SmartServer;
  /** What was asked for. */
  scopes: string[];
}

/** Who may end a journey: whoever holds both is the one who began it. */
export interface LaunchKey {
  stateHash: Buffer;
  sessionHash: Buffer;
}

type LaunchRow = Omit<Launch, 'verifier'> & { verifierSealed: Buffer };

const COLUMNS = `account_id AS "accountId", patient_id AS "patientId", site_id AS "siteId", connection_id AS "connectionId",
  verifier_sealed AS "verifierSealed", server, scopes`;

/** Journeys under way. A state is good once, for a while, for the session that it was made for. */
@Injectable()
export class LaunchStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly seals: Seals,
  ) {}

  /** Keeps a new journey, and forgets those whose time was over before `at`. */
  async begin(key: LaunchKey, launch: Launch, at: Date, expiresAt: Date): Promise<void> {
    await this.dataSource.query(
      `WITH forgotten AS (DELETE FROM launch WHERE expires_at < $10)
       INSERT INTO launch (state_hash, session_hash, account_id, patient_id, site_id, connection_id, verifier_sealed, server, scopes, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        key.stateHash,
        key.sessionHash,
        launch.accountId,
        launch.patientId,
        launch.siteId,
        launch.connectionId,
        this.seals.seal(launch.verifier),
        JSON.stringify(launch.server),
        launch.scopes,
        at,
        expiresAt,
      ],
    );
  }

  /** The journey as it stands; looking at it changes nothing. */
  async find({ stateHash, sessionHash }: LaunchKey, at: Date): Promise<Launch | null> {
    const [row] = await this.dataSource.query<LaunchRow[]>(
      `SELECT ${COLUMNS} FROM launch WHERE state_hash = $1 AND session_hash = $2 AND used_at IS NULL AND expires_at > $3`,
      [stateHash, sessionHash, at],
    );
    return row ? this.opened(row) : null;
  }

  /** Ends a journey; the second time there is none. */
  async use({ stateHash, sessionHash }: LaunchKey, patientId: string, at: Date): Promise<Launch | null> {
    const [rows] = await this.dataSource.query<[LaunchRow[], number]>(
      `UPDATE launch SET used_at = $4 WHERE state_hash = $1 AND session_hash = $2 AND patient_id = $3 AND used_at IS NULL AND expires_at > $4
       RETURNING ${COLUMNS}`,
      [stateHash, sessionHash, patientId, at],
    );
    return rows[0] ? this.opened(rows[0]) : null;
  }

  private opened({ verifierSealed, ...launch }: LaunchRow): Launch {
    return { ...launch, verifier: this.seals.open(verifierSealed) };
  }
}
