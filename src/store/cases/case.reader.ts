import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { HotlineWord, OfferWord } from '../../domain/cases/breach.js';
import type { CaseWord } from '../../domain/cases/events.js';
import type { OutcomeWord } from '../../domain/cases/outcome.js';
import type { ReplyType } from '../../domain/cases/reply.js';
import type { CaseRequest } from '../../domain/cases/requests.js';
import type { StepWord } from '../../domain/cases/steps.js';
import type { Filing } from '../../domain/filing.js';
import type { Level } from '../../domain/level.js';
import type { StepKey } from '../../domain/messages/steps.js';
import type { PaperNotice } from '../../domain/paper-notice.js';
import type { Study } from '../../domain/study.js';
import { type GivenAnswer, newestAnswer } from '../pages/sql.js';
import { seenBy } from '../seen.sql.js';
import { EXPOSED_PLACE, EXPOSURE_CAUSE } from '../pages/exposure-cause.js';

export interface NoteWord extends CaseWord {
  words: string;
}

/** A reply without its bytes. Times are ISO 8601. */
export interface ReplyRow {
  id: string;
  type: ReplyType;
  size: number;
  sha256: string;
  at: string;
  accountId: string;
  by: string;
}

/** A case with all that was said of it, in no order. */
export interface CaseRow {
  id: string;
  patientId: string;
  name: string;
  flagId: string | null;
  studyId: string | null;
  exposureId: string | null;
  situation: string;
  level: Level;
  stepKeys: StepKey[];
  openedAt: Date;
  openedBy: string;
  openerId: string;
  organization: string;
  /** Null where nobody but a letter names it. */
  organizationId: string | null;
  /** The scan of a flag, or the one that was asked about; null of a breach. */
  scanId: string | null;
  /** Of its organization: two letters, or null. */
  state: string | null;
  country: string | null;
  /** Of a scan. */
  study: Study | null;
  /** Of a breach that was reported; of a letter that somebody typed in. */
  filing: Filing | null;
  paper: PaperNotice | null;
  /** The breach as it is told now, and when it was first (ISO 8601); null for a scan. */
  exposure: { situation: string; level: Level; toldAt: string; answer: GivenAnswer | null } | null;
  steps: StepWord[];
  requests: CaseRequest[];
  notes: NoteWord[];
  replies: ReplyRow[];
  answers: HotlineWord[];
  offers: OfferWord[];
  outcomes: OutcomeWord[];
}

/** SQL for the words of a table on a case, as a list; `columns` are pairs of jsonb_build_object. */
function words(table: string, columns: string, key = 'number'): string {
  return `coalesce((SELECT jsonb_agg(jsonb_build_object('${key}', said.${key}, 'at', said.at, 'accountId', said.account_id, 'by', account.name, ${columns}))
    FROM ${table} AS said JOIN account ON account.id = said.account_id WHERE said.case_id = patient_case.id), '[]')`;
}

const REQUEST_WORDS = `coalesce((SELECT jsonb_agg(jsonb_build_object('number', word.number, 'at', word.at, 'accountId', word.account_id,
    'by', speaker.name, 'what', word.what, 'onDay', word.on_day))
  FROM case_request_word AS word JOIN account AS speaker ON speaker.id = word.account_id WHERE word.request_id = said.id), '[]')`;

const TIME = `CASE WHEN said.answer_days IS NOT NULL THEN jsonb_build_object('days', said.answer_days, 'more', said.more_days)
  WHEN said.answer_months IS NOT NULL THEN jsonb_build_object('months', said.answer_months, 'more', said.more_months) END`;

const EXPOSURE = `CASE WHEN exposure.id IS NOT NULL THEN jsonb_build_object('situation', exposure.situation, 'level', exposure.level,
  'toldAt', exposure.created_at, 'answer', ${newestAnswer('exposure_id', 'exposure.id')}) END`;

