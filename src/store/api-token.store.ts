import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ApiScope } from '../domain/access.js';
import { AccountEventStore, type Doer, TOLD } from './account-event.store.js';
import { AccountRow } from './account.row.js';

/** A token as its owner sees it; the token itself is not shown again. */
export interface ApiTokenState {
  id: string;
  name: string;
  scopes: ApiScope[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** A token that is to be kept. */
export interface NewApiToken {
  name: string;
  hash: Buffer;
  scopes: ApiScope[];
  expiresAt: Date | null;
}

/** SQL that ends all tokens of an account ($1) at a time ($2). */
export const END_TOKENS = 'UPDATE api_token SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL';

/** Tokens of people's own programs. */
@Injectable()
export class ApiTokenStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: AccountEventStore,
  ) {}

  /** Those that were not ended, the newest first. */
  of(accountId: string): Promise<ApiTokenState[]> {
    return this.dataSource.query<ApiTokenState[]>(
      `SELECT id, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"
       FROM api_token WHERE account_id = $1 AND ended_at IS NULL ORDER BY created_at DESC, id`,
      [accountId],
    );
  }

  /**
   * Keeps a token and tells its owner of it. The account's row is locked, so that two at once do not pass the most.
   * @returns false where the account has so many already
   */
  add(doer: Doer, { name, hash, scopes, expiresAt }: NewApiToken, most: number): Promise<boolean> {
    const { accountId, at } = doer;
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT FROM account WHERE id = $1 FOR UPDATE', [accountId]);
      const [held] = await manager.query<{ count: number }[]>(
        'SELECT count(*)::int AS count FROM api_token WHERE account_id = $1 AND ended_at IS NULL',
        [accountId],
      );
      if (held!.count >= most) return false;
      const [token] = await manager.query<{ id: string }[]>(
        'INSERT INTO api_token (account_id, name, token_hash, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id',
        [accountId, name, hash, scopes, at, expiresAt],
      );
      await this.events.write(manager, doer, 'token-made', { subjectId: token!.id, telling: TOLD });
      return true;
    });
  }

  /** False where the account has no such token. */
  async end(id: string, accountId: string, at: Date): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown, number]>(
      'UPDATE api_token SET ended_at = $3 WHERE id = $1 AND account_id = $2 AND ended_at IS NULL',
      [id, accountId, at],
    );
    return count > 0;
  }

  /** Whose token it is and what it may, or null where it is not, or no longer, good. Notes its use, at most once an hour. */
  async use(hash: Buffer, at: Date): Promise<{ account: AccountRow; scopes: ApiScope[] } | null> {
    const [token] = await this.dataSource.query<
      { id: string; accountId: string; scopes: ApiScope[]; stale: boolean }[]
    >(
      `SELECT id, account_id AS "accountId", scopes, last_used_at IS NULL OR last_used_at <= $2::timestamptz - interval '1 hour' AS stale
       FROM api_token WHERE token_hash = $1 AND ended_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
      [hash, at],
    );
    if (token === undefined) return null;
    if (token.stale)
      await this.dataSource.query('UPDATE api_token SET last_used_at = $2 WHERE id = $1', [token.id, at]);
    const account = await this.dataSource.getRepository(AccountRow).findOneByOrFail({ id: token.accountId });
    return { account, scopes: token.scopes };
  }
}
