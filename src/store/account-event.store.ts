import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AccountEventKind } from '../domain/account-event.js';
import type { Device } from '../domain/device.js';
import type { Level } from '../domain/level.js';

/** Who does something to an account, and from where. */
export interface Doer {
  accountId: string;
  /** Null where nobody is signed in. */
  sessionId: string | null;
  device: Device;
  at: Date;
}

/** How an event is told (S18). */
export interface Telling {
  level: Level;
  /** Addresses to tell besides the account's own. */
  also: string[];
}

export const TOLD: Telling = { level: 'info', also: [] };

/** What happened to accounts. Rows are added and never changed; what is told of one is a notification beside it. */
@Injectable()
export class AccountEventStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Writes an event down in the transaction of what it tells of, and the mails about it where it is told.
   * @param subjectId the row that it is about
   * @returns its id
   */
  async write(
    manager: EntityManager,
    { accountId, sessionId, device, at }: Doer,
    kind: AccountEventKind,
    { subjectId = null, telling = null }: { subjectId?: string | null; telling?: Telling | null } = {},
  ): Promise<string> {
    const [event] = await manager.query<{ id: string }[]>(
      `INSERT INTO account_event (account_id, kind, at, session_id, subject_id, browser, system)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [accountId, kind, at, sessionId, subjectId, device.browser, device.system],
    );
    const { id } = event!;
    if (telling !== null)
      await manager.query(
        `INSERT INTO notification (account_id, account_event_id, cause, channel, situation, level, mail_to, created_at, not_before)
         SELECT $1, $2, 'account:' || $2::uuid::text || CASE WHEN address IS NULL THEN '' ELSE ':also' END, 'mail', 'S18', $3, address, $4, $4
         FROM unnest(array_prepend(NULL, $5::text[])) AS address`,
        [accountId, id, telling.level, at, telling.also],
      );
    return id;
  }

  /** Writes down what is told to nobody, and changes nothing else. */
  async note(doer: Doer, kind: AccountEventKind, subjectId: string | null = null): Promise<void> {
    await this.write(this.dataSource.manager, doer, kind, { subjectId });
  }
}