/** SQL that finds cases; needs a condition. */
export const CASES = `
  SELECT patient_case.id, patient_case.patient_id AS "patientId", patient.name, patient_case.flag_id AS "flagId", patient_case.study_id AS "studyId",
    patient_case.exposure_id AS "exposureId", patient_case.situation, patient_case.level, patient_case.steps AS "stepKeys",
    patient_case.opened_at AS "openedAt", opener.name AS "openedBy", opener.id AS "openerId",
    coalesce(holder.name, ${EXPOSED_PLACE}) AS organization, coalesce(holder.id, organization.id) AS "organizationId", study.id AS "scanId", coalesce(holder.state, organization.state) AS state, coalesce(holder.country, organization.country) AS country,
    study.facts AS study, filing.facts AS filing, paper_notice.facts AS paper, ${EXPOSURE} AS exposure,
    ${words('case_step', `'step', said.step, 'state', said.state, 'until', said.until`)} AS steps,
    ${words('case_request', `'kind', said.kind, 'recipient', said.recipient, 'sentOn', said.sent_on, 'time', ${TIME}, 'words', ${REQUEST_WORDS}`, 'id')} AS requests,
    ${words('case_note', `'words', said.words`)} AS notes,
    ${words('case_reply', `'type', said.type, 'size', length(said.bytes), 'sha256', said.sha256`, 'id')} AS replies,
    ${words('case_answer', `'question', said.question, 'answer', said.answer`)} AS answers,
    ${words('case_offer', `'code', said.code, 'enrolBy', said.enrol_by`)} AS offers,
    ${words('case_outcome', `'outcome', said.outcome`)} AS outcomes
  FROM patient_case JOIN patient ON patient.id = patient_case.patient_id JOIN account AS opener ON opener.id = patient_case.account_id
    LEFT JOIN flag ON flag.id = patient_case.flag_id LEFT JOIN study ON study.id = coalesce(flag.study_id, patient_case.study_id)
    LEFT JOIN organization AS holder ON holder.id = study.organization_id
    LEFT JOIN exposure ON exposure.id = patient_case.exposure_id ${EXPOSURE_CAUSE}`;

/** SQL that holds where a case is open: it did not end, and what it follows from was not taken back. */
export const OPEN_CASE = `coalesce((SELECT outcome = 'reopened' FROM case_outcome WHERE case_outcome.case_id = patient_case.id
  ORDER BY case_outcome.at DESC, case_outcome.number DESC LIMIT 1), true)
  AND NOT EXISTS (SELECT FROM exposure AS told WHERE told.id = patient_case.exposure_id AND told.situation = 'S15')`;

/** Cases as their pages show them. */
@Injectable()
export class CaseReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the patient has no such case that the reader may see. */
  async find(id: string, patientId: string, readerId: string): Promise<CaseRow | null> {
    const [row] = await this.dataSource.query<CaseRow[]>(
      `WITH ${seenBy('$3')} ${CASES} WHERE patient_case.id = $1 AND patient_case.patient_id = $2`,
      [id, patientId, readerId],
    );
    return row ?? null;
  }

  /** All cases of a patient that the reader may see, the newest first. */
  ofPatient(patientId: string, readerId: string): Promise<CaseRow[]> {
    return this.dataSource.query<CaseRow[]>(
      `WITH ${seenBy('$2')} ${CASES} WHERE patient_case.patient_id = $1 ORDER BY patient_case.opened_at DESC, patient_case.id`,
      [patientId, readerId],
    );
  }

  /** The case of a flag, a scan or a breach, by the id of that; null where the patient has none. */
  async ofCause(causeId: string, patientId: string, readerId: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ id: string }[]>(
      `WITH ${seenBy('$3')} SELECT id FROM patient_case WHERE patient_id = $2 AND $1 IN (flag_id, study_id, exposure_id)`,
      [causeId, patientId, readerId],
    );
    return row?.id ?? null;
  }

  /** The name of a patient who may have no case yet. */
  async nameOf(patientId: string): Promise<string> {
    const [row] = await this.dataSource.query<{ name: string }[]>('SELECT name FROM patient WHERE id = $1', [
      patientId,
    ]);
    return row!.name;
  }
}
