import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hashToken, randomToken } from '../lib/keys.js';

/** News brings the next pull forward no more often than this, however many come. */
const LEAST_GAP = "interval '5 minutes'";

/** Where FHIR servers may knock, each for one connection. */
@Injectable()
export class PushStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The secret part of a new address for a connection, or null where there is no such one; the address before it is closed. */
  async open(connectionId: string, at: Date): Promise<string | null> {
    const token = randomToken();
    const rows = await this.dataSource.query<unknown[]>(
      `INSERT INTO push_channel (connection_id, token_hash, opened_at) SELECT id, $2, $3 FROM connection WHERE id = $1 AND kind = 'fhir'
       ON CONFLICT (connection_id) DO UPDATE SET token_hash = excluded.token_hash, opened_at = excluded.opened_at RETURNING connection_id`,
      [connectionId, hashToken(token), at],
    );
    return rows.length > 0 ? token : null;
  }

  /** Notes that a server spoke. False where there is no such address. */
  async hear(token: string, at: Date): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      'UPDATE push_channel SET heard_at = $2 WHERE token_hash = $1 RETURNING connection_id',
      [hashToken(token), at],
    );
    return rows.length > 0;
  }

  /**
   * Makes the connection due earlier, never later: at once, or as long after the last news as the gap asks for. One that
   * is left alone because its site is unwell, or because it waits to be linked again, stays so.
   */
  async hint(token: string, at: Date): Promise<void> {
    await this.dataSource.query(
      `WITH hinted AS (
         UPDATE push_channel SET hinted_at = greatest($2, hinted_at + ${LEAST_GAP})
         WHERE token_hash = $1 AND (hinted_at IS NULL OR hinted_at <= $2) RETURNING connection_id, hinted_at
       )
       UPDATE connection SET next_pull_at = least(next_pull_at, hinted.hinted_at) FROM hinted
       WHERE connection.id = hinted.connection_id AND kind = 'fhir' AND next_pull_at IS NOT NULL AND failures = 0`,
      [hashToken(token), at],
    );
  }
}
