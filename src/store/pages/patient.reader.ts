import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Expectation } from '../../domain/expectation.js';
import type { Filing } from '../../domain/filing.js';
import type { Level } from '../../domain/level.js';
import type { PaperNotice } from '../../domain/paper-notice.js';
import type { Gap } from '../../domain/pull.js';
import { seenBy } from '../seen.sql.js';
import { EXPOSED_PLACE, EXPOSURE_CAUSE, HELD_UNTIL } from './exposure-cause.js';
import {
  ASKING_LEVELS,
  type GivenAnswer,
  type GivenWord,
  isAnswered,
  newestAnswer,
  STANDING_FLAG,
  standingWord,
} from './sql.js';
import { placesOf, STUDY_COLUMNS, STUDY_TABLES, type StudyRow } from './study-row.js';

/** A connection with its newest pull. Times are ISO 8601. */
export interface Place {
  id: string;
  siteName: string;
  createdAt: string;
  lastCompleteAt: string | null;
  problem: string | null;
  problemSince: string | null;
  /** Studies that it shows. */
  studies: number;
  /** `gapCodes` are stable names of what it could not read (services/gap-codes). */
  lastPull: { finishedAt: string; refused: Gap[]; gapCodes: string[] } | null;
  /** Who added its newest files, where it is made of files. */
  files: { at: string; accountId: string; by: string } | null;
}

/** A breach at a place that holds studies of the patient. */
export interface ExposureLine {
  id: string;
  organization: string;
  situation: string;
  level: Level;
  createdAt: string;
  /** One of both: the report of a feed, or a letter that somebody typed in. */
  filing: Filing | null;
  paper: PaperNotice | null;
  /** The breach never happened, or was taken back by those who reported it. */
  withdrawn: boolean;
  answer: GivenAnswer | null;
  dealt: GivenWord | null;
  studies: number;
}

/** An exam that somebody said is to come. */
export interface ExpectedExam extends Pick<Expectation, 'id' | 'from' | 'to' | 'kind'> {
  place: string | null;
  accountId: string;
  by: string;
  /** The study that it became. */
  studyId: string | null;
}

export interface PatientRecord {
  name: string;
  expected: ExpectedExam[];
  places: Place[];
  exposures: ExposureLine[];
}

/** A study with the newest question about it, or without one what was said of it all the same. */
export interface AskedStudy extends StudyRow {
  flag: { id: string; level: Level; stale: boolean } | null;
  answer: GivenAnswer | null;
  dealt: GivenWord | null;
}

/** SQL for a Place; needs `connection`. */
export const PLACE = `
  jsonb_build_object('id', connection.id, 'siteName', connection.site_name, 'createdAt', connection.created_at,
    'lastCompleteAt', connection.last_complete_at, 'problem', connection.problem, 'problemSince', connection.problem_since,
    'studies', (SELECT count(*) FROM study WHERE study.connection_id = connection.id AND study.absences < 2),
    'lastPull', (SELECT jsonb_build_object('finishedAt', pull.finished_at, 'refused', pull.refused, 'gapCodes', pull.gap_codes)
      FROM pull WHERE pull.connection_id = connection.id ORDER BY pull.finished_at DESC LIMIT 1),
    'files', (SELECT jsonb_build_object('at', upload.at, 'accountId', account.id, 'by', account.name)
      FROM upload JOIN account ON account.id = upload.account_id WHERE upload.connection_id = connection.id ORDER BY upload.at DESC LIMIT 1))`;

/** SQL that holds for a study that somebody said is not the patient's. */
const NOT_THEIRS = `(${isAnswered('study_id', 'study.id', 'not-mine')}
  OR EXISTS (SELECT FROM flag WHERE flag.study_id = study.id AND ${isAnswered('flag_id', 'flag.id', 'not-mine')}))`;

/** SQL that holds for the patient's own studies that a place may have held when it was breached; needs EXPOSURE_CAUSE. */
export const STUDIES_HELD = `
  NOT ${NOT_THEIRS} AND study.patient_id = exposure.patient_id AND (study.organization_id = exposure.organization_id OR EXISTS (
    SELECT FROM connection_keeper AS keeper WHERE keeper.connection_id = study.connection_id AND keeper.organization_id = exposure.organization_id))
  AND (study.started_on IS NULL OR study.started_on <= coalesce(${HELD_UNTIL}::date, 'infinity'))`;

