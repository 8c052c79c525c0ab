import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SignInWay } from '../domain/account-event.js';
import type { Device } from '../domain/device.js';
import { AccountRow, SessionRow } from './account.row.js';
import { AccountEventStore, type Doer, TOLD } from './account-event.store.js';
import { END_TOKENS } from './api-token.store.js';

/** A session as its owner sees it. */
export interface SessionLine {
  id: string;
  createdAt: Date;
  usedAt: Date;
  beganBy: SignInWay;
  device: Device;
}

/** Who visits with a session. */
export interface SignedIn {
  account: AccountRow;
  sessionId: string;
  usedAt: Date;
}

/** A session that begins. */
export interface NewSession {
  accountId: string;
  tokenHash: Buffer;
  way: SignInWay;
  device: Device;
  /** Of the token that this browser keeps, whoever is signed in. */
  deviceHash: Buffer;
  at: Date;
  expiresAt: Date;
}

/** Signed-in browsers. One that was ended is gone, so its next request finds nobody. */
@Injectable()
export class SessionStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: AccountEventStore,
  ) {}

  /**
   * Begins a session. Its owner is told where the browser is not one that they had before, and of every recovery code; the
   * very first sign-in of an account is its own news.
   */
  async open({ accountId, tokenHash, way, device, deviceHash, at, expiresAt }: NewSession): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [seen] = await manager.query<{ first: boolean; known: boolean }[]>(
        `SELECT NOT EXISTS (SELECT FROM account_event WHERE account_id = $1 AND kind = 'signed-in') AND NOT EXISTS (SELECT FROM session WHERE account_id = $1) AS first,
           EXISTS (SELECT FROM known_device WHERE account_id = $1 AND token_hash = $2) AS known`,
        [accountId, deviceHash],
      );
      const [session] = await manager.query<{ id: string }[]>(
        `INSERT INTO session (token_hash, account_id, created_at, used_at, expires_at, began_by, browser, system)
         VALUES ($1, $2, $3, $3, $4, $5, $6, $7) RETURNING id`,
        [tokenHash, accountId, at, expiresAt, way, device.browser, device.system],
      );
      await manager.query(
        'INSERT INTO known_device (account_id, token_hash, first_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [accountId, deviceHash, at],
      );
      const sessionId = session!.id;
      const news = (!seen!.first && !seen!.known) || way === 'code';
      const telling = news ? TOLD : null;
      await this.events.write(manager, { accountId, sessionId, device, at }, 'signed-in', {
        subjectId: sessionId,
        telling,
      });
    });
  }

  async signedIn(tokenHash: Buffer): Promise<SignedIn | null> {
    const { entities, raw } = await this.dataSource
      .getRepository(AccountRow)
      .createQueryBuilder('account')
      .innerJoin(SessionRow, 'session', 'session.accountId = account.id')
      .addSelect('session.id', 'session_id')
      .addSelect('session.usedAt', 'used_at')
      .where('session.tokenHash = :tokenHash AND session.expiresAt > now()', { tokenHash })
      .getRawAndEntities<{ session_id: string; used_at: Date }>();
    const [account, session] = [entities[0], raw[0]];
    return account && session ? { account, sessionId: session.session_id, usedAt: session.used_at } : null;
  }

  /** Notes that a session is in use. */
  async touch(id: string, at: Date): Promise<void> {
    await this.dataSource.query('UPDATE session SET used_at = $2 WHERE id = $1 AND used_at < $2', [id, at]);
  }

  /** Those that are open, used last first. */
  of(accountId: string): Promise<SessionLine[]> {
    return this.dataSource.query<SessionLine[]>(
      `SELECT id, created_at AS "createdAt", used_at AS "usedAt", began_by AS "beganBy", jsonb_build_object('browser', browser, 'system', system) AS device
       FROM session WHERE account_id = $1 AND expires_at > now() ORDER BY used_at DESC, created_at DESC, id`,
      [accountId],
    );
  }

  /** Ends one of the doer's sessions. @returns false where there is none of this id */
  async end(id: string, doer: Doer): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [ended] = await manager.query<[unknown[], number]>(
        'DELETE FROM session WHERE id = $1 AND account_id = $2 RETURNING id',
        [id, doer.accountId],
      );
      if (ended.length === 0) return false;
      const kind = id === doer.sessionId ? 'signed-out' : 'session-ended';
      await this.events.write(manager, doer, kind, { subjectId: id });
      return true;
    });
  }

  /** Ends all sessions of the doer but the one that asks, and what programs sign in with. */
  async endOthers(doer: Doer): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('DELETE FROM session WHERE account_id = $1 AND id IS DISTINCT FROM $2', [
        doer.accountId,
        doer.sessionId,
      ]);
      await manager.query(END_TOKENS, [doer.accountId, doer.at]);
      await this.events.write(manager, doer, 'sessions-ended');
    });
  }
}
