import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { QuietHours } from '../domain/quiet-hours.js';

/** What a person chose about how they are told, besides their streams of mail. */
export interface Choices {
  quiet: QuietHours | null;
  actNowAtOnce: boolean;
  infoByMail: boolean;
  /** When they chose that mails may name the place and the day; null where mails name nothing. */
  detailsSince: Date | null;
}

/** The words that somebody read before they chose. */
export interface Warning {
  version: string;
  text: string;
}

@Injectable()
export class ChoicesStore {
  constructor(private readonly dataSource: DataSource) {}

  async of(accountId: string): Promise<Choices> {
    const [row] = await this.dataSource.query<Choices[]>(
      `SELECT CASE WHEN quiet_from IS NOT NULL THEN jsonb_build_object(
           'from', extract(epoch FROM quiet_from)::int / 60, 'until', extract(epoch FROM quiet_until)::int / 60) END AS quiet,
         act_now_at_once AS "actNowAtOnce", info_by_mail AS "infoByMail",
         CASE WHEN mail_details THEN (SELECT chosen_at FROM detail_choice WHERE account_id = account.id ORDER BY id DESC LIMIT 1) END AS "detailsSince"
       FROM account WHERE id = $1`,
      [accountId],
    );
    return row!;
  }

  async setLocale(accountId: string, locale: string): Promise<void> {
    await this.dataSource.query('UPDATE account SET locale = $2 WHERE id = $1', [accountId, locale]);
  }

  async setInfoByMail(accountId: string, byMail: boolean): Promise<void> {
    await this.dataSource.query('UPDATE account SET info_by_mail = $2 WHERE id = $1', [accountId, byMail]);
  }

  /** What waits by the old quiet hours is looked at again by the new ones. */
  async setQuietHours(accountId: string, quiet: QuietHours | null, actNowAtOnce: boolean): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `UPDATE account SET quiet_from = time '00:00' + make_interval(mins => $2), quiet_until = time '00:00' + make_interval(mins => $3),
           act_now_at_once = $4 WHERE id = $1`,
        [accountId, quiet?.from ?? null, quiet?.until ?? null, actNowAtOnce],
      );
      await manager.query(WAIT_NO_MORE, [accountId]);
    });
  }

  /** Quiet hours are by the clock of the zone, so what they hold is looked at again. */
  async setTimeZone(accountId: string, zone: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE account SET time_zone = $2 WHERE id = $1', [accountId, zone]);
      await manager.query(WAIT_NO_MORE, [accountId]);
    });
  }

  /** Each choice is kept with the words that were shown before it. */
  async setDetails(accountId: string, detailed: boolean, warning: Warning, at: Date): Promise<void> {
    await this.dataSource.query(
      `WITH chosen AS (
         INSERT INTO detail_choice (account_id, detailed, warning_version, warning, chosen_at) VALUES ($1, $2, $3, $4, $5))
       UPDATE account SET mail_details = $2 WHERE id = $1`,
      [accountId, detailed, warning.version, warning.text, at],
    );
  }
}

/** What was held, and never tried. */
const WAIT_NO_MORE = `
  WITH elsewhere AS (
    UPDATE endpoint_delivery SET not_before = now() FROM endpoint
    WHERE endpoint.id = endpoint_delivery.endpoint_id AND endpoint.account_id = $1 AND sent_at IS NULL AND failed_at IS NULL
      AND attempts = 0 AND not_before > now())
  UPDATE notification SET not_before = now() WHERE account_id = $1 AND channel = 'mail' AND sent_at IS NULL AND failed_at IS NULL
    AND attempts = 0 AND not_before > now()`;
