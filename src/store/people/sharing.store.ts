import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { GrantRole } from '../../domain/notification.js';
import type { Authority, Seer } from '../../domain/people/rules.js';
import type { Scope } from '../../domain/people/scope.js';
import { OPEN } from './invitation.store.js';

/** Somebody who can see a record now. */
export interface SharedWith extends Seer, Scope {
  /** Of the grant. */
  id: string;
  accountId: string;
  name: string;
  email: string;
  since: Date;
  until: Date | null;
  /** Who let them in; null where that was not noted. */
  by: string | null;
}

/** A grant to be written. */
export interface NewGrant extends Scope {
  accountId: string;
  patientId: string;
  role: GrantRole;
  authority: Authority | null;
  until: Date | null;
  grantedBy: string;
  consent: { version: string; text: string } | null;
}

/** A place of a record that can be shared. */
export interface SharedPlace {
  id: string;
  name: string;
}

const SHARED_WITH = `
  SELECT active_grant.id, active_grant.account_id AS "accountId", account.name, account.email, active_grant.role, active_grant.authority,
    active_grant.places, active_grant.kinds, active_grant.valid_from AS since, active_grant.valid_until AS until, giver.name AS by
  FROM active_grant JOIN account ON account.id = active_grant.account_id LEFT JOIN account AS giver ON giver.id = active_grant.granted_by
  WHERE active_grant.patient_id = $1`;

/** Whoever can give less than before, or nothing, invites nobody: SQL for the account ($1), the patient ($2), when ($3). */
const WITHDRAW_INVITATIONS = `UPDATE invitation SET withdrawn_at = $3 WHERE invited_by = $1 AND patient_id = $2 AND ${OPEN}`;

/** Whoever is let out does not come back by an invitation that still waits at an address of theirs: SQL for the same three. */
const WITHDRAW_INVITED = `
  UPDATE invitation SET withdrawn_at = $3 WHERE patient_id = $2 AND ${OPEN} AND email IN (
    SELECT lower(email) FROM account WHERE id = $1
    UNION SELECT email FROM invitation WHERE accepted_by = $1 AND patient_id = $2)`;

/**
 * Who can see a record: grants, given and ended. A grant is never changed: another takes its place, and the invitations
 * that whoever had it sent are taken back.
 */
@Injectable()
export class SharingStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** The patient first, then the others in the order in which they came. */
  sharedWith(patientId: string): Promise<SharedWith[]> {
    return this.dataSource.query<SharedWith[]>(
      `${SHARED_WITH} ORDER BY active_grant.role <> 'self', active_grant.valid_from, active_grant.id`,
      [patientId],
    );
  }

  /** The places of a record that an account sees, and so can let others see. */
  places(patientId: string, accountId: string): Promise<SharedPlace[]> {
    return this.dataSource.query<SharedPlace[]>(
      `SELECT seen.id, seen.site_name AS name FROM seen_connection($2) AS seen WHERE seen.patient_id = $1 ORDER BY seen.site_name, seen.id`,
      [patientId, accountId],
    );
  }

  async patientName(patientId: string): Promise<string> {
    const [row] = await this.dataSource.query<{ name: string }[]>('SELECT name FROM patient WHERE id = $1', [
      patientId,
    ]);
    return row!.name;
  }

  /** YYYY-MM-DD; null where it is not known. */
  async birthDate(patientId: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ birthDate: string | null }[]>(
      'SELECT birth_date::text AS "birthDate" FROM patient WHERE id = $1',
      [patientId],
    );
    return row!.birthDate;
  }

  /** Whose record a grant of this account opens now; null where it is none of theirs. */
  async patientOf(grantId: string, accountId: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ patientId: string }[]>(
      `SELECT patient_id AS "patientId" FROM active_grant WHERE id = $1 AND account_id = $2`,
      [grantId, accountId],
    );
    return row?.patientId ?? null;
  }

  /** Writes a grant; what the account had there before ends with it. Its id. */
  async give(manager: EntityManager, grant: NewGrant, at: Date): Promise<string> {
    const { accountId, patientId, role, authority, places, kinds, until, grantedBy, consent } = grant;
    await manager.query(
      `UPDATE patient_grant SET revoked_at = $3, revoked_by = $4 WHERE account_id = $1 AND patient_id = $2 AND revoked_at IS NULL`,
      [accountId, patientId, at, grantedBy],
    );
    await manager.query(WITHDRAW_INVITATIONS, [accountId, patientId, at]);
    const [row] = await manager.query<{ id: string }[]>(
      `INSERT INTO patient_grant (account_id, patient_id, role, authority, places, kinds, valid_until, granted_by, consent_version, consent_text)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
      [
        accountId,
        patientId,
        role,
        authority,
        places,
        kinds,
        until,
        grantedBy,
        consent?.version ?? null,
        consent?.text ?? null,
      ],
    );
    return row!.id;
  }

  /** Ends a grant at once, with the invitations from and to whoever had it; false where it has ended already. */
  async end(manager: EntityManager, grantId: string, by: string, at: Date): Promise<boolean> {
    const [[ended]] = await manager.query<[{ accountId: string; patientId: string }[], number]>(
      `UPDATE patient_grant SET revoked_at = $3, revoked_by = $2 WHERE id = $1 AND revoked_at IS NULL
       RETURNING account_id AS "accountId", patient_id AS "patientId"`,
      [grantId, by, at],
    );
    if (ended === undefined) return false;
    const whose = [ended.accountId, ended.patientId, at];
    await manager.query(WITHDRAW_INVITATIONS, whose);
    await manager.query(WITHDRAW_INVITED, whose);
    return true;
  }
}
