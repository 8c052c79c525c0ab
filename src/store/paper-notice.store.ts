import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Level } from '../domain/level.js';
import type { PaperNotice } from '../domain/paper-notice.js';

/** A letter, whom it concerns, and who typed it in. */
export interface TypedNotice {
  patientId: string;
  /** One of the patient's own places; null where the place is none of them. */
  organizationId: string | null;
  notice: PaperNotice;
  accountId: string;
}

/** Letters that one patient may hold: far more than anybody gets, far fewer than would fill a disk. */
const MOST_NOTICES = 100;

/**
 * A breach of its own, without any filing: nothing that goes by filings, such as matching or the public page, ever
 * meets it.
 */
const INSERT_NOTICE = `
  WITH made AS (INSERT INTO breach (created_at) SELECT $6::timestamptz
      WHERE (SELECT count(*) FROM paper_notice WHERE patient_id = $1) < ${MOST_NOTICES} RETURNING id),
    typed AS (
      INSERT INTO paper_notice (patient_id, organization_id, facts, account_id, at) SELECT $1, $2, $3, $4, $6 FROM made RETURNING id)
  INSERT INTO exposure (patient_id, organization_id, breach_id, paper_notice_id, situation, level, created_at)
  SELECT $1, $2, made.id, typed.id, 'S12', $5, $6 FROM made CROSS JOIN typed RETURNING id`;

/** Of letters that the typist ($4) does not see nothing is said: one that is like a hidden one is kept beside it. */
const SAME_NOTICE = `
  SELECT exposure.id FROM paper_notice JOIN seen_exposure($4) AS exposure ON exposure.paper_notice_id = paper_notice.id
  WHERE paper_notice.patient_id = $1 AND paper_notice.organization_id IS NOT DISTINCT FROM $2::uuid AND paper_notice.facts = $3::jsonb`;

/** Letters about a breach that people type in. */
@Injectable()
export class PaperNoticeStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /**
   * Keeps a letter with the exposure that it makes; returns the id of the exposure, that of the same letter where
   * the typist sees one already, or null where there are too many.
   */
  async add(manager: EntityManager, typed: TypedNotice, level: Level, at: string): Promise<string | null> {
    const { patientId, organizationId, notice, accountId } = typed;
    await manager.query('SELECT id FROM patient WHERE id = $1 FOR NO KEY UPDATE', [patientId]);
    const [same] = await manager.query<{ id: string }[]>(SAME_NOTICE, [
      patientId,
      organizationId,
      JSON.stringify(notice),
      accountId,
    ]);
    if (same) return same.id;
    const [row] = await manager.query<{ id: string }[]>(INSERT_NOTICE, [
      patientId,
      organizationId,
      JSON.stringify(notice),
      accountId,
      level,
      at,
    ]);
    return row?.id ?? null;
  }

  /** The places that made studies of this patient that the reader may see, by name. */
  placesOf(patientId: string, readerId: string): Promise<{ id: string; name: string }[]> {
    return this.dataSource.query(
      `SELECT organization.id, organization.name FROM organization
       WHERE EXISTS (SELECT FROM seen_study($2) AS study WHERE study.organization_id = organization.id AND study.patient_id = $1)
       ORDER BY organization.name, organization.id`,
      [patientId, readerId],
    );
  }
}