/** SQL that holds where the breach of an `exposure` never happened. */
export const WITHDRAWN = `EXISTS (SELECT FROM breach WHERE breach.id = exposure.breach_id AND breach.withdrawn_at IS NOT NULL)`;

const EXPOSURE_LINE = `
  jsonb_build_object('id', exposure.id, 'organization', ${EXPOSED_PLACE}, 'situation', exposure.situation, 'level', exposure.level,
    'createdAt', exposure.created_at, 'filing', filing.facts, 'paper', paper_notice.facts, 'withdrawn', ${WITHDRAWN},
    'answer', ${newestAnswer('exposure_id', 'exposure.id')},
    'dealt', ${standingWord('exposure_id', 'exposure.id', 'exposure.level')},
    'studies', (SELECT count(*) FROM study WHERE ${STUDIES_HELD}))`;

/** Whoever says so much shows no more than the newest. */
const EXPECTED_EXAMS = `
  SELECT expectation.id, first_day AS "from", last_day AS "to", kind, place, account_id AS "accountId", account.name AS by, study_id AS "studyId"
  FROM expectation JOIN account ON account.id = expectation.account_id
  WHERE expectation.patient_id = patient.id AND taken_back_at IS NULL AND NOT known ORDER BY last_day DESC, expectation.id LIMIT 60`;

/** One patient's record: in two statements, whatever its size. */
@Injectable()
export class PatientReader {
  constructor(private readonly dataSource: DataSource) {}

  /** How the patient chose to be named. */
  async name(patientId: string): Promise<string> {
    const [row] = await this.dataSource.query<{ name: string }[]>('SELECT name FROM patient WHERE id = $1', [
      patientId,
    ]);
    return row!.name;
  }

  /** The patient's name, and what the reader may see of places, breaches, and what is expected. */
  async record(patientId: string, readerId: string): Promise<PatientRecord> {
    const [row] = await this.dataSource.query<PatientRecord[]>(
      `WITH ${seenBy('$2')}
       SELECT patient.name,
         (SELECT coalesce(jsonb_agg(exam ORDER BY exam."from", exam.id), '[]') FROM (${EXPECTED_EXAMS}) AS exam) AS expected,
         coalesce((SELECT jsonb_agg(${PLACE} ORDER BY connection.site_name, connection.id) FROM connection
           WHERE connection.patient_id = patient.id), '[]') AS places,
         coalesce((SELECT jsonb_agg(${EXPOSURE_LINE} ORDER BY exposure.created_at DESC, exposure.id)
           FROM exposure ${EXPOSURE_CAUSE}
           WHERE exposure.patient_id = patient.id), '[]') AS exposures
       FROM patient WHERE patient.id = $1`,
      [patientId, readerId],
    );
    return row!;
  }

  /** Every study of the patient that the reader may see, newest first, with the newest question that was put about it. */
  studies(patientId: string, readerId: string): Promise<AskedStudy[]> {
    return this.dataSource.query<AskedStudy[]>(
      `WITH ${seenBy('$2')}, ${placesOf('$1')}
       SELECT ${STUDY_COLUMNS}, asked.flag,
         CASE WHEN asked.flag IS NULL THEN ${newestAnswer('study_id', 'study.id')} ELSE asked.answer END AS answer,
         CASE WHEN asked.flag IS NULL THEN ${standingWord('study_id', 'study.id', "'act soon'")} ELSE asked.dealt END AS dealt
       FROM ${STUDY_TABLES} LEFT JOIN LATERAL (
         SELECT jsonb_build_object('id', flag.id, 'level', flag.level, 'stale', flag.kind = 'removed' AND study.absences = 0) AS flag,
           ${newestAnswer('flag_id', 'flag.id')} AS answer, ${standingWord('flag_id', 'flag.id', 'flag.level')} AS dealt
         FROM flag LEFT JOIN flag_outcome ON flag_outcome.flag_id = flag.id
         WHERE flag.study_id = study.id AND flag.situation IS NOT NULL AND flag.level IN ${ASKING_LEVELS} AND ${STANDING_FLAG}
         ORDER BY flag.created_at DESC LIMIT 1) AS asked ON true
       WHERE study.patient_id = $1
       ORDER BY study.facts ->> 'started' DESC NULLS LAST, study.first_seen_at DESC, study.id`,
      [patientId, readerId],
    );
  }
}
