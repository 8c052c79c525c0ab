import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { seenBy } from '../seen.sql.js';
import { type GivenAnswer, type GivenWord, newestAnswer, standingWord } from './sql.js';
import {
  placesOf,
  SHARING,
  type SharingRow,
  STUDY_COLUMNS,
  STUDY_TABLES,
  type StudyRow,
} from './study-row.js';

/** A study with what was said of it apart from any flag. */
export interface StudyPageRow {
  name: string;
  study: StudyRow;
  /** Shown studies that share images with it. */
  sharing: SharingRow[];
  answer: GivenAnswer | null;
  dealt: GivenWord | null;
  /** Of the reader's own message about it. */
  code: string | null;
  /** When it was answered and dealt with, oldest first. ISO 8601. */
  said: { what: 'answered' | 'dealt'; at: string }[];
}

type FoundRow = Omit<StudyPageRow, 'study'> & StudyRow;

/** One study, whether or not a flag asks about it. */
@Injectable()
export class StudyReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the patient has no such study that the reader may see. */
  async find(id: string, patientId: string, accountId: string): Promise<StudyPageRow | null> {
    const [row] = await this.dataSource.query<FoundRow[]>(
      `WITH ${seenBy('$3')}, ${placesOf('$2')}
       SELECT ${STUDY_COLUMNS}, patient.name, ${SHARING} AS sharing,
         ${newestAnswer('study_id', 'study.id')} AS answer, ${standingWord('study_id', 'study.id', "'act soon'")} AS dealt,
         (SELECT code FROM notification WHERE notification.study_id = study.id AND notification.account_id = $3
            ORDER BY notification.created_at LIMIT 1) AS code,
         coalesce((SELECT jsonb_agg(jsonb_build_object('what', said.what, 'at', said.at) ORDER BY said.at)
           FROM (SELECT 'answered' AS what, at FROM answer WHERE study_id = study.id
             UNION ALL SELECT 'dealt', at FROM dealing WHERE study_id = study.id AND dealt) AS said), '[]') AS said
       FROM ${STUDY_TABLES} JOIN patient ON patient.id = study.patient_id
       WHERE study.id = $1 AND study.patient_id = $2`,
      [id, patientId, accountId],
    );
    return row ? { ...row, study: row } : null;
  }
}
