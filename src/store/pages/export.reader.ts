import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Study } from '../../domain/study.js';
import { seenBy } from '../seen.sql.js';

/** A row as it is kept; its names are those of the table's columns. */
type Kept<T = object> = T & Record<string, unknown>;

/** Everything kept of one patient, table by table, oldest first. Moments are ISO 8601. */
export interface ExportedRecord {
  patient: Kept<{ id: string; name: string; birth_date: string | null }>;
  places: Kept<{ id: string; site_name: string; created_at: string; last_complete_at: string | null }>[];
  organizations: Kept<{ id: string; name: string }>[];
  studies: Kept<{
    id: string;
    connection_id: string;
    organization_id: string;
    facts: Study;
    first_seen_at: string;
    absences: number;
  }>[];
  flags: Kept<{
    id: string;
    study_id: string;
    situation: string | null;
    level: string;
    kind: string;
    reasons: string[];
    created_at: string;
  }>[];
  exposures: Kept<{
    id: string;
    organization_id: string | null;
    situation: string;
    level: string;
    created_at: string;
  }>[];
  cases: Kept<{
    id: string;
    situation: string;
    level: string;
    opened_at: string;
    closed: boolean;
    flag_id: string | null;
    study_id: string | null;
    exposure_id: string | null;
  }>[];
  notifications: Kept<{
    id: string;
    situation: string;
    level: string;
    code: string;
    channel: string;
    created_at: string;
    sent_at: string | null;
  }>[];
  [table: string]: unknown;
}

/** SQL that holds where the reader is the patient. */
const OWN = `EXISTS (SELECT FROM active_grant WHERE active_grant.patient_id = $1 AND active_grant.account_id = $2 AND active_grant.role = 'self')`;

/**
 * What is left out: keys to other systems, what only steers the work, and files (each is handed out by its case). How many
 * scans a place showed is for the patient alone, who may keep one to themselves.
 */
const WITHOUT: Record<string, string> = {
  places: `- '{token_sealed,progress,version,snapshot_id,rung_at,rings,look_step,next_pull_at}'::text[]`,
  pulls: `- CASE WHEN ${OWN} THEN '{}' ELSE '{study_count}' END::text[]`,
  replies: `- 'bytes'`,
  notifications: `- '{rung_at,rings,not_before,attempts}'::text[]`,
};

const OF_PLACES = 'connection_id IN (SELECT id FROM connection WHERE patient_id = $1)';
const OF_CASES = 'case_id IN (SELECT id FROM patient_case WHERE patient_id = $1)';
const FLAGS = 'flag JOIN study ON study.id = flag.study_id AND study.patient_id = $1';

/** The words of reports: for the patient all, for whoever else may read reports those of scans that they see. */
const TEXTS = `
  SELECT report_text.* FROM report_text WHERE ${OF_PLACES} AND (${OWN} OR (connection_id, name) IN (
    SELECT told.connection_id, unnest(ARRAY[report ->> 'conclusion', report ->> 'whole'])
    FROM (SELECT connection_id, facts FROM study WHERE patient_id = $1
      UNION ALL SELECT flag.connection_id, unnest(ARRAY[flag.before, flag.after]) FROM ${FLAGS}) AS told
      CROSS JOIN LATERAL jsonb_array_elements(told.facts -> 'reports') AS report)
    AND EXISTS (SELECT FROM active_grant WHERE active_grant.patient_id = $1 AND active_grant.account_id = $2
      AND active_grant.role = 'representative' AND (active_grant.kinds IS NULL OR 'reports' = ANY (active_grant.kinds))))`;

