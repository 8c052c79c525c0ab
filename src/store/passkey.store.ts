import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AccountEventStore, type Doer, TOLD } from './account-event.store.js';

/** A public key of an account, and the authenticator that holds the private one. */
export interface Passkey {
  id: string;
  accountId: string;
  credentialId: Buffer;
  publicKey: Buffer;
  /** What the authenticator counted last; 0 where it does not count. */
  counter: number;
  transports: string[];
}

export type NewPasskey = Omit<Passkey, 'id' | 'accountId'> & { name: string };

/** A passkey as its owner sees it. */
export interface PasskeyLine {
  id: string;
  name: string;
  createdAt: Date;
  usedAt: Date | null;
}

/** Passkeys, and the questions that are open for them. */
@Injectable()
export class PasskeyStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: AccountEventStore,
  ) {}

  /**
   * Keeps a question, and takes some along whose time is over.
   * @param accountId who adds a passkey with the answer; null where somebody signs in with it
   */
  async ask(challengeHash: Buffer, accountId: string | null, expiresAt: Date): Promise<void> {
    await this.dataSource.query(
      `WITH over AS (
         DELETE FROM passkey_challenge WHERE challenge_hash IN (
           SELECT challenge_hash FROM passkey_challenge WHERE expires_at < now() LIMIT 20 FOR UPDATE SKIP LOCKED))
       INSERT INTO passkey_challenge (challenge_hash, account_id, expires_at) VALUES ($1, $2, $3)`,
      [challengeHash, accountId, expiresAt],
    );
  }

  /** Uses a question up. @returns false where it was not asked of this account, was answered before, or its time is over */
  async useChallenge(challengeHash: Buffer, accountId: string | null): Promise<boolean> {
    const [used] = await this.dataSource.query<[unknown[], number]>(
      `DELETE FROM passkey_challenge WHERE challenge_hash = $1 AND account_id IS NOT DISTINCT FROM $2 AND expires_at > now()
       RETURNING challenge_hash`,
      [challengeHash, accountId],
    );
    return used.length > 0;
  }

  async find(credentialId: Buffer): Promise<Passkey | null> {
    const [row] = await this.dataSource.query<(Omit<Passkey, 'counter'> & { counter: string })[]>(
      `SELECT id, account_id AS "accountId", credential_id AS "credentialId", public_key AS "publicKey", counter, transports
       FROM passkey WHERE credential_id = $1`,
      [credentialId],
    );
    return row ? { ...row, counter: Number(row.counter) } : null;
  }

  of(accountId: string): Promise<PasskeyLine[]> {
    return this.dataSource.query<PasskeyLine[]>(
      `SELECT id, name, created_at AS "createdAt", used_at AS "usedAt" FROM passkey WHERE account_id = $1 ORDER BY created_at, id`,
      [accountId],
    );
  }

  async credentialsOf(accountId: string): Promise<Pick<Passkey, 'credentialId' | 'transports'>[]> {
    return this.dataSource.query<Pick<Passkey, 'credentialId' | 'transports'>[]>(
      'SELECT credential_id AS "credentialId", transports FROM passkey WHERE account_id = $1',
      [accountId],
    );
  }

  /** @returns false where it is there already */
  async add(
    doer: Doer,
    { credentialId, publicKey, counter, transports, name }: NewPasskey,
  ): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ id: string }[]>(
        `INSERT INTO passkey (account_id, credential_id, public_key, counter, transports, name, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential_id) DO NOTHING RETURNING id`,
        [doer.accountId, credentialId, publicKey, counter, transports, name, doer.at],
      );
      if (!row) return false;
      await this.events.write(manager, doer, 'passkey-added', { subjectId: row.id, telling: TOLD });
      return true;
    });
  }

  /** @returns false where the doer has none of this id */
  async remove(doer: Doer, id: string): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [gone] = await manager.query<[unknown[], number]>(
        'DELETE FROM passkey WHERE id = $1 AND account_id = $2 RETURNING id',
        [id, doer.accountId],
      );
      if (gone.length === 0) return false;
      await this.events.write(manager, doer, 'passkey-removed', { subjectId: id, telling: TOLD });
      return true;
    });
  }

  /**
   * Notes what the authenticator counts now. @returns false where somebody else noted something meanwhile: two answers to
   * one count cannot both come from one authenticator
   */
  async count({ id, counter }: Passkey, newCounter: number, at: Date): Promise<boolean> {
    const [noted] = await this.dataSource.query<[unknown[], number]>(
      'UPDATE passkey SET counter = $3, used_at = $4 WHERE id = $1 AND counter = $2 RETURNING id',
      [id, counter, newCounter, at],
    );
    return noted.length > 0;
  }
}
