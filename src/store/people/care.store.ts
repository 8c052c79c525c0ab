import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ReplyType } from '../../domain/cases/reply.js';
import type { CareAuthority } from '../../domain/people/rules.js';

/** Somebody's word that a person is in their care, with the paper that shows it. */
export interface NewClaim {
  accountId: string;
  patientId: string;
  authority: CareAuthority;
  proof: Buffer;
  proofType: ReplyType;
}

/** What an operator is shown of it: nobody's record, and no patient's name. */
export interface OpenClaim {
  id: string;
  email: string;
  authority: CareAuthority;
  statedAt: Date;
}

/** A claim that is about to be decided. */
export interface HeldClaim {
  accountId: string;
  patientId: string;
  authority: CareAuthority;
  /** YYYY-MM-DD. */
  birthDate: string | null;
  /** What the claimant sees meanwhile; null where they have let go of it. */
  grantId: string | null;
}

/** Patients who are added by hand, and claims to care for them. */
@Injectable()
export class CareStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Patients of an account, with the account held until the transaction ends. */
  async heldBy(manager: EntityManager, accountId: string): Promise<{ own: boolean; waiting: number }> {
    await manager.query('SELECT FROM account WHERE id = $1 FOR UPDATE', [accountId]);
    const [row] = await manager.query<{ own: boolean; waiting: number }[]>(
      `SELECT EXISTS (SELECT FROM active_grant WHERE account_id = $1 AND role = 'self') AS own,
         (SELECT count(*)::int FROM care_claim WHERE account_id = $1 AND decided_at IS NULL) AS waiting`,
      [accountId],
    );
    return row!;
  }

  async addPatient(manager: EntityManager, name: string, birthDate: string): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      'INSERT INTO patient (name, birth_date) VALUES ($1, $2) RETURNING id',
      [name, birthDate],
    );
    return row!.id;
  }

  async claim(manager: EntityManager, claim: NewClaim, at: Date): Promise<void> {
    const { accountId, patientId, authority, proof, proofType } = claim;
    await manager.query(
      'INSERT INTO care_claim (account_id, patient_id, authority, proof, proof_type, stated_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [accountId, patientId, authority, proof, proofType, at],
    );
  }

  /** Those that wait for an operator, the oldest first. */
  openClaims(): Promise<OpenClaim[]> {
    return this.dataSource.query<OpenClaim[]>(
      `SELECT care_claim.id, account.email, care_claim.authority, care_claim.stated_at AS "statedAt"
       FROM care_claim JOIN account ON account.id = care_claim.account_id WHERE decided_at IS NULL ORDER BY stated_at, care_claim.id`,
    );
  }

  async proof(claimId: string): Promise<{ type: ReplyType; bytes: Buffer } | null> {
    const [row] = await this.dataSource.query<{ type: ReplyType; bytes: Buffer }[]>(
      'SELECT proof_type AS type, proof AS bytes FROM care_claim WHERE id = $1',
      [claimId],
    );
    return row ?? null;
  }

  /** Decides a claim once; null where there is none that waits. */
  async decide(
    manager: EntityManager,
    claimId: string,
    decision: { by: string; accepted: boolean; at: Date },
  ): Promise<HeldClaim | null> {
    const [rows] = await manager.query<[HeldClaim[], number]>(
      `UPDATE care_claim SET decided_at = $4, decided_by = $2, accepted = $3 FROM patient
       WHERE care_claim.id = $1 AND decided_at IS NULL AND patient.id = care_claim.patient_id
       RETURNING care_claim.account_id AS "accountId", care_claim.patient_id AS "patientId", authority, birth_date::text AS "birthDate",
         (SELECT active_grant.id FROM active_grant WHERE active_grant.account_id = care_claim.account_id
           AND active_grant.patient_id = care_claim.patient_id) AS "grantId"`,
      [claimId, decision.by, decision.accepted, decision.at],
    );
    return rows[0] ?? null;
  }
}
