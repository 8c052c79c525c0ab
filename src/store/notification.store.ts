import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Notice, REMIND_AFTER_DAYS } from '../domain/notification.js';
import { streamOfLevel } from '../mail/stream.js';
import { officeTold } from './offices/office.sql.js';
import { isMuted } from './mute.sql.js';
import { INSERT_NOTICES } from './notice-rows.js';
import { KEPT_ADDRESS } from './outbox.sql.js';
import { mayHear } from './pages/sql.js';

/** What a notification leads to after sign-in. */
export interface NoticeTarget {
  patientId: string;
  flagId?: string;
  studyId?: string;
  exposureId?: string;
  connectionId?: string;
  /** Who caused it, and so is not told of it. */
  exceptAccountId?: string;
  /** Mails to one person with the same fold go out as one, as long as they are unsent. */
  fold?: string;
}

/** Why a mail was given up: its address takes none, the message was refused, or it was tried for days. */
export type Undelivered = 'address' | 'refused' | 'expired';

/** A notice and what it is about. */
export interface AddressedNotice {
  notice: Notice;
  target: NoticeTarget;
}

/**
 * One reminder for each mailed question (level check) that is still open: nobody answered, and a scan that was no longer
 * shown is still not. It goes to the same person, while they may still hear of it by mail.
 */
const INSERT_REMINDERS = `
  INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, flag_id, exposure_id, fold, created_at, not_before)
  SELECT asked.account_id, asked.patient_id, 'reminder:' || asked.cause, 'mail', asked.situation, asked.level, asked.flag_id, asked.exposure_id, 'reminder:' || asked.fold, $1, $1
  FROM notification AS asked JOIN account ON account.id = asked.account_id
    LEFT JOIN flag ON flag.id = asked.flag_id LEFT JOIN study ON study.id = flag.study_id
  WHERE asked.channel = 'mail' AND asked.level = 'check' AND NOT starts_with(asked.cause, 'reminder:')
    AND asked.sent_at BETWEEN $1::timestamptz - interval '30 days' AND $1::timestamptz - make_interval(days => $2)
    AND (asked.flag_id IS NOT NULL OR asked.situation = 'S13')
    AND NOT EXISTS (SELECT FROM answer WHERE answer.flag_id = asked.flag_id)
    AND NOT EXISTS (SELECT FROM exposure_answer WHERE exposure_answer.exposure_id = asked.exposure_id)
    AND (asked.exposure_id IS NULL OR EXISTS (SELECT FROM exposure WHERE exposure.id = asked.exposure_id AND exposure.situation = asked.situation))
    AND (asked.situation <> 'S05' OR study.absences >= 2)
    AND NOT account.canary AND account.mail_stopped_at IS NULL AND NOT ('check' = ANY (account.muted_streams)) AND NOT ${isMuted('asked')}
    AND ${mayHear('asked')}
    AND NOT EXISTS (SELECT FROM notification AS known WHERE known.account_id = asked.account_id AND known.cause = 'reminder:' || asked.cause)
  ON CONFLICT (account_id, cause, channel) DO NOTHING`;

/** SQL that holds for a mail ($1) and those that go out with it. */
const TOGETHER = `(notification.id = $1 OR (notification.account_id, notification.fold) = (SELECT asked.account_id, asked.fold FROM notification AS asked WHERE asked.id = $1))`;

/** SQL that holds for a mail ($1) that was sent, and for those that went out with it. */
const SENT_TOGETHER = `channel = 'mail' AND sent_at IS NOT NULL AND (id = $1 OR mailed_as = $1)
  AND account_id = (SELECT asked.account_id FROM notification AS asked WHERE asked.id = $1)`;

/** SQL for how many messages about a record that it may still see, or to an office that it reads for, an account ($1) has not opened. */
export const UNREAD = `(SELECT count(*)::int FROM seen_notification($1) AS told WHERE read_at IS NULL AND (patient_id IS NOT NULL OR ${officeTold('told')} IS NOT NULL))`;

