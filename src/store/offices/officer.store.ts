import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IS_ANSWERED, IS_OFFICER, IS_SENT } from './office.sql.js';

/** A privacy officer of an office, or somebody who was asked to be one. */
export interface Officer {
  id: string;
  name: string;
  email: string;
  invitedAt: Date;
  expiresAt: Date;
  /** Null while the invitation waits. */
  acceptedAt: Date | null;
  endedAt: Date | null;
}

/** What a link of an invitation leads to. */
export interface OfficerInvitation {
  id: string;
  name: string;
  email: string;
  office: string;
  invitedBy: string;
  /** It was accepted or ended, or its office takes part no more. */
  closed: boolean;
  expiresAt: Date;
}

export interface NewOfficer {
  providerId: string;
  name: string;
  /** In small letters. */
  email: string;
  invitedBy: string;
  tokenHash: Buffer;
  invitedAt: Date;
  expiresAt: Date;
}

/** An office that an account reads the summaries of. */
export interface OwnOffice {
  id: string;
  name: string;
  /** Cases that patients sent and nobody answered. */
  openCases: number;
}

/** Privacy officers. Only hashes of the links that invite them are kept; rows stay when somebody is one no more. */
@Injectable()
export class OfficerStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async isOfficer(accountId: string, providerId: string): Promise<boolean> {
    const [row] = await this.dataSource.query<{ is: boolean }[]>(
      `SELECT EXISTS (SELECT FROM officer WHERE account_id = $1 AND provider_id = $2 AND ${IS_OFFICER}) AS is`,
      [accountId, providerId],
    );
    return row!.is;
  }

  /** The offices of an account, by name. */
  ownOffices(accountId: string): Promise<OwnOffice[]> {
    return this.dataSource.query<OwnOffice[]>(
      `SELECT provider.id, provider.name, (SELECT count(*)::int FROM handover
         WHERE handover.provider_id = provider.id AND ${IS_SENT} AND NOT ${IS_ANSWERED}) AS "openCases"
       FROM provider WHERE EXISTS (SELECT FROM officer WHERE officer.provider_id = provider.id AND account_id = $1 AND ${IS_OFFICER})
       ORDER BY lower(provider.name), provider.id`,
      [accountId],
    );
  }

  /** Everybody who is or was asked, the newest first. */
  ofOffice(providerId: string): Promise<Officer[]> {
    return this.dataSource.query<Officer[]>(
      `SELECT id, name, email, invited_at AS "invitedAt", expires_at AS "expiresAt", accepted_at AS "acceptedAt", ended_at AS "endedAt"
       FROM officer WHERE provider_id = $1 ORDER BY invited_at DESC, id`,
      [providerId],
    );
  }

  /** False where the office takes part no more, or the address is an officer or invited there already. */
  async invite(officer: NewOfficer, manager: EntityManager): Promise<boolean> {
    const { providerId, name, email, invitedBy, tokenHash, invitedAt, expiresAt } = officer;
    const rows = await manager.query<unknown[]>(
      `INSERT INTO officer (provider_id, name, email, invited_by, token_hash, invited_at, expires_at)
       SELECT id, $2, $3, $4, $5, $6, $7 FROM provider WHERE id = $1 AND left_at IS NULL AND NOT EXISTS (
         SELECT FROM officer AS known WHERE known.provider_id = $1 AND known.email = $3 AND known.ended_at IS NULL
           AND (known.accepted_at IS NOT NULL OR known.expires_at > $6))
       RETURNING id`,
      [providerId, name, email, invitedBy, tokenHash, invitedAt, expiresAt],
    );
    return rows.length > 0;
  }

  /** The one that a link is for, whatever became of it. */
  async ofLink(tokenHash: Buffer): Promise<OfficerInvitation | null> {
    const [row] = await this.dataSource.query<OfficerInvitation[]>(
      `SELECT officer.id, officer.name, officer.email, provider.name AS office, account.name AS "invitedBy", officer.expires_at AS "expiresAt",
         num_nonnulls(officer.accepted_at, officer.ended_at, provider.left_at) > 0 AS closed
       FROM officer JOIN provider ON provider.id = officer.provider_id JOIN account ON account.id = officer.invited_by
       WHERE token_hash = $1`,
      [tokenHash],
    );
    return row ?? null;
  }

  /** Makes an account an officer by an invitation that is still open; false where it is not. */
  accept(id: string, accountId: string, at: Date): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [accepted] = await manager.query<[unknown[], number]>(
        `UPDATE officer SET account_id = $2, accepted_at = $3
         WHERE id = $1 AND accepted_at IS NULL AND ended_at IS NULL AND expires_at > $3
           AND EXISTS (SELECT FROM provider WHERE provider.id = provider_id AND left_at IS NULL) RETURNING id`,
        [id, accountId, at],
      );
      if (accepted.length === 0) return false;
      await manager.query(
        `UPDATE account SET roles = array_append(array_remove(roles, 'privacy-officer'), 'privacy-officer') WHERE id = $1`,
        [accountId],
      );
      return true;
    });
  }

  /** Ends one of an office, whether they answered or not. False where there is none such that did not end. */
  end(id: string, providerId: string, { by, at }: { by: string; at: Date }): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [ended] = await manager.query<[unknown[], number]>(
        'UPDATE officer SET ended_at = $3, ended_by = $4 WHERE id = $1 AND provider_id = $2 AND ended_at IS NULL RETURNING id',
        [id, providerId, at, by],
      );
      if (ended.length > 0) await dropRoles(manager, providerId);
      return ended.length > 0;
    });
  }
}

/** Whoever was an officer of this office and is none of any other is called one no more. */
export async function dropRoles(manager: EntityManager, providerId: string): Promise<void> {
  await manager.query(
    `UPDATE account SET roles = array_remove(roles, 'privacy-officer')
     WHERE id IN (SELECT account_id FROM officer WHERE provider_id = $1)
       AND NOT EXISTS (SELECT FROM officer WHERE officer.account_id = account.id AND ${IS_OFFICER})`,
    [providerId],
  );
}
