import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Filing } from '../domain/filing.js';
import type { GivenAnswer } from './pages/sql.js';
import { seenBy } from './seen.sql.js';

/** A question about one patient, and who answers it. */
export interface Question {
  /** Of the flag, the study, the exposure, or the connection. */
  id: string;
  patientId: string;
  accountId: string;
}

/** What a person can say that they have dealt with. */
export type Matter = 'flag' | 'study' | 'exposure';

/**
 * The matters that can be put aside, by id ($1) and patient ($2), with the level they have: a flag or a study that was
 * answered, and a breach that asks for steps.
 */
const MATTERS: Record<Matter, string> = {
  flag: `SELECT id AS flag_id, NULL::uuid AS study_id, NULL::uuid AS exposure_id, level FROM flag
    WHERE id = $1 AND patient_id = $2 AND study_id IN (SELECT id FROM study) AND EXISTS (SELECT FROM answer WHERE answer.flag_id = flag.id)`,
  study: `SELECT NULL::uuid AS flag_id, id AS study_id, NULL::uuid AS exposure_id, 'act soon' AS level FROM study
    WHERE id = $1 AND patient_id = $2 AND EXISTS (SELECT FROM answer WHERE answer.study_id = study.id)`,
  exposure: `SELECT NULL::uuid AS flag_id, NULL::uuid AS study_id, id AS exposure_id, level FROM exposure
    WHERE id = $1 AND patient_id = $2`,
};

/** All that follow are about what the account ($3) may see. */
const SEEN = `WITH ${seenBy('$3')}`;

/** What people say about flags, studies, exposures and first lists: a correction is a new row, and the newest counts. What they may not see is not there. */
@Injectable()
export class AnswerStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** False where the patient has no such flag, or it does not ask that: a changed report may differ, and is not "not mine". */
  answerFlag(
    manager: EntityManager,
    { id, patientId, accountId }: Question,
    answer: GivenAnswer['answer'],
  ): Promise<boolean> {
    return wrote(
      manager,
      `${SEEN} INSERT INTO answer (flag_id, account_id, answer)
       SELECT id, $3, $4 FROM flag WHERE id = $1 AND patient_id = $2 AND study_id IN (SELECT id FROM study) AND situation IS NOT NULL
         AND CASE situation WHEN 'S06' THEN $4 <> 'not-mine' ELSE $4 <> 'differs' END RETURNING id`,
      [id, patientId, accountId, answer],
    );
  }

  /** A scan that no flag asks about, such as one of the first list. False where the patient has no such study. */
  answerStudy(
    manager: EntityManager,
    { id, patientId, accountId }: Question,
    answer: GivenAnswer['answer'],
  ): Promise<boolean> {
    return wrote(
      manager,
      `${SEEN} INSERT INTO answer (study_id, account_id, answer)
       SELECT id, $3, $4 FROM study WHERE id = $1 AND patient_id = $2 RETURNING id`,
      [id, patientId, accountId, answer],
    );
  }

  /** False where the patient has no such exposure, or one that asks nothing: only a possible match does. */
  answerExposure(
    manager: EntityManager,
    { id, patientId, accountId }: Question,
    answer: 'know' | 'not-mine',
  ): Promise<boolean> {
    return wrote(
      manager,
      `${SEEN} INSERT INTO exposure_answer (exposure_id, account_id, answer)
       SELECT id, $3, $4 FROM exposure WHERE id = $1 AND patient_id = $2 AND situation = 'S13' RETURNING id`,
      [id, patientId, accountId, answer],
    );
  }

  /** The report that an exposure comes from, and the day on which it was found (YYYY-MM-DD). */
  async reportOf(manager: EntityManager, exposureId: string): Promise<{ filing: Filing; foundOn: string }> {
    const [row] = await manager.query<{ filing: Filing; foundOn: string }[]>(
      `SELECT filing.facts AS filing, (exposure.created_at AT TIME ZONE 'UTC')::date::text AS "foundOn"
       FROM exposure JOIN match ON match.id = exposure.match_id JOIN filing ON filing.id = match.filing_id WHERE exposure.id = $1`,
      [exposureId],
    );
    return row!;
  }

  /** "I have dealt with this", or its taking back. False where the patient has no such matter. */
  deal(
    matter: Matter,
    { id, patientId, accountId }: Question,
    dealt: boolean,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<boolean> {
    return wrote(
      manager,
      `${SEEN} INSERT INTO dealing (flag_id, study_id, exposure_id, level, account_id, dealt)
       SELECT matter.*, $3, $4 FROM (${MATTERS[matter]}) AS matter RETURNING id`,
      [id, patientId, accountId, dealt],
    );
  }

  /** False where the patient has no such connection. A second review by the same person changes nothing. */
  review({ id, patientId, accountId }: Question): Promise<boolean> {
    return wrote(
      this.dataSource.manager,
      `${SEEN}, place AS (SELECT id FROM connection WHERE id = $1 AND patient_id = $2),
       made AS (INSERT INTO review (connection_id, account_id) SELECT id, $3 FROM place ON CONFLICT DO NOTHING)
       SELECT id FROM place`,
      [id, patientId, accountId],
    );
  }
}

async function wrote(manager: EntityManager, statement: string, values: unknown[]): Promise<boolean> {
  const rows = await manager.query<unknown[]>(statement, values);
  return rows.length > 0;
}
