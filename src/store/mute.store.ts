import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Situation } from '../domain/situation.js';
import { muteFits } from './mute.sql.js';

/** A place of a patient whom the account may see. */
export interface MutablePlace {
  id: string;
  siteName: string;
  /** The patient's name. */
  name: string;
}

export interface Mute {
  id: string;
  /** Null where a kind is muted. */
  place: MutablePlace | null;
  situation: Situation | null;
  mutedAt: Date;
  /** Messages since then that stand in the inbox alone because of it. */
  kept: number;
}

const PLACES = `
  SELECT connection.id, connection.site_name AS "siteName", patient.name
  FROM seen_connection($1) AS connection JOIN patient ON patient.id = connection.patient_id WHERE true`;

/** What a person muted: it stays out of mail and digest, and stands in the app. */
@Injectable()
export class MuteStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The places that an account may mute and has not. */
  placesOf(accountId: string): Promise<MutablePlace[]> {
    return this.dataSource.query<MutablePlace[]>(
      `${PLACES} AND NOT EXISTS (SELECT FROM mute WHERE mute.account_id = $1 AND mute.connection_id = connection.id)
       ORDER BY patient.name, connection.site_name`,
      [accountId],
    );
  }

  /** What is muted; of places only those that the account may still see. */
  of(accountId: string): Promise<Mute[]> {
    return this.dataSource.query<Mute[]>(
      `SELECT mute.id, mute.situation, mute.muted_at AS "mutedAt",
         CASE WHEN place.id IS NOT NULL THEN jsonb_build_object('id', place.id, 'siteName', place."siteName", 'name', place.name) END AS place,
         (SELECT count(*)::int FROM notification WHERE notification.account_id = $1 AND notification.created_at >= mute.muted_at
           AND notification.channel = 'app' AND ${muteFits('notification')}) AS kept
       FROM mute LEFT JOIN (${PLACES}) AS place ON place.id = mute.connection_id
       WHERE mute.account_id = $1 AND (mute.situation IS NOT NULL OR place.id IS NOT NULL) ORDER BY mute.muted_at, mute.id`,
      [accountId],
    );
  }

  /** False where the account may not see the place. */
  async mutePlace(accountId: string, connectionId: string, at: Date): Promise<boolean> {
    const places = await this.dataSource.query<MutablePlace[]>(`${PLACES} AND connection.id = $2`, [
      accountId,
      connectionId,
    ]);
    if (places.length === 0) return false;
    await this.dataSource.query(
      'INSERT INTO mute (account_id, connection_id, muted_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [accountId, connectionId, at],
    );
    return true;
  }

  async muteKind(accountId: string, situation: Situation, at: Date): Promise<void> {
    await this.dataSource.query(
      'INSERT INTO mute (account_id, situation, muted_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [accountId, situation, at],
    );
  }

  /** False where the account has no such mute. */
  async remove(accountId: string, id: string): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown, number]>(
      'DELETE FROM mute WHERE id = $1 AND account_id = $2',
      [id, accountId],
    );
    return count > 0;
  }
}
