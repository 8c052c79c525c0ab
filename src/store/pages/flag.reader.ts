import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ChangeKind, StudyField } from '../../domain/change.js';
import type { Evidence } from '../../domain/evidence/item.js';
import type { Level } from '../../domain/level.js';
import type { Gap } from '../../domain/pull.js';
import type { Situation } from '../../domain/situation.js';
import type { Study } from '../../domain/study.js';
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

/** A flag that has a situation, with the study as it is now. */
export interface FlagRow {
  name: string;
  study: StudyRow;
  /** Shown studies that share images with it. */
  sharing: SharingRow[];
  situation: Situation;
  level: Level;
  fields: StudyField[];
  reasons: string[];
  flagEvidence: Evidence[];
  before: Study | null;
  after: Study;
  seenAt: Date;
  /** Another scan of the same place has the same day. */
  sameDay: boolean;
  /** What the pull that brought it was refused. */
  refused: Gap[];
  /** It may be spoken of: it did not have to settle, or it stood. */
  standing: boolean;
  answer: GivenAnswer | null;
  dealt: GivenWord | null;
  /** Of the reader's own message about it. */
  code: string | null;
}

/** Something that happened to the study, or was done about the flag. */
export interface Sighting {
  what: ChangeKind | 'outcome' | 'answered' | 'dealt' | 'written';
  at: Date;
}

type FoundRow = Omit<FlagRow, 'study'> & StudyRow;

/** One flag and what we saw of its study. */
@Injectable()
export class FlagReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the patient has no such flag that the reader may see, or one that is told nobody. */
  async find(id: string, patientId: string, accountId: string): Promise<FlagRow | null> {
    const [row] = await this.dataSource.query<FoundRow[]>(
      `WITH ${seenBy('$3')}, ${placesOf('$2')}
       SELECT ${STUDY_COLUMNS}, patient.name, ${SHARING} AS sharing, flag.situation, flag.level, flag.fields, flag.reasons, flag.evidence AS "flagEvidence",
         flag.before, flag.after, flag.created_at AS "seenAt", pull.refused,
         EXISTS (SELECT FROM study AS other WHERE other.connection_id = study.connection_id AND other.id <> study.id
           AND left(other.facts ->> 'started', 10) = left(study.facts ->> 'started', 10)) AS "sameDay",
         (flag.settles_at IS NULL OR coalesce(flag_outcome.outcome = 'stands', false)) AS standing,
         ${newestAnswer('flag_id', 'flag.id')} AS answer, ${standingWord('flag_id', 'flag.id', 'flag.level')} AS dealt,
         (SELECT code FROM notification WHERE notification.flag_id = flag.id AND notification.account_id = $3
            ORDER BY notification.created_at LIMIT 1) AS code
       FROM ${STUDY_TABLES} JOIN flag ON flag.study_id = study.id JOIN patient ON patient.id = flag.patient_id
         JOIN pull ON pull.id = flag.pull_id LEFT JOIN flag_outcome ON flag_outcome.flag_id = flag.id
       WHERE flag.id = $1 AND flag.patient_id = $2 AND flag.situation IS NOT NULL`,
      [id, patientId, accountId],
    );
    return row ? { ...row, study: row } : null;
  }

  /** Those of the named texts that were kept of one place, by name: for whoever may read reports, and never for helpers. */
  async texts(
    { connectionId, patientId, readerId }: { connectionId: string; patientId: string; readerId: string },
    names: string[],
  ): Promise<Map<string, string>> {
    if (names.length === 0) return new Map();
    const rows = await this.dataSource.query<{ name: string; words: string }[]>(
      `WITH ${seenBy('$4')}
       SELECT report_text.name, report_text.words FROM report_text JOIN connection ON connection.id = report_text.connection_id
         JOIN active_grant ON active_grant.patient_id = connection.patient_id AND active_grant.account_id = $4
       WHERE connection.id = $1 AND connection.patient_id = $2 AND report_text.name = ANY ($3)
         AND active_grant.role <> 'helper' AND (active_grant.kinds IS NULL OR 'reports' = ANY (active_grant.kinds))`,
      [connectionId, patientId, names, readerId],
    );
    return new Map(rows.map(({ name, words }) => [name, words]));
  }

  /** Everything since the study was first seen, oldest first. */
  sightings(id: string, studyId: string, accountId: string): Promise<Sighting[]> {
    return this.dataSource.query<Sighting[]>(
      `WITH ${seenBy('$3')}, seen_flag AS (SELECT flag.* FROM study JOIN flag ON flag.study_id = study.id WHERE study.id = $2)
       SELECT kind AS what, created_at AS at FROM seen_flag
       UNION ALL SELECT 'outcome', flag_outcome.at FROM flag_outcome JOIN seen_flag ON seen_flag.id = flag_outcome.flag_id
       UNION ALL SELECT 'answered', at FROM answer WHERE flag_id = $1
       UNION ALL SELECT 'dealt', at FROM dealing WHERE flag_id = $1 AND dealt
       UNION ALL SELECT 'written', sent_at FROM notification WHERE flag_id = $1 AND account_id = $3 AND channel = 'mail' AND sent_at IS NOT NULL
       ORDER BY at`,
      [id, studyId, accountId],
    );
  }
}
