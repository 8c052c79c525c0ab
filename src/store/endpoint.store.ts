import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Endpoint } from '../channels/channel.js';
import type { Timing } from '../domain/delivery.js';
import type { Level } from '../domain/level.js';
import { isClosed } from './closed.sql.js';
import { isMuted } from './mute.sql.js';
import { mayHear } from './pages/sql.js';
import { Seals } from './seals.js';

/** From which level on an endpoint is told. */
export const ENDPOINT_LEVELS = ['info', 'check', 'act soon'] as const satisfies readonly Level[];
export type EndpointLevel = (typeof ENDPOINT_LEVELS)[number];

/** An endpoint as its owner sees it; its secret is not shown again. */
export interface EndpointState {
  address: string;
  fromLevel: EndpointLevel;
  /** Since when nothing was taken; null while it works. */
  failingSince: Date | null;
  problem: string | null;
  waiting: number;
}

/** A notice that an endpoint has not taken yet, and is due. */
export interface DueDelivery extends Timing {
  id: string;
  channel: string;
  endpoint: Endpoint;
  code: string;
  level: Level;
  locale: string;
  createdAt: Date;
  attempts: number;
  /** When it was tried in vain for the first time; null before that. */
  firstTriedAt: Date | null;
  /** Its reader may still hear of the patient, muted neither the place nor the kind, and nobody closed it meanwhile. */
  meant: boolean;
}

/** Mails that go out as one have one code: that of the one that leads, else of the oldest. */
const CODE = `CASE WHEN notification.sent_at IS NOT NULL OR notification.fold IS NULL THEN notification.code ELSE (
  SELECT lead.code FROM notification AS lead
  WHERE lead.account_id = notification.account_id AND lead.fold = notification.fold AND lead.sent_at IS NULL AND ${mayHear('lead')}
  ORDER BY lead.leads DESC, lead.created_at, lead.id LIMIT 1) END`;

const DUE = `
  SELECT told.id, endpoint.channel, endpoint.address, endpoint.secret_sealed AS sealed, ${CODE} AS code, notification.level,
    account.locale, notification.created_at AS "createdAt", told.attempts, told.first_tried_at AS "firstTriedAt",
    ${mayHear('notification')} AND NOT ${isMuted('notification')} AND NOT ${isClosed('notification')} AS meant,
    time_zone AS zone, act_now_at_once AS "actNowAtOnce", CASE WHEN quiet_from IS NOT NULL THEN jsonb_build_object(
      'from', extract(epoch FROM quiet_from)::int / 60, 'until', extract(epoch FROM quiet_until)::int / 60) END AS quiet
  FROM endpoint_delivery AS told JOIN endpoint ON endpoint.id = told.endpoint_id
    JOIN notification ON notification.id = told.notification_id JOIN account ON account.id = notification.account_id
  WHERE told.id = $1 AND told.sent_at IS NULL AND told.failed_at IS NULL AND told.not_before <= now()`;

@Injectable()
export class EndpointStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly seals: Seals,
  ) {}

  async of(accountId: string, channel: string): Promise<EndpointState | null> {
    const [row] = await this.dataSource.query<EndpointState[]>(
      `SELECT address, from_level AS "fromLevel", failing_since AS "failingSince", problem,
         (SELECT count(*)::int FROM endpoint_delivery AS told WHERE told.endpoint_id = endpoint.id AND sent_at IS NULL AND failed_at IS NULL) AS waiting
       FROM endpoint WHERE account_id = $1 AND channel = $2`,
      [accountId, channel],
    );
    return row ?? null;
  }

  /** Sets the one endpoint of an account and channel. What it has not taken yet goes to the new address. */
  async set(
    accountId: string,
    channel: string,
    endpoint: Endpoint & { fromLevel: EndpointLevel },
    at: Date,
  ): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO endpoint (account_id, channel, address, secret_sealed, from_level, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (account_id, channel) DO UPDATE SET address = $3, secret_sealed = $4, from_level = $5, failing_since = NULL, problem = NULL`,
      [accountId, channel, endpoint.address, this.seals.seal(endpoint.secret), endpoint.fromLevel, at],
    );
  }

  /** False where there is none. */
  async setSecret(accountId: string, channel: string, secret: string): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown, number]>(
      'UPDATE endpoint SET secret_sealed = $3 WHERE account_id = $1 AND channel = $2',
      [accountId, channel, this.seals.seal(secret)],
    );
    return count > 0;
  }

  /** What it has not taken is not told there any more; it stands in the inbox. */
  async remove(accountId: string, channel: string): Promise<void> {
    await this.dataSource.query('DELETE FROM endpoint WHERE account_id = $1 AND channel = $2', [
      accountId,
      channel,
    ]);
  }

  async due(id: string): Promise<DueDelivery | null> {
    const [row] = await this.dataSource.query<
      (Omit<DueDelivery, 'endpoint'> & { address: string; sealed: Buffer })[]
    >(DUE, [id]);
    if (row === undefined) return null;
    const { address, sealed, ...delivery } = row;
    return { ...delivery, endpoint: { address, secret: this.seals.open(sealed) } };
  }

  /** Held on its reader's wish. */
  async hold(id: string, until: Date): Promise<void> {
    await this.dataSource.query(
      'UPDATE endpoint_delivery SET not_before = $2, rung_at = NULL WHERE id = $1',
      [id, until],
    );
  }

  async drop(id: string): Promise<void> {
    await this.dataSource.query('DELETE FROM endpoint_delivery WHERE id = $1', [id]);
  }

  async taken(id: string, at: Date): Promise<void> {
    await this.dataSource.query(
      `WITH told AS (UPDATE endpoint_delivery SET sent_at = $2, attempts = attempts + 1, failure = NULL WHERE id = $1 RETURNING endpoint_id)
       UPDATE endpoint SET failing_since = NULL, problem = NULL FROM told WHERE endpoint.id = told.endpoint_id`,
      [id, at],
    );
  }

  /** Tried again after `delaySeconds`; null gives it up. */
  async notTaken(id: string, problem: string, delaySeconds: number | null, at: Date): Promise<void> {
    await this.dataSource.query(
      `WITH told AS (
         UPDATE endpoint_delivery SET attempts = attempts + 1, failure = $2, rung_at = NULL, first_tried_at = coalesce(first_tried_at, $4),
           failed_at = CASE WHEN $3::float IS NULL THEN $4::timestamptz END,
           not_before = CASE WHEN $3::float IS NULL THEN not_before ELSE now() + make_interval(secs => $3) END
         WHERE id = $1 RETURNING endpoint_id)
       UPDATE endpoint SET failing_since = coalesce(failing_since, $4), problem = $2 FROM told WHERE endpoint.id = told.endpoint_id`,
      [id, problem, delaySeconds, at],
    );
  }
}
