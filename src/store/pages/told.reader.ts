import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ToldCase, ToldFlag, ToldMessage } from '../../domain/fhir-out/watch.js';
import type { Study } from '../../domain/study.js';
import { OPEN_CASE } from '../cases/case.reader.js';
import { seenBy } from '../seen.sql.js';
import { type GivenAnswer, type GivenWord, newestAnswer, STANDING_FLAG, standingWord } from './sql.js';

/** A flag that may be spoken of, with what people said of it. */
export interface ListedFlag extends ToldFlag {
  fields: string[];
  answer: GivenAnswer | null;
  dealt: GivenWord | null;
}

/** Whose, to whom, and of which row; `id` null is of all. */
export interface Asked {
  patientId: string;
  readerId: string;
  id: string | null;
}

/** What is told to programs of one patient: lists of what the reader may see, newest first. */
@Injectable()
export class ToldReader {
  constructor(private readonly dataSource: DataSource) {}

  flags({ patientId, readerId, id }: Asked): Promise<ListedFlag[]> {
    return this.dataSource.query<ListedFlag[]>(
      `WITH ${seenBy('$2')}
       SELECT flag.id, flag.study_id, flag.situation, flag.level, flag.kind, flag.fields, flag.reasons, to_jsonb(flag.created_at) #>> '{}' AS created_at,
         ${newestAnswer('flag_id', 'flag.id')} AS answer, ${standingWord('flag_id', 'flag.id', 'flag.level')} AS dealt
       FROM study JOIN flag ON flag.study_id = study.id LEFT JOIN flag_outcome ON flag_outcome.flag_id = flag.id
       WHERE study.patient_id = $1 AND flag.situation IS NOT NULL AND ${STANDING_FLAG} AND ($3::uuid IS NULL OR flag.id = $3)
       ORDER BY flag.created_at DESC, flag.id`,
      [patientId, readerId, id],
    );
  }

  cases({ patientId, readerId, id }: Asked): Promise<ToldCase[]> {
    return this.dataSource.query<ToldCase[]>(
      `WITH ${seenBy('$2')}
       SELECT id, situation, to_jsonb(opened_at) #>> '{}' AS opened_at, NOT ${OPEN_CASE} AS closed, flag_id, study_id
       FROM patient_case WHERE patient_id = $1 AND ($3::uuid IS NULL OR id = $3) ORDER BY patient_case.opened_at DESC, id`,
      [patientId, readerId, id],
    );
  }

  studies({ patientId, readerId, id }: Asked): Promise<{ id: string; facts: Study }[]> {
    return this.dataSource.query<{ id: string; facts: Study }[]>(
      `WITH ${seenBy('$2')}
       SELECT id, facts FROM study WHERE patient_id = $1 AND ($3::uuid IS NULL OR id = $3)
       ORDER BY facts ->> 'started' DESC NULLS LAST, id`,
      [patientId, readerId, id],
    );
  }

  /** The reader's own messages about a patient. */
  messages(patientId: string, readerId: string): Promise<ToldMessage[]> {
    return this.dataSource.query<ToldMessage[]>(
      `${MESSAGES} AND patient_id = $2 ORDER BY created_at DESC, id`,
      [readerId, patientId],
    );
  }

  /** One of the reader's own messages, and whom it is about; null where they have none of this id about a patient. */
  async message(id: string, readerId: string): Promise<(ToldMessage & { patient_id: string }) | null> {
    const [row] = await this.dataSource.query<(ToldMessage & { patient_id: string })[]>(
      `${MESSAGES} AND id = $2`,
      [readerId, id],
    );
    return row ?? null;
  }
}

const MESSAGES = `
  SELECT id, patient_id, situation, level, code, to_jsonb(seen.created_at) #>> '{}' AS created_at, to_jsonb(sent_at) #>> '{}' AS sent_at
  FROM seen_notification($1) AS seen WHERE patient_id IS NOT NULL`;
