import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Filing } from '../../domain/filing.js';
import type { FilingChange } from '../../domain/filing-news.js';
import type { Level } from '../../domain/level.js';
import type { PaperNotice } from '../../domain/paper-notice.js';
import { EXPOSED_PLACE, EXPOSURE_CAUSE } from './exposure-cause.js';
import { STUDIES_HELD, WITHDRAWN } from './patient.reader.js';
import { seenBy } from '../seen.sql.js';
import { type GivenAnswer, type GivenWord, newestAnswer, standingWord } from './sql.js';
import { placesOf, STUDY_COLUMNS, STUDY_TABLES, type StudyRow } from './study-row.js';

export interface ExposureRow {
  name: string;
  organization: string;
  organizationId: string | null;
  /** Of the organization: two letters, or null. */
  state: string | null;
  /** ISO 3166-1 alpha-2, or null. */
  country: string | null;
  situation: string;
  level: Level;
  createdAt: Date;
  /** Null where it comes from a letter. */
  filing: Filing | null;
  /** What later polls showed to be different in the filing, since the exposure was told. */
  changes: FilingChange[];
  /** It was told again, at a higher level. */
  louder: boolean;
  /** A letter that somebody typed in; null where it comes from a filing. */
  paper: PaperNotice | null;
  /** The breach never happened, or was taken back by those who reported it. */
  withdrawn: boolean;
  /** Names of rules of domain/match. */
  reasons: string[];
  answer: GivenAnswer | null;
  dealt: GivenWord | null;
  /** Of the reader's own message about it. */
  code: string | null;
}

/** SQL for FilingChange[] of what an exposure comes from; needs its joins. */
const CHANGES = `(SELECT coalesce(jsonb_agg(jsonb_build_object('kind', change.kind, 'changed', change.changed) ORDER BY change.at), '[]')
  FROM filing_revision AS change WHERE change.filing_id = filing.id AND change.at > exposure.created_at)`;

/** SQL that holds where an exposure was told at a lower level before. */
const LOUDER = `EXISTS (SELECT FROM exposure_revision AS past
  WHERE past.exposure_id = exposure.id AND past.situation = exposure.situation AND past.level NOT IN ('quiet', exposure.level))`;

/** One breach at a place that holds a patient's studies. */
@Injectable()
export class ExposureReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the patient has no such exposure that the reader may see. */
  async find(id: string, patientId: string, accountId: string): Promise<ExposureRow | null> {
    const [row] = await this.dataSource.query<ExposureRow[]>(
      `WITH ${seenBy('$3')}
       SELECT patient.name, ${EXPOSED_PLACE} AS organization, organization.state, organization.country, exposure.organization_id AS "organizationId", exposure.situation, exposure.level, exposure.created_at AS "createdAt",
         filing.facts AS filing, paper_notice.facts AS paper, coalesce(match.reasons, '{}') AS reasons, ${WITHDRAWN} AS withdrawn, ${newestAnswer('exposure_id', 'exposure.id')} AS answer,
         ${standingWord('exposure_id', 'exposure.id', 'exposure.level')} AS dealt, ${CHANGES} AS changes, ${LOUDER} AS louder,
         (SELECT code FROM notification WHERE notification.exposure_id = exposure.id AND notification.account_id = $3
            ORDER BY notification.created_at LIMIT 1) AS code
       FROM exposure JOIN patient ON patient.id = exposure.patient_id ${EXPOSURE_CAUSE}
       WHERE exposure.id = $1 AND exposure.patient_id = $2`,
      [id, patientId, accountId],
    );
    return row ?? null;
  }

  /** The patient's studies that the place may have held and the reader may see, newest first. */
  studiesHeld(id: string, patientId: string, readerId: string): Promise<StudyRow[]> {
    return this.dataSource.query<StudyRow[]>(
      `WITH ${seenBy('$3')}, ${placesOf('$2')}
       SELECT ${STUDY_COLUMNS}
       FROM ${STUDY_TABLES}
       WHERE study.id IN (SELECT study.id FROM exposure ${EXPOSURE_CAUSE} JOIN study ON ${STUDIES_HELD}
         WHERE exposure.id = $1 AND exposure.patient_id = $2)
       ORDER BY study.facts ->> 'started' DESC NULLS LAST, study.id`,
      [id, patientId, readerId],
    );
  }
}
