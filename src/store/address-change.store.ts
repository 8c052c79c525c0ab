import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountEventStore, type Doer, TOLD } from './account-event.store.js';

/** So long may who was locked out by a change still get in with the old address, and take the change back. */
export const TAKEN_BACK_DAYS = 7;

/** Changes of the address that an account's mail goes to. */
@Injectable()
export class AddressChangeStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: AccountEventStore,
  ) {}

  /** Writes down that a change is asked for; one that was asked for before is void. The present address is told. */
  async ask(
    doer: Doer,
    change: { oldEmail: string; newEmail: string; tokenHash: Buffer; expiresAt: Date },
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        'UPDATE address_change SET ended_at = $2 WHERE account_id = $1 AND confirmed_at IS NULL AND ended_at IS NULL',
        [doer.accountId, doer.at],
      );
      const [row] = await manager.query<{ id: string }[]>(
        `INSERT INTO address_change (account_id, old_email, new_email, token_hash, asked_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
        [doer.accountId, change.oldEmail, change.newEmail, change.tokenHash, doer.at, change.expiresAt],
      );
      await this.events.write(manager, doer, 'address-asked', { subjectId: row!.id, telling: TOLD });
    });
  }

  isOpen(tokenHash: Buffer): Promise<boolean> {
    return this.dataSource
      .query<{ open: boolean }[]>(
        `SELECT EXISTS (SELECT FROM address_change WHERE token_hash = $1 AND confirmed_at IS NULL AND ended_at IS NULL AND expires_at > now()) AS open`,
        [tokenHash],
      )
      .then(([row]) => row!.open);
  }

  /**
   * Makes the new address the account's, once, where nobody else has it by now. The old address and the new one are told.
   * @returns false where the link is not, or no longer, good
   */
  async confirm(tokenHash: Buffer, from: Omit<Doer, 'accountId' | 'sessionId'>): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      // In turn with a "not me", which voids links.
      await manager.query(
        'SELECT FROM account WHERE id = (SELECT account_id FROM address_change WHERE token_hash = $1) FOR UPDATE',
        [tokenHash],
      );
      const [changed] = await manager.query<[{ id: string; accountId: string; oldEmail: string }[], number]>(
        `WITH asked AS (
           UPDATE address_change SET confirmed_at = $2
           WHERE token_hash = $1 AND confirmed_at IS NULL AND ended_at IS NULL AND expires_at > now()
             AND NOT EXISTS (SELECT FROM account WHERE email = new_email)
           RETURNING id, account_id, old_email, new_email)
         UPDATE account SET email = asked.new_email, mail_stopped_at = NULL FROM asked WHERE account.id = asked.account_id
         RETURNING asked.id, asked.account_id AS "accountId", asked.old_email AS "oldEmail"`,
        [tokenHash, from.at],
      );
      const [change] = changed;
      if (!change) return false;
      const doer = { ...from, accountId: change.accountId, sessionId: null };
      await this.events.write(manager, doer, 'address-changed', {
        subjectId: change.id,
        telling: { level: 'info', also: [change.oldEmail] },
      });
      return true;
    });
  }
}
