import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Level } from '../../domain/level.js';
import type { GrantRole } from '../../domain/notification.js';
import type { AccessChange } from '../../domain/people/access-news.js';

/** One message about a change of access, to one account. */
export interface AccessNews {
  accountId: string;
  /** Null for whoever has no grant any more: the message outlives it. */
  patientId: string | null;
  grantId: string;
  change: AccessChange;
  level: Level;
  mailed: boolean;
}

/** What such a message tells. */
export interface AccessFacts {
  change: AccessChange;
  /** It is told to the person whom it is about. */
  toCaregiver: boolean;
  patient: string;
  person: string;
  /** Who made the change. */
  by: string;
  role: GrantRole;
  at: Date;
  until: Date | null;
}

const PATIENT_SIDE = `
  SELECT account_id AS "accountId" FROM active_grant AS spoken
  WHERE patient_id = $1 AND (role = 'self' OR role = 'representative' AND NOT EXISTS (
    SELECT FROM active_grant AS own WHERE own.patient_id = $1 AND own.role = 'self'))`;

/** What both sides are told when somebody is let in or out (S19). The grant is the cause, and says the rest. */
@Injectable()
export class AccessNewsStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Who speaks for a patient: they themselves, or where they have no account, those who act for them. */
  async patientSide(manager: EntityManager, patientId: string): Promise<string[]> {
    const rows = await manager.query<{ accountId: string }[]>(PATIENT_SIDE, [patientId]);
    return rows.map(({ accountId }) => accountId);
  }

  /** By mail too where an address takes mail. */
  async write(manager: EntityManager, news: AccessNews[], at: string): Promise<void> {
    await manager.query(
      `INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, created_at, not_before, sent_at)
       SELECT account.id, given."patientId", 'people-' || given.change || ':' || given."grantId", channel.name, 'S19', given.level, $2, $2,
         CASE channel.name WHEN 'app' THEN $2::timestamptz END
       FROM jsonb_to_recordset($1::jsonb) AS given ("accountId" uuid, "patientId" uuid, "grantId" uuid, change text, level text, mailed boolean)
         JOIN account ON account.id = given."accountId"
         CROSS JOIN LATERAL (SELECT CASE WHEN given.mailed AND account.mail_stopped_at IS NULL THEN 'mail' ELSE 'app' END AS name) AS channel
       ON CONFLICT (account_id, cause, channel) DO NOTHING`,
      [JSON.stringify(news), at],
    );
  }

  /** Grants of parents that end within so many days. */
  ofParentsEnding(
    manager: EntityManager,
    days: number,
    now: Date,
  ): Promise<Pick<AccessNews, 'accountId' | 'patientId' | 'grantId'>[]> {
    return manager.query<Pick<AccessNews, 'accountId' | 'patientId' | 'grantId'>[]>(
      `SELECT account_id AS "accountId", patient_id AS "patientId", id AS "grantId" FROM active_grant
       WHERE authority = 'parent' AND valid_until BETWEEN $1::timestamptz AND $1::timestamptz + make_interval(days => $2)`,
      [now, days],
    );
  }

  /** Null where the message is none of these. */
  async facts(notificationId: string, accountId: string): Promise<AccessFacts | null> {
    const [row] = await this.dataSource.query<AccessFacts[]>(
      `SELECT split_part(substr(notification.cause, 8), ':', 1) AS change, patient_grant.account_id = notification.account_id AS "toCaregiver",
         patient.name AS patient, person.name AS person, patient_grant.role, patient_grant.valid_until AS until,
         coalesce(CASE WHEN starts_with(notification.cause, 'people-removed:') THEN ender.name ELSE giver.name END, patient.name) AS by,
         notification.created_at AS at
       FROM notification JOIN patient_grant ON patient_grant.id::text = split_part(notification.cause, ':', 2)
         JOIN patient ON patient.id = patient_grant.patient_id JOIN account AS person ON person.id = patient_grant.account_id
         LEFT JOIN account AS giver ON giver.id = patient_grant.granted_by LEFT JOIN account AS ender ON ender.id = patient_grant.revoked_by
       WHERE notification.id = $1 AND notification.account_id = $2 AND notification.situation = 'S19'`,
      [notificationId, accountId],
    );
    return row ?? null;
  }
}
