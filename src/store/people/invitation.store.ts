import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { InvitedRole, Scope } from '../../domain/people/scope.js';

/** An invitation to be written. */
export interface NewInvitation extends Scope {
  patientId: string;
  invitedBy: string;
  /** In small letters. */
  email: string;
  name: string;
  role: InvitedRole;
  until: Date | null;
  consent: { version: string; text: string };
  tokenHash: Buffer;
  createdAt: Date;
  expiresAt: Date;
}

/** An invitation as both sides find it. */
export interface Invitation extends Scope {
  id: string;
  patientId: string;
  patientName: string;
  email: string;
  name: string;
  role: InvitedRole;
  until: Date | null;
  consent: { version: string; text: string };
  createdAt: Date;
  expiresAt: Date;
  /** Who invites. */
  invitedBy: string;
  by: string;
  /** It was accepted, declined or taken back. */
  closed: boolean;
}

const INVITATION = `
  SELECT invitation.id, invitation.patient_id AS "patientId", patient.name AS "patientName", invitation.email, invitation.name, invitation.role,
    invitation.places, invitation.kinds, invitation.valid_until AS until,
    jsonb_build_object('version', invitation.consent_version, 'text', invitation.consent_text) AS consent,
    invitation.created_at AS "createdAt", invitation.expires_at AS "expiresAt", invitation.invited_by AS "invitedBy", account.name AS by,
    num_nonnulls(accepted_at, declined_at, withdrawn_at) > 0 AS closed
  FROM invitation JOIN patient ON patient.id = invitation.patient_id JOIN account ON account.id = invitation.invited_by`;

export const OPEN = 'num_nonnulls(accepted_at, declined_at, withdrawn_at) = 0';

/** Invitations to see a record. Only hashes of their links are kept; what became of one stays. */
@Injectable()
export class InvitationStore {
  constructor(private readonly dataSource: DataSource) {}

  async add(manager: EntityManager, invitation: NewInvitation): Promise<void> {
    const { patientId, invitedBy, email, name, role, places, kinds, until, consent, tokenHash } = invitation;
    await manager.query(
      `INSERT INTO invitation (patient_id, invited_by, email, name, role, places, kinds, valid_until, consent_version, consent_text, token_hash, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        patientId,
        invitedBy,
        email,
        name,
        role,
        places,
        kinds,
        until,
        consent.version,
        consent.text,
        tokenHash,
        invitation.createdAt,
        invitation.expiresAt,
      ],
    );
  }

  /** Takes back what waits for an answer from an address, in small letters. */
  async withdrawTo(manager: EntityManager, email: string, patientId: string, at: Date): Promise<void> {
    await manager.query(
      `UPDATE invitation SET withdrawn_at = $3 WHERE email = $1 AND patient_id = $2 AND ${OPEN}`,
      [email, patientId, at],
    );
  }

  /** Invitations that an account has sent since then, to whomever. */
  async sentSince(accountId: string, since: Date): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM invitation WHERE invited_by = $1 AND created_at > $2',
      [accountId, since],
    );
    return row?.count ?? 0;
  }

  /** Those of a record that wait for an answer, the newest first. */
  openOf(patientId: string, now: Date): Promise<Invitation[]> {
    return this.dataSource.query<Invitation[]>(
      `${INVITATION} WHERE invitation.patient_id = $1 AND ${OPEN} AND expires_at > $2 ORDER BY invitation.created_at DESC, invitation.id`,
      [patientId, now],
    );
  }

  /** Those that wait for whoever reads the mail of an address, the oldest first. */
  openFor(email: string, now: Date): Promise<Invitation[]> {
    return this.dataSource.query<Invitation[]>(
      `${INVITATION} WHERE invitation.email = lower($1) AND ${OPEN} AND expires_at > $2 ORDER BY invitation.created_at, invitation.id`,
      [email, now],
    );
  }

  /** The one that a link is for, whatever became of it. */
  async ofLink(tokenHash: Buffer): Promise<Invitation | null> {
    const [row] = await this.dataSource.query<Invitation[]>(`${INVITATION} WHERE token_hash = $1`, [
      tokenHash,
    ]);
    return row ?? null;
  }

  /** Locks an open invitation to an address until the transaction ends; null where there is none. */
  async hold(manager: EntityManager, id: string, email: string, now: Date): Promise<Invitation | null> {
    const [row] = await manager.query<Invitation[]>(
      `${INVITATION} WHERE invitation.id = $1 AND invitation.email = lower($2) AND ${OPEN} AND expires_at > $3 FOR UPDATE OF invitation`,
      [id, email, now],
    );
    return row ?? null;
  }

  async accept(manager: EntityManager, id: string, accountId: string, at: Date): Promise<void> {
    await manager.query('UPDATE invitation SET accepted_at = $3, accepted_by = $2 WHERE id = $1', [
      id,
      accountId,
      at,
    ]);
  }

  async decline(id: string, email: string, at: Date): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE invitation SET declined_at = $3 WHERE id = $1 AND email = lower($2) AND ${OPEN} RETURNING id`,
      [id, email, at],
    );
    return rows.length > 0;
  }

  /** False where there is none, or it was answered; once more changes nothing. */
  async withdraw(id: string, patientId: string, at: Date): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE invitation SET withdrawn_at = coalesce(withdrawn_at, $3)
       WHERE id = $1 AND patient_id = $2 AND accepted_at IS NULL AND declined_at IS NULL RETURNING id`,
      [id, patientId, at],
    );
    return rows.length > 0;
  }
}
