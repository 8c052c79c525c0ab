import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { HandoverAnswer, HandoverContents } from '../../domain/handover.js';
import { recipients } from '../notice-rows.js';
import { IS_ANSWERED, IS_SENT, OFFICE_SENT } from './office.sql.js';

/** A case that was sent to an office, in its list: nothing in it says whose it is. */
export interface OfficeCaseLine {
  id: string;
  sentAt: Date;
  about: 'study' | 'breach';
  answered: boolean;
}

/** What an office said of a case. Times are ISO 8601. */
export interface GivenHandoverAnswer {
  number: string;
  answer: HandoverAnswer;
  words: string | null;
  by: string;
  at: string;
}

/** A case as it was sent, and what the office said of it. */
export interface OfficeCase {
  id: string;
  /** Whose it is; not shown. */
  patientId: string;
  office: string;
  sentAt: Date;
  contents: HandoverContents;
  hasLetter: boolean;
  answers: GivenHandoverAnswer[];
}

/** SQL for what was answered to `handover`, oldest first. */
export const HANDOVER_ANSWERS = `coalesce((SELECT jsonb_agg(jsonb_build_object('number', said.number::text, 'answer', said.answer, 'words', said.words, 'by', account.name, 'at', said.at) ORDER BY said.number)
  FROM handover_answer AS said JOIN account ON account.id = said.account_id WHERE said.handover_id = handover.id), '[]')`;

/** What was sent and not taken back is all that an office sees; the record that it came from is not read. */
const SENT = `handover.provider_id = $1 AND ${IS_SENT}`;

/** Everybody who speaks for the patient hears of an answer, in the inbox, or by mail where they asked for such mail. */
const TELL = `
  INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, case_id, created_at, not_before, sent_at)
  SELECT account.id, given.patient_id, 'handover-answer:' || $2, channel.name, 'S21', 'info', given.case_id, $3::timestamptz, $3::timestamptz,
    CASE channel.name WHEN 'app' THEN $3::timestamptz END
  FROM (SELECT patient_case.patient_id, patient_case.id AS case_id, ARRAY['self', 'representative'] AS roles, false AS mailed, 'info' AS stream, NULL::uuid AS except_id
    FROM handover JOIN patient_case ON patient_case.id = handover.case_id WHERE handover.id = $1) AS given
  ${recipients('hears(recipient.id, NULL, NULL, NULL, NULL, given.case_id)')}
  ON CONFLICT (account_id, cause, channel) DO NOTHING`;

/** Cases that patients sent to offices, as the offices find them. */
@Injectable()
export class OfficeCaseStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest first. */
  list(providerId: string): Promise<OfficeCaseLine[]> {
    return this.dataSource.query<OfficeCaseLine[]>(
      `SELECT handover.id, sent_at AS "sentAt", CASE WHEN contents -> 'breach' = 'null' THEN 'study' ELSE 'breach' END AS about,
         ${IS_ANSWERED} AS answered
       FROM handover WHERE ${SENT} ORDER BY sent_at DESC, handover.id`,
      [providerId],
    );
  }

  /** How many there are, and how many of them nobody answered. */
  async count(providerId: string): Promise<{ all: number; open: number }> {
    const [row] = await this.dataSource.query<{ all: number; open: number }[]>(
      `SELECT count(*)::int AS all, (count(*) FILTER (WHERE NOT ${IS_ANSWERED}))::int AS open
       FROM handover WHERE ${SENT}`,
      [providerId],
    );
    return row!;
  }

  /** Null where the office was sent no such case, or it was taken back. */
  async find(id: string, providerId: string): Promise<OfficeCase | null> {
    const [row] = await this.dataSource.query<OfficeCase[]>(
      `SELECT handover.id, (SELECT patient_id FROM patient_case WHERE patient_case.id = handover.case_id) AS "patientId", provider.name AS office,
         sent_at AS "sentAt", contents, letter IS NOT NULL AS "hasLetter", ${HANDOVER_ANSWERS} AS answers
       FROM handover JOIN provider ON provider.id = handover.provider_id WHERE ${SENT} AND handover.id = $2`,
      [providerId, id],
    );
    return row ?? null;
  }

  async letter(id: string, providerId: string): Promise<Buffer | null> {
    const [row] = await this.dataSource.query<{ letter: Buffer | null }[]>(
      `SELECT letter FROM handover WHERE ${SENT} AND handover.id = $2`,
      [providerId, id],
    );
    return row?.letter ?? null;
  }

  /** Writes an answer down, and tells those who speak for the patient. Who answers has read of the case. False where the office has no such case. */
  answer(
    { id, providerId, accountId, at }: { id: string; providerId: string; accountId: string; at: Date },
    said: { answer: HandoverAnswer; words: string | null },
  ): Promise<boolean> {
    return this.dataSource.transaction(async (manager: EntityManager) => {
      const [row] = await manager.query<{ number: string }[]>(
        `INSERT INTO handover_answer (handover_id, answer, words, account_id, at)
         SELECT handover.id, $3, $4, $5, $6 FROM handover WHERE ${SENT} AND handover.id = $2 RETURNING number`,
        [providerId, id, said.answer, said.words, accountId, at],
      );
      if (row === undefined) return false;
      await manager.query(TELL, [id, row.number, at]);
      await manager.query(
        'UPDATE notification SET read_at = $3 WHERE account_id = $1 AND cause = $2 AND read_at IS NULL',
        [accountId, `${OFFICE_SENT}${id}`, at],
      );
      return true;
    });
  }
}
