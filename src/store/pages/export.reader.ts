import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Study } from '../../domain/study.js';

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

/** What is left out: keys to other systems, what only steers the work, and files (each is handed out by its case). */
const WITHOUT: Record<string, string> = {
  places: `- '{token_sealed,progress,version,snapshot_id,rung_at,rings,next_pull_at}'::text[]`,
  replies: `- 'bytes'`,
  notifications: `- '{rung_at,rings,not_before,attempts}'::text[]`,
};

const OF_CASES = 'case_id IN (SELECT id FROM mine_case)';

/** Each table of the record: how it is called in the export, and its rows. */
const TABLES: [name: string, rows: string][] = [
  ['places', 'SELECT * FROM mine_connection ORDER BY created_at, id'],
  [
    'organizations',
    'SELECT organization.* FROM organization WHERE id IN (SELECT organization_id FROM mine_study UNION SELECT organization_id FROM mine_exposure) ORDER BY name, id',
  ],
  ['studies', 'SELECT * FROM mine_study ORDER BY first_seen_at, id'],
  [
    'pulls',
    'SELECT * FROM pull WHERE connection_id IN (SELECT id FROM mine_connection) ORDER BY finished_at, id',
  ],
  ['uploads', 'SELECT * FROM upload WHERE connection_id IN (SELECT id FROM mine_connection) ORDER BY at, id'],
  [
    'reports',
    'SELECT * FROM report_text WHERE connection_id IN (SELECT id FROM mine_connection) ORDER BY first_seen_at, name',
  ],
  [
    'flags',
    'SELECT flag.* FROM flag JOIN mine_study ON mine_study.id = flag.study_id ORDER BY flag.created_at, flag.id',
  ],
  [
    'flag_outcomes',
    'SELECT flag_outcome.* FROM flag_outcome JOIN flag ON flag.id = flag_id JOIN mine_study ON mine_study.id = flag.study_id ORDER BY flag_outcome.at',
  ],
  [
    'answers',
    'SELECT answer.* FROM answer LEFT JOIN flag ON flag.id = flag_id JOIN mine_study ON mine_study.id = coalesce(answer.study_id, flag.study_id) ORDER BY answer.at',
  ],
  ['exposures', 'SELECT * FROM mine_exposure ORDER BY created_at, id'],
  [
    'exposure_answers',
    'SELECT exposure_answer.* FROM exposure_answer JOIN mine_exposure ON mine_exposure.id = exposure_id ORDER BY at',
  ],
  [
    'paper_notices',
    'SELECT paper_notice.* FROM paper_notice JOIN mine_exposure ON mine_exposure.paper_notice_id = paper_notice.id ORDER BY at',
  ],
  ['expected', 'SELECT * FROM expectation WHERE patient_id = $1 ORDER BY said_at, id'],
  [
    'cases',
    `SELECT mine_case.*, coalesce((SELECT outcome <> 'reopened' FROM case_outcome WHERE case_id = mine_case.id ORDER BY number DESC LIMIT 1), false) AS closed FROM mine_case ORDER BY opened_at, id`,
  ],
  ['case_steps', `SELECT * FROM case_step WHERE ${OF_CASES} ORDER BY number`],
  ['letters', `SELECT * FROM case_request WHERE ${OF_CASES} ORDER BY at, id`],
  ['notes', `SELECT * FROM case_note WHERE ${OF_CASES} ORDER BY number`],
  ['replies', `SELECT * FROM case_reply WHERE ${OF_CASES} ORDER BY at, id`],
  ['case_outcomes', `SELECT * FROM case_outcome WHERE ${OF_CASES} ORDER BY number`],
  [
    'notifications',
    'SELECT * FROM notification WHERE patient_id = $1 AND account_id = $2 ORDER BY created_at, id',
  ],
  [
    'access',
    'SELECT access_event.*, account.name AS by FROM access_event JOIN account ON account.id = account_id WHERE patient_id = $1 ORDER BY access_event.id',
  ],
  [
    'grants',
    'SELECT patient_grant.*, account.name AS who FROM patient_grant JOIN account ON account.id = account_id WHERE patient_id = $1 ORDER BY valid_from, patient_grant.id',
  ],
];

const RECORD = `
  WITH mine_connection AS (SELECT * FROM seen_connection($2) AS seen WHERE seen.patient_id = $1),
    mine_study AS (SELECT * FROM seen_study($2) AS seen WHERE seen.patient_id = $1),
    mine_exposure AS (SELECT * FROM seen_exposure($2) AS seen WHERE seen.patient_id = $1),
    mine_case AS (SELECT * FROM seen_case($2) AS seen WHERE seen.patient_id = $1)
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
