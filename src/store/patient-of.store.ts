import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A table whose rows are each of one patient. */
export type RecordTable = 'flag' | 'study' | 'patient_case';

/** Whose a row is. It decides nothing: who may see it is asked of that patient's grants. */
@Injectable()
export class PatientOfStore {
  constructor(private readonly dataSource: DataSource) {}

  async find(table: RecordTable, id: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ patient: string }[]>(
      `SELECT patient_id AS patient FROM ${table} WHERE id = $1`,
      [id],
    );
    return row?.patient ?? null;
  }
}
