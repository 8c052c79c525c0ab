import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import type { Grant } from '../domain/access.js';
import type { GrantRole } from '../domain/notification.js';
import { UNREAD } from './notification.store.js';
import { TAKEN_BACK_DAYS } from './address-change.store.js';
import { AccountRow, PatientGrantRow, PatientRow, SignInLinkRow } from './account.row.js';

/** What a new account begins with. */
type NewAccount = Pick<AccountRow, 'roles' | 'timeZone' | 'locale'>;

/** Accounts, patients, grants, links and sessions. */
@Injectable()
export class PeopleStore {
  constructor(private readonly dataSource: DataSource) {}

  account(email: string): Promise<AccountRow | null> {
    return this.dataSource.getRepository(AccountRow).findOneBy({ email: email.toLowerCase() });
  }

  /** The account that an address may sign in to: its own, or for a week the one that it was changed at. */
  async accountToEnter(email: string): Promise<AccountRow | null> {
    const own = await this.account(email);
    const [before] = await this.dataSource.query<{ id: string }[]>(
      `SELECT account_id AS id FROM address_change
       WHERE old_email = $1 AND ended_at IS NULL AND confirmed_at > now() - make_interval(days => $2) ORDER BY confirmed_at DESC LIMIT 1`,
      [email.toLowerCase(), TAKEN_BACK_DAYS],
    );
    if (own !== null || before === undefined) return own;
    return this.dataSource.getRepository(AccountRow).findOneBy({ id: before.id });
  }

  /** Whether anybody has an account here; the canary is nobody. */
  async hasAccounts(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ some: boolean }[]>(
      'SELECT EXISTS (SELECT FROM account WHERE NOT canary) AS some',
    );
    return row!.some;
  }

  /** The account of this address, made when there is none; two processes that start at once make one. */
  async accountNamed(
    email: string,
    name: string,
    { roles = [], timeZone = 'UTC', locale = 'en' }: Partial<NewAccount> = {},
  ): Promise<AccountRow> {
    const accounts = this.dataSource.getRepository(AccountRow);
    const account = {
      email: email.toLowerCase(),
      name,
      roles,
      locale,
      timeZone,
      mutedStreams: [],
      mailStoppedAt: null,
    };
    await accounts.createQueryBuilder().insert().values(account).orIgnore().execute();
    return accounts.findOneByOrFail({ email: account.email });
  }

  /** Makes the account of an address that has none; null where it has one. @returns its id */
  async newAccount(email: string, name: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ id: string }[]>(
      'INSERT INTO account (email, name) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id',
      [email.toLowerCase(), name],
    );
    return row?.id ?? null;
  }

  hasPatients(accountId: string): Promise<boolean> {
    return this.dataSource.getRepository(PatientGrantRow).existsBy({ accountId, revokedAt: IsNull() });
  }

  /** The patient of this name whom the account was given before, or a new one given to it in this role. */
  async patientOf(accountId: string, name: string, role: GrantRole): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const [known] = await manager.query<{ id: string }[]>(
        `SELECT patient.id FROM patient JOIN patient_grant ON patient_grant.patient_id = patient.id
         WHERE patient_grant.account_id = $1 AND patient.name = $2 AND patient_grant.revoked_at IS NULL`,
        [accountId, name],
      );
      if (known) return known.id;
      const patient = await manager.getRepository(PatientRow).save({ name });
      await manager
        .getRepository(PatientGrantRow)
        .save({ accountId, patientId: patient.id, role, validUntil: null, revokedAt: null });
      return patient.id;
    });
  }

  async addLink(
    tokenHash: Buffer,
    { accountId, way, expiresAt }: { accountId: string; way: 'link' | 'terminal'; expiresAt: Date },
  ): Promise<void> {
    await this.dataSource
      .getRepository(SignInLinkRow)
      .insert({ tokenHash, accountId, expiresAt, usedAt: null, way });
  }

  /** The account that a link is or was for; null where there is no such link. */
  async ownerOfLink(tokenHash: Buffer): Promise<string | null> {
    const [row] = await this.dataSource.query<{ id: string }[]>(
      'SELECT account_id AS id FROM sign_in_link WHERE token_hash = $1',
      [tokenHash],
    );
    return row?.id ?? null;
  }

  /** Uses a link up; null when there is no such link, or it was used, or its time is over. */
  async useLink(tokenHash: Buffer): Promise<{ accountId: string; way: 'link' | 'terminal' } | null> {
    const [rows] = await this.dataSource.query<[{ accountId: string; way: 'link' | 'terminal' }[], number]>(
      `UPDATE sign_in_link SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()
       RETURNING account_id AS "accountId", way`,
      [tokenHash],
    );
    return rows[0] ?? null;
  }

  async linkIsOpen(tokenHash: Buffer): Promise<boolean> {
    return this.dataSource
      .getRepository(SignInLinkRow)
      .existsBy({ tokenHash, usedAt: IsNull(), expiresAt: MoreThan(new Date()) });
  }

  /** What an account may see of a patient now, or null; with the messages that it has not opened, which every page tells. */
  async grantOf(accountId: string, patientId: string): Promise<{ grant: Grant; unread: number } | null> {
    const [row] = await this.dataSource.query<(Grant & { unread: number })[]>(
      `SELECT id, role, places, kinds, valid_until AS "validUntil", ${UNREAD} AS unread
       FROM active_grant WHERE account_id = $1 AND patient_id = $2`,
      [accountId, patientId],
    );
    if (row === undefined) return null;
    const { unread, ...grant } = row;
    return { grant, unread };
  }

  /** The person says that their address works: mail is tried again. */
  async tryMailAgain(accountId: string): Promise<void> {
    await this.dataSource.getRepository(AccountRow).update({ id: accountId }, { mailStoppedAt: null });
  }

  /** Turns one stream of mail off, or on again; the watch itself goes on either way. */
  async muteStream(accountId: string, stream: string, muted = true): Promise<void> {
    await this.dataSource.query(
      `UPDATE account SET muted_streams = CASE WHEN $3 THEN array_append(array_remove(muted_streams, $2), $2) ELSE array_remove(muted_streams, $2) END WHERE id = $1`,
      [accountId, stream, muted],
    );
  }
}
