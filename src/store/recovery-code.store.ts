import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountEventStore, type Doer, TOLD } from './account-event.store.js';

/** Codes that sign in once each. Only their hashes are kept. */
@Injectable()
export class RecoveryCodeStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: AccountEventStore,
  ) {}

  /** Keeps a new set; the one before is void. */
  async replace(doer: Doer, hashes: Buffer[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('DELETE FROM recovery_code WHERE account_id = $1', [doer.accountId]);
      await manager.query(
        'INSERT INTO recovery_code (code_hash, account_id, made_at) SELECT hash, $2, $3 FROM unnest($1::bytea[]) AS hash',
        [hashes, doer.accountId, doer.at],
      );
      await this.events.write(manager, doer, 'codes-made', { telling: TOLD });
    });
  }

  /** How many are left; null where none were made. */
  async left(accountId: string): Promise<number | null> {
    const [row] = await this.dataSource.query<{ made: number; left: number }[]>(
      'SELECT count(*)::int AS made, (count(*) FILTER (WHERE used_at IS NULL))::int AS left FROM recovery_code WHERE account_id = $1',
      [accountId],
    );
    return row && row.made > 0 ? row.left : null;
  }

  /** Uses a code of the account of this address up, in one statement whether there is one or not. @returns the account, or null */
  async use(email: string, codeHash: Buffer, at: Date): Promise<string | null> {
    const [used] = await this.dataSource.query<[{ id: string }[], number]>(
      `UPDATE recovery_code SET used_at = $3 FROM account
       WHERE code_hash = $2 AND used_at IS NULL AND account.id = account_id AND account.email = $1 RETURNING account.id`,
      [email.toLowerCase(), codeHash, at],
    );
    return used[0]?.id ?? null;
  }
}