/** Each table of the record: how it is called in the export, and its rows. Who else looks, and what others did, is the patient's to know. */
const TABLES: [name: string, rows: string][] = [
  ['places', 'SELECT * FROM connection WHERE patient_id = $1 ORDER BY created_at, id'],
  [
    'organizations',
    'SELECT * FROM organization WHERE id IN (SELECT organization_id FROM study WHERE patient_id = $1 UNION SELECT organization_id FROM exposure WHERE patient_id = $1) ORDER BY name, id',
  ],
  ['studies', 'SELECT * FROM study WHERE patient_id = $1 ORDER BY first_seen_at, id'],
  ['pulls', `SELECT * FROM pull WHERE ${OF_PLACES} ORDER BY finished_at, id`],
  ['uploads', `SELECT * FROM upload WHERE ${OF_PLACES} ORDER BY at, id`],
  ['reports', `${TEXTS} ORDER BY first_seen_at, name`],
  ['flags', `SELECT flag.* FROM ${FLAGS} ORDER BY flag.created_at, flag.id`],
  [
    'flag_outcomes',
    `SELECT flag_outcome.* FROM ${FLAGS} JOIN flag_outcome ON flag_outcome.flag_id = flag.id ORDER BY flag_outcome.at`,
  ],
  [
    'answers',
    'SELECT answer.* FROM answer LEFT JOIN flag ON flag.id = flag_id JOIN study ON study.id = coalesce(answer.study_id, flag.study_id) WHERE study.patient_id = $1 ORDER BY answer.at',
  ],
  ['exposures', 'SELECT * FROM exposure WHERE patient_id = $1 ORDER BY created_at, id'],
  [
    'exposure_answers',
    'SELECT exposure_answer.* FROM exposure_answer JOIN exposure ON exposure.id = exposure_id WHERE exposure.patient_id = $1 ORDER BY at',
  ],
  [
    'paper_notices',
    'SELECT paper_notice.* FROM paper_notice JOIN exposure ON exposure.paper_notice_id = paper_notice.id WHERE exposure.patient_id = $1 ORDER BY at',
  ],
  ['expected', 'SELECT * FROM expectation WHERE patient_id = $1 ORDER BY said_at, id'],
  [
    'cases',
    `SELECT patient_case.*, coalesce((SELECT outcome <> 'reopened' FROM case_outcome WHERE case_id = patient_case.id ORDER BY number DESC LIMIT 1), false) AS closed FROM patient_case WHERE patient_id = $1 ORDER BY opened_at, id`,
  ],
  ['case_steps', `SELECT * FROM case_step WHERE ${OF_CASES} ORDER BY number`],
  ['letters', `SELECT * FROM case_request WHERE ${OF_CASES} ORDER BY at, id`],
  ['notes', `SELECT * FROM case_note WHERE ${OF_CASES} ORDER BY number`],
  ['replies', `SELECT * FROM case_reply WHERE ${OF_CASES} ORDER BY at, id`],
  ['case_outcomes', `SELECT * FROM case_outcome WHERE ${OF_CASES} ORDER BY number`],
  ['notifications', 'SELECT * FROM seen_notification($2) WHERE patient_id = $1 ORDER BY created_at, id'],
  [
    'access',
    `SELECT access_event.*, account.name AS by FROM access_event JOIN account ON account.id = account_id WHERE patient_id = $1 AND (account_id = $2 OR ${OWN}) ORDER BY access_event.id`,
  ],
  [
    'grants',
    `SELECT patient_grant.*, account.name AS who FROM patient_grant JOIN account ON account.id = account_id WHERE patient_id = $1 AND (account_id = $2 OR ${OWN}) ORDER BY valid_from, patient_grant.id`,
  ],
];

const RECORD = `
  WITH ${seenBy('$2')}
  SELECT (SELECT to_jsonb(patient) FROM patient WHERE id = $1) AS patient,
    ${TABLES.map(([name, rows]) => `(SELECT coalesce(jsonb_agg(to_jsonb(row) ${WITHOUT[name] ?? ''}), '[]') FROM (${rows}) AS row) AS "${name}"`).join(',\n    ')}`;

/** A whole record, to be taken along. */
@Injectable()
export class ExportReader {
  constructor(private readonly dataSource: DataSource) {}

  /** What the reader may see of it, in one statement. */
  async record(patientId: string, readerId: string): Promise<ExportedRecord> {
    const [row] = await this.dataSource.query<ExportedRecord[]>(RECORD, [patientId, readerId]);
    return row!;
  }
}
