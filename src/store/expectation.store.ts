import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Expectation } from '../domain/expectation.js';
import type { Question } from './answer.store.js';

/**
 * SQL for what people expect of a `connection`, as a list of Expectation. An exam that came there is expected no more;
 * one that came elsewhere can still be shown here as well, and is known by its UID.
 */
export const EXPECTED = `coalesce((
  SELECT jsonb_agg(jsonb_build_object('id', expectation.id, 'from', expectation.first_day, 'to', expectation.last_day,
    'kind', expectation.kind, 'place', expectation.place, 'became', came.facts ->> 'uid') ORDER BY expectation.id)
  FROM expectation LEFT JOIN study AS came ON came.id = expectation.study_id
  WHERE expectation.patient_id = connection.patient_id AND expectation.taken_back_at IS NULL
    AND (came.id IS NULL OR (came.connection_id <> connection.id AND came.facts ->> 'uid' IS NOT NULL))), '[]')`;

/** What a person says of an exam to come, or of one that was. */
export interface SaidExam extends Pick<Expectation, 'from' | 'to' | 'kind' | 'place'> {
  patientId: string;
  accountId: string;
}

/** Nobody has more exams before them; a pull reads them all. */
const MOST_EXPECTED = 50;

/** What people expect, and what it became. */
@Injectable()
export class ExpectationStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Writes what is expected, and makes the patient's places due, so that their next pulls are planned with it. Places
   * that are unwell, or took the access back, are left alone. False where the patient expects too many exams already.
   */
  async add({ patientId, accountId, from, to, kind, place }: SaidExam, at: Date): Promise<boolean> {
    const [row] = await this.dataSource.query<{ said: boolean }[]>(
      `WITH said AS (
         INSERT INTO expectation (patient_id, account_id, first_day, last_day, kind, place, said_at)
         SELECT $1, $2, $3, $4, $5, $6, $7
         WHERE (SELECT count(*) FROM expectation WHERE patient_id = $1 AND taken_back_at IS NULL AND study_id IS NULL) < ${MOST_EXPECTED}
         RETURNING patient_id),
       hurried AS (
         UPDATE connection SET next_pull_at = $7 FROM said
         WHERE connection.patient_id = said.patient_id AND kind = 'fhir' AND failures = 0 AND next_pull_at > $7)
       SELECT EXISTS (SELECT FROM said) AS said`,
      [patientId, accountId, from, to, kind, place, at],
    );
    return row!.said;
  }

  /** False where the patient expects no such exam that the account may see, or it came meanwhile. */
  async takeBack({ id, patientId, accountId }: Question, at: Date): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE expectation SET taken_back_at = coalesce(taken_back_at, $3)
       WHERE id = $1 AND patient_id = $2 AND study_id IS NULL AND id IN (SELECT id FROM seen_expectation($4)) RETURNING id`,
      [id, patientId, at, accountId],
    );
    return rows.length > 0;
  }

  /**
   * A scan that came is known, or no more: the same exam is then no surprise where another place shows it as well. It is
   * told by its UID, so one without says nothing. A word on what a report says (S06) is none on the scan.
   */
  async know(
    manager: EntityManager,
    about: { flagId: string } | { studyId: string },
    { accountId, known, at }: { accountId: string; known: boolean; at: string },
  ): Promise<void> {
    const [id, table] = 'flagId' in about ? [about.flagId, 'flag'] : [about.studyId, 'study'];
    const scan =
      table === 'flag'
        ? `SELECT study_id FROM flag WHERE id = $1 AND situation IS DISTINCT FROM 'S06'`
        : 'SELECT $1::uuid';
    const standing = `study_id = (${scan}) AND known AND taken_back_at IS NULL`;
    if (!known) {
      await manager.query(`UPDATE expectation SET taken_back_at = $2 WHERE ${standing}`, [id, at]);
      return;
    }
    await manager.query(
      `INSERT INTO expectation (patient_id, account_id, first_day, last_day, said_at, study_id, known)
       SELECT patient_id, $2, started_on, started_on, $3, id, true FROM study
       WHERE id = (${scan}) AND started_on IS NOT NULL AND facts ->> 'uid' IS NOT NULL
         AND NOT EXISTS (SELECT FROM expectation WHERE ${standing})`,
      [id, accountId, at],
    );
  }

  /**
   * What people expect of a connection, as it stands now and until the transaction ends: places of one patient that are
   * read at the same moment take their turns, so that one word speaks for one exam.
   */
  async held(manager: EntityManager, connectionId: string): Promise<Expectation[]> {
    await manager.query(
      `SELECT expectation.id FROM expectation JOIN connection USING (patient_id)
       WHERE connection.id = $1 AND taken_back_at IS NULL ORDER BY expectation.id FOR UPDATE OF expectation`,
      [connectionId],
    );
    const [row] = await manager.query<{ expected: Expectation[] }[]>(
      `SELECT ${EXPECTED} AS expected FROM connection WHERE id = $1`,
      [connectionId],
    );
    return row!.expected;
  }

  /** Notes which studies of a connection the expected exams became: the first that did stays. */
  async came(
    manager: EntityManager,
    connectionId: string,
    exams: { id: string; studyKey: string }[],
  ): Promise<void> {
    if (exams.length === 0) return;
    await manager.query(
      `UPDATE expectation SET study_id = study.id
       FROM jsonb_to_recordset($2::jsonb) AS given (id uuid, "studyKey" text)
         JOIN study ON study.connection_id = $1 AND study.key = given."studyKey"
       WHERE expectation.id = given.id AND expectation.study_id IS NULL`,
      [connectionId, JSON.stringify(exams)],
    );
  }
}
