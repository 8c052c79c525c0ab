import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { GivenAnswer } from './pages/sql.js';

/** A question about one patient, and who answers it. */
export interface Question {
  /** Of the flag, the exposure, or the connection. */
  id: string;
  patientId: string;
  accountId: string;
}

/** What people say about flags, exposures and first lists: a correction is a new row, and the newest counts. */
@Injectable()
export class AnswerStore {
  constructor(private readonly dataSource: DataSource) {}

  /** False where the patient has no such flag. */
  answerFlag({ id, patientId, accountId }: Question, answer: GivenAnswer['answer']): Promise<boolean> {
    return this.wrote(
      `INSERT INTO answer (flag_id, account_id, answer)
       SELECT id, $3, $4 FROM flag WHERE id = $1 AND patient_id = $2 AND situation IS NOT NULL RETURNING id`,
      [id, patientId, accountId, answer],
    );
  }

  /** False where the patient has no such exposure, or one that asks nothing: only a possible match does. */
  answerExposure({ id, patientId, accountId }: Question, answer: 'know' | 'not-mine'): Promise<boolean> {
    return this.wrote(
      `INSERT INTO exposure_answer (exposure_id, account_id, answer)
       SELECT id, $3, $4 FROM exposure WHERE id = $1 AND patient_id = $2 AND situation = 'S13' RETURNING id`,
      [id, patientId, accountId, answer],
    );
  }

  /** False where the patient has no such connection. A second review by the same person changes nothing. */
  review({ id, patientId, accountId }: Question): Promise<boolean> {
    return this.wrote(
      `WITH place AS (SELECT id FROM connection WHERE id = $1 AND patient_id = $2),
       made AS (INSERT INTO review (connection_id, account_id) SELECT id, $3 FROM place ON CONFLICT DO NOTHING)
       SELECT id FROM place`,
      [id, patientId, accountId],
    );
  }

  private async wrote(statement: string, values: unknown[]): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(statement, values);
    return rows.length > 0;
  }
}
