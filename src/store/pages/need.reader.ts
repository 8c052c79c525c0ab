import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LETTER_DAYS } from '../../domain/exposure.js';
import type { Level } from '../../domain/level.js';
import { type GrantRole, levelForRole, UNREAD_DAYS } from '../../domain/notification.js';
import { EXPOSED_PLACE, EXPOSURE_CAUSE, TOLD_ON } from './exposure-cause.js';
import { seenBy } from '../seen.sql.js';
import { ASKING_LEVELS, isAnswered, STANDING_FLAG, standingWord } from './sql.js';

/** Something that waits for one account, in no order. */
export interface Need {
  kind: 'flag' | 'study' | 'exposure' | 'letter' | 'review' | 'unread';
  /** Of the flag, the study, the exposure, or the connection. */
  id: string;
  patientId: string;
  name: string;
  role: GrantRole;
  situation: string;
  level: Level;
  organization: string;
  /** When it was first seen, or since when it is so. */
  at: Date;
  /** The day that a report names (YYYY-MM-DD); null for what is no report. */
  day: string | null;
  /** Studies in the first list; null for anything but a review. */
  studies: number | null;
  /** Somebody answered "not mine", and nobody has said yet that it is dealt with. */
  notMine: boolean;
}

const MINE = `
  SELECT patient.id, patient.name, active_grant.role FROM active_grant JOIN patient ON patient.id = active_grant.patient_id
  WHERE active_grant.account_id = $1 AND ($2::uuid IS NULL OR patient.id = $2)`;

/**
 * A question that nobody answered, and a scan answered "not mine" until somebody says that it is dealt with. A scan
 * that was no longer shown and is shown again needs nobody.
 */
const FLAGS = `
  SELECT 'flag' AS kind, flag.id, mine.id AS "patientId", mine.name, mine.role, flag.situation,
    CASE WHEN asked."notMine" AND flag.level <> 'act now' THEN 'act soon' ELSE flag.level END AS level,
    organization.name AS organization, flag.created_at AS at, NULL::text AS day, NULL::int AS studies, asked."notMine"
  FROM mine JOIN flag ON flag.patient_id = mine.id JOIN study ON study.id = flag.study_id
    JOIN organization ON organization.id = study.organization_id LEFT JOIN flag_outcome ON flag_outcome.flag_id = flag.id
    CROSS JOIN LATERAL (SELECT ${isAnswered('flag_id', 'flag.id', 'not-mine')} AS "notMine") AS asked
  WHERE flag.situation IS NOT NULL AND CASE WHEN asked."notMine" THEN ${standingWord('flag_id', 'flag.id', 'flag.level')} IS NULL
    ELSE flag.level IN ${ASKING_LEVELS} AND ${STANDING_FLAG} AND NOT (flag.kind = 'removed' AND study.absences = 0)
      AND NOT EXISTS (SELECT FROM answer WHERE answer.flag_id = flag.id) END`;

/** A scan that no flag asks about, answered "not mine" all the same. */
const STUDIES = `
  SELECT 'study', study.id, mine.id, mine.name, mine.role, 'S02', 'act soon', organization.name, study.first_seen_at, NULL, NULL, true
  FROM mine JOIN study ON study.patient_id = mine.id JOIN organization ON organization.id = study.organization_id
  WHERE EXISTS (SELECT FROM answer WHERE answer.study_id = study.id) AND ${isAnswered('study_id', 'study.id', 'not-mine')}
    AND ${standingWord('study_id', 'study.id', "'act soon'")} IS NULL`;

/** Helpers hear of a possible match only once it is confirmed (domain/notification). */
const EXPOSURES = `
  SELECT CASE WHEN exposure.paper_notice_id IS NULL THEN 'exposure' ELSE 'letter' END, exposure.id, mine.id, mine.name, mine.role, exposure.situation, exposure.level, ${EXPOSED_PLACE},
    exposure.created_at, ${TOLD_ON}, NULL, false
  FROM mine JOIN exposure ON exposure.patient_id = mine.id ${EXPOSURE_CAUSE}
  WHERE exposure.created_at > $3::timestamptz - make_interval(days => $4)
    AND (exposure.level IN ('act soon', 'act now')
      OR exposure.situation = 'S13' AND exposure.level = 'check' AND mine.role <> 'helper'
        AND NOT EXISTS (SELECT FROM exposure_answer WHERE exposure_answer.exposure_id = exposure.id))
    AND ${standingWord('exposure_id', 'exposure.id', 'exposure.level')} IS NULL`;

const REVIEWS = `
  SELECT 'review', connection.id, mine.id, mine.name, mine.role, 'S01', 'info', connection.site_name, baseline.at, NULL, baseline.studies, false
  FROM mine JOIN connection ON connection.patient_id = mine.id
    CROSS JOIN LATERAL (SELECT (connection.progress -> 'history' ->> 'baselineAt')::timestamptz AS at OFFSET 0) AS compared
    CROSS JOIN LATERAL (
      SELECT max(study.first_seen_at) AS at, count(*)::int AS studies FROM study
      WHERE study.connection_id = connection.id AND study.first_seen_at <= compared.at
    ) AS baseline
  WHERE mine.role <> 'helper' AND baseline.studies > 0
    AND NOT EXISTS (SELECT FROM review WHERE review.connection_id = connection.id)`;

const UNREAD = `
  SELECT 'unread', connection.id, mine.id, mine.name, mine.role, 'S16',
    CASE WHEN unread.since < $3::timestamptz - make_interval(days => $6) THEN 'check' ELSE 'info' END,
    connection.site_name, unread.since, NULL, NULL, false
  FROM mine JOIN connection ON connection.patient_id = mine.id
    CROSS JOIN LATERAL (SELECT coalesce(connection.last_complete_at, connection.created_at) AS since) AS unread
  WHERE connection.kind = 'fhir' AND unread.since < $3::timestamptz - make_interval(days => $5)`;

/** What waits for a person: questions that nobody answered, scans that are not theirs, breaches to act on, first lists, places not read. */
@Injectable()
export class NeedReader {
  constructor(private readonly dataSource: DataSource) {}

  /** @param patientId one patient alone, or null for all whom the account may see */
  async needsOf(accountId: string, patientId: string | null, now: Date): Promise<Need[]> {
    const needs = await this.dataSource.query<Need[]>(
      `WITH ${seenBy('$1')}, mine AS (${MINE}) ${FLAGS} UNION ALL ${STUDIES} UNION ALL ${EXPOSURES} UNION ALL ${REVIEWS} UNION ALL ${UNREAD}`,
      [accountId, patientId, now, LETTER_DAYS, UNREAD_DAYS.info, UNREAD_DAYS.check],
    );
    return needs.map((need) => ({ ...need, level: levelForRole(need.role, need.level) }));
  }
}
