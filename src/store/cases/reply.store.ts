import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ReplyType } from '../../domain/cases/reply.js';
import { seenBy } from '../seen.sql.js';
import type { CaseSpeaker } from './case.store.js';

export interface NewReply {
  type: ReplyType;
  bytes: Buffer;
  /** Hexadecimal. */
  sha256: string;
}

/** Letters and photos that people add to cases, byte for byte. */
@Injectable()
export class ReplyStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** How many replies a case of the patient has, with the case locked; null where there is no such case that the speaker may see. */
  async count(manager: EntityManager, { caseId, patientId, accountId }: CaseSpeaker): Promise<number | null> {
    const [row] = await manager.query<{ count: number }[]>(
      `WITH held AS (SELECT id FROM patient_case WHERE id = $1 AND patient_id = $2 AND id IN (SELECT id FROM seen_case($3)) FOR UPDATE)
       SELECT (SELECT count(*)::int FROM case_reply WHERE case_id = held.id) AS count FROM held`,
      [caseId, patientId, accountId],
    );
    return row?.count ?? null;
  }

  /** The same file again adds nothing. */
  async add(manager: EntityManager, said: CaseSpeaker, { type, bytes, sha256 }: NewReply): Promise<void> {
    const { caseId, accountId, at } = said;
    await manager.query(
      `INSERT INTO case_reply (case_id, type, bytes, sha256, account_id, at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (case_id, sha256) DO NOTHING`,
      [caseId, type, bytes, sha256, accountId, at],
    );
  }

  /** Null where that case of the patient has no such reply that the reader may see. */
  async find(
    id: string,
    { caseId, patientId, accountId }: Omit<CaseSpeaker, 'at'>,
  ): Promise<{ type: ReplyType; bytes: Buffer } | null> {
    const [row] = await this.dataSource.query<{ type: ReplyType; bytes: Buffer }[]>(
      `WITH ${seenBy('$4')}
       SELECT type, bytes FROM case_reply JOIN patient_case ON patient_case.id = case_reply.case_id
       WHERE case_reply.id = $1 AND patient_case.id = $2 AND patient_case.patient_id = $3`,
      [id, caseId, patientId, accountId],
    );
    return row ?? null;
  }
}
