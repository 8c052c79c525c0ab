import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Evidence } from '../../domain/evidence/item.js';
import type { HandoverContents } from '../../domain/handover.js';
import { seenBy } from '../seen.sql.js';
import { tellOfficers } from './office.sql.js';
import { type GivenHandoverAnswer, HANDOVER_ANSWERS } from './office-case.store.js';

/** An office that a case can be sent to. */
export interface HandoverOffice {
  id: string;
  name: string;
}

/** What the record adds to a case that is sent. */
export interface HandoverCause {
  /** `isAddressee`: the place that the case is about, whom its letters are to, is one of the office's own. */
  offices: (HandoverOffice & { isAddressee: boolean })[];
  /** The place that the case is about; null where it is none that we know. */
  organizationId: string | null;
  studyId: string | null;
  firstSeenAt: Date | null;
  /** What fitted the scan when it was added. */
  evidence: Evidence[];
}

/** A case that was sent, as whoever sent it finds it. */
export interface Handover {
  id: string;
  office: HandoverOffice;
  by: string;
  sentAt: Date;
  withdrawnAt: Date | null;
  /** When the office first looked at it. */
  seenAt: Date | null;
  answers: GivenHandoverAnswer[];
}

export interface NewHandover {
  caseId: string;
  patientId: string;
  accountId: string;
  providerId: string;
  consent: { version: string; text: string };
  contents: HandoverContents;
  letter: Buffer | null;
  at: Date;
}

/** A case with its scan, or its breach, as the reader ($3) sees them. */
const CASE = `patient_case LEFT JOIN flag ON flag.id = patient_case.flag_id
  LEFT JOIN study ON study.id = coalesce(flag.study_id, patient_case.study_id) LEFT JOIN exposure ON exposure.id = patient_case.exposure_id`;

/** SQL that holds where an office has to do with a case: its place is the office's, or the record that the scan stands in. */
const CONCERNED = `provider.left_at IS NULL AND EXISTS (
  SELECT FROM taken_organization AS taken WHERE taken.provider_id = provider.id
    AND (taken.organization_id = coalesce(study.organization_id, exposure.organization_id) OR EXISTS (
      SELECT FROM connection_keeper AS keeper WHERE keeper.connection_id = study.connection_id AND keeper.organization_id = taken.organization_id)))`;

const CAUSE = `
  SELECT coalesce(study.organization_id, exposure.organization_id) AS "organizationId", study.id AS "studyId", study.first_seen_at AS "firstSeenAt",
    coalesce((SELECT added.evidence FROM flag AS added WHERE added.study_id = study.id AND added.kind = 'added' ORDER BY added.created_at DESC LIMIT 1), '[]') AS evidence,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', provider.id, 'name', provider.name, 'isAddressee', EXISTS (
      SELECT FROM taken_organization AS taken WHERE taken.provider_id = provider.id AND taken.organization_id = coalesce(study.organization_id, exposure.organization_id))) ORDER BY lower(provider.name), provider.id) FROM provider WHERE ${CONCERNED}), '[]') AS offices
  FROM ${CASE} WHERE patient_case.id = $1 AND patient_case.patient_id = $2`;

/** One open hand-over of a case to one office. */
const ADD = `
  INSERT INTO handover (case_id, provider_id, account_id, version, words, contents, letter, sent_at)
  SELECT patient_case.id, provider.id, $3, $5, $6, $7, $8, $9 FROM ${CASE}, provider
  WHERE patient_case.id = $1 AND patient_case.patient_id = $2 AND provider.id = $4 AND ${CONCERNED}
    AND NOT EXISTS (SELECT FROM handover AS known WHERE known.case_id = patient_case.id AND known.provider_id = $4 AND known.withdrawn_at IS NULL)
  RETURNING handover.id`;

/** Names nobody: officers read it beside other mail. */
const TELL = tellOfficers({ table: 'handover', situation: 'S21', level: 'info', where: 'handover.id = $1' });

/** Cases that a patient, or whoever acts for them, sent to an office in person. */
@Injectable()
export class HandoverStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where the patient has no such case that the reader may see. */
  async cause(caseId: string, patientId: string, readerId: string): Promise<HandoverCause | null> {
    const [row] = await this.dataSource.query<HandoverCause[]>(`WITH ${seenBy('$3')} ${CAUSE}`, [
      caseId,
      patientId,
      readerId,
    ]);
    return row ?? null;
  }

  /** All of a case, the oldest first. */
  ofCase(caseId: string, patientId: string, readerId: string): Promise<Handover[]> {
    return this.dataSource.query<Handover[]>(
      `WITH ${seenBy('$3')}
       SELECT handover.id, jsonb_build_object('id', provider.id, 'name', provider.name) AS office, sender.name AS by, sent_at AS "sentAt", withdrawn_at AS "withdrawnAt", ${HANDOVER_ANSWERS} AS answers,
         (SELECT min(event.at) FROM access_event AS event WHERE event.patient_id = $2 AND event.item = handover.id AND event.role = 'officer') AS "seenAt"
       FROM handover JOIN patient_case ON patient_case.id = handover.case_id JOIN provider ON provider.id = handover.provider_id
         JOIN account AS sender ON sender.id = handover.account_id
       WHERE patient_case.id = $1 AND patient_case.patient_id = $2 ORDER BY sent_at, handover.id`,
      [caseId, patientId, readerId],
    );
  }

  /** Tells the officers too. False where the office has nothing to do with the case, or has it already. */
  add(sent: NewHandover): Promise<boolean> {
    const { caseId, patientId, accountId, providerId, consent, contents, letter, at } = sent;
    return this.dataSource.transaction(async (manager: EntityManager) => {
      const [row] = await manager.query<{ id: string }[]>(`WITH ${seenBy('$3')} ${ADD}`, [
        caseId,
        patientId,
        accountId,
        providerId,
        consent.version,
        consent.text,
        contents,
        letter,
        at,
      ]);
      if (row === undefined) return false;
      await manager.query(TELL, [row.id, at]);
      return true;
    });
  }

  /** The office sees it no more, at once. False where the case has none such that the account may see. */
  async withdraw(
    id: string,
    { caseId, patientId, accountId, at }: { caseId: string; patientId: string; accountId: string; at: Date },
  ): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE handover SET withdrawn_at = coalesce(withdrawn_at, $5)
       WHERE id = $4 AND case_id IN (SELECT seen.id FROM seen_case($3) AS seen WHERE seen.id = $1 AND seen.patient_id = $2) RETURNING id`,
      [caseId, patientId, accountId, id, at],
    );
    return rows.length > 0;
  }
}