@Injectable()
export class NotificationStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Writes the rows of all notices of one transaction, in the transaction of their causes. */
  async write(manager: EntityManager, notices: AddressedNotice[], at: string): Promise<void> {
    if (notices.length === 0) return;
    const given = notices.map(({ notice, target }) => ({
      ...notice,
      stream: streamOfLevel(notice.level),
      patient_id: target.patientId,
      flag_id: target.flagId,
      study_id: target.studyId,
      exposure_id: target.exposureId,
      connection_id: target.connectionId,
      fold: target.fold,
      except_id: target.exceptAccountId,
    }));
    await manager.query(INSERT_NOTICES, [JSON.stringify(given), at]);
  }

  /** Writes the reminders that are due. */
  async remind(at: string): Promise<void> {
    await this.dataSource.query(INSERT_REMINDERS, [at, REMIND_AFTER_DAYS]);
  }

  /** Messages not opened yet about what the account may still see of patients. */
  async countUnread(accountId: string): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(`SELECT ${UNREAD} AS count`, [accountId]);
    return row?.count ?? 0;
  }

  /** Its recipient opened it in the app; the first time counts. */
  async markRead(id: string, accountId: string, at: Date): Promise<void> {
    await this.dataSource.query(
      'UPDATE notification SET read_at = $3 WHERE id = $1 AND account_id = $2 AND read_at IS NULL',
      [id, accountId, at],
    );
  }

  /** The account has dealt with what the message is about. */
  async markReadAbout(
    accountId: string,
    {
      flagId,
      studyId,
      exposureId,
      baselineOf,
    }: { flagId?: string; studyId?: string; exposureId?: string; /** Patient. */ baselineOf?: string },
    at: Date,
  ): Promise<void> {
    await this.dataSource.query(
      `UPDATE notification SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL
         AND (flag_id = $3 OR exposure_id = $4 OR patient_id = $5 AND situation = 'S01' OR study_id = $6)`,
      [accountId, at, flagId, exposureId, baselineOf, studyId],
    );
  }

  /** A sign-in mail is sent at once, by who asked for it; its row lets the reader check its code. */
  async recordSecurityMail(id: string, accountId: string, at: Date): Promise<string> {
    const [row] = await this.dataSource.query<{ code: string }[]>(
      `INSERT INTO notification (id, account_id, cause, channel, situation, level, created_at, not_before, sent_at)
       VALUES ($1, $2, 'sign-in:' || $1::uuid::text, 'mail', 'S18', 'info', $3, $3, $3) RETURNING code`,
      [id, accountId, at],
    );
    return row!.code;
  }

  /** Whoever asked for the link asks again: a sign-in mail that could not be sent is not sent later. */
  async securityMailFailed(id: string): Promise<void> {
    await this.dataSource.query('UPDATE notification SET sent_at = NULL, failed_at = now() WHERE id = $1', [
      id,
    ]);
  }

  /** A temporary failure: tried again after `delaySeconds`. */
  async postpone(id: string, failure: string, delaySeconds: number, at: Date): Promise<void> {
    await this.dataSource.query(
      `UPDATE notification SET attempts = attempts + 1, failure = $2, not_before = now() + make_interval(secs => $3), rung_at = NULL,
         first_tried_at = coalesce(first_tried_at, $4)
       WHERE ${TOGETHER} AND sent_at IS NULL`,
      [id, failure, delaySeconds, at],
    );
  }

  /** Gives a mail up, and keeps why; where the address is to blame, it is marked, so that the app shows it. */
  async giveUp(id: string, failure: string, because: Undelivered): Promise<void> {
    await this.dataSource.query(
      `WITH failed AS (UPDATE notification SET attempts = attempts + 1, failure = $2, failed_at = now(), undelivered = $3, mail_to = ${KEPT_ADDRESS} WHERE ${TOGETHER} AND sent_at IS NULL RETURNING account_id, mail_to)
       UPDATE account SET mail_stopped_at = now() FROM failed WHERE account.id = failed.account_id AND failed.mail_to IS NULL AND $3 = 'address'`,
      [id, failure, because],
    );
  }

  /** A mail that was sent came back for good: it was not delivered, and mail to its address stops. False where that is known. */
  async bounced(id: string, failure: string): Promise<boolean> {
    const [stopped] = await this.dataSource.query<[unknown[], number]>(
      `WITH failed AS (UPDATE notification SET sent_at = NULL, failed_at = now(), failure = $2, undelivered = 'address' WHERE ${SENT_TOGETHER} RETURNING account_id, mail_to)
       UPDATE account SET mail_stopped_at = now() FROM failed WHERE account.id = failed.account_id AND failed.mail_to IS NULL RETURNING account.id`,
      [id, failure],
    );
    return stopped.length > 0;
  }

  /**
   * A mail that was sent came back for now: it is due again after `delaySeconds`, unless it was tried first more than
   * `longestDays` ago or was a link that is of no use any more. Null where there is no such mail that was sent.
   */
  async sendAgain(
    id: string,
    failure: string,
    { delaySeconds, longestDays, at }: { delaySeconds: number; longestDays: number; at: Date },
  ): Promise<'again' | 'given-up' | null> {
    const [rows] = await this.dataSource.query<[{ failed: boolean }[], number]>(
      `UPDATE notification SET sent_at = NULL, failure = $2, rung_at = NULL, not_before = now() + make_interval(secs => $3),
         failed_at = CASE WHEN expired THEN now() END, undelivered = CASE WHEN expired THEN 'expired' END
       FROM (SELECT asked.id AS asked_id, starts_with(asked.cause, 'sign-in:') OR coalesce(asked.first_tried_at, asked.created_at) < $5::timestamptz - make_interval(days => $4) AS expired
         FROM notification AS asked WHERE asked.id = $1) AS asked
       WHERE ${SENT_TOGETHER} RETURNING failed_at IS NOT NULL AS failed`,
      [id, failure, delaySeconds, longestDays, at],
    );
    const [row] = rows;
    if (!row) return null;
    return row.failed ? 'given-up' : 'again';
  }
}
