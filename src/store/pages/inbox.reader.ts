import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AccountEventKind, WasYou } from '../../domain/account-event.js';
import type { Device } from '../../domain/device.js';
import type { Level } from '../../domain/level.js';
import type { GrantRole } from '../../domain/notification.js';
import type { Undelivered } from '../notification.store.js';
import { isOfficerOf, OFFICE_SENT, officeTold } from '../offices/office.sql.js';
import { seenBy } from '../seen.sql.js';

/** A notification as its recipient finds it; about a patient, or (account security) about nobody but themselves. */
export interface InboxRow {
  id: string;
  code: string;
  situation: string;
  level: Level;
  channel: 'mail' | 'app';
  createdAt: Date;
  notBefore: Date;
  /** How often it was tried in vain. */
  attempts: number;
  sentAt: Date | null;
  failedAt: Date | null;
  /** Why it was given up; null where it was not, or where that was not kept. */
  undelivered: Undelivered | null;
  /** The answers of mail servers, such as "the mail came back (5.1.1)". */
  failure: string | null;
  readAt: Date | null;
  patient: { id: string; name: string; role: GrantRole } | null;
  flagId: string | null;
  studyId: string | null;
  /** Somebody answered "not mine": that is what it tells. */
  notMine: boolean;
  /** An office answered about the case that was sent to it: `organization` is that office. */
  officeAnswer: boolean;
  /** A case was sent to an office of the reader's; no provider where they read for it no more, or it was taken back. */
  officeCase: { providerId: string | null } | null;
  exposureId: string | null;
  /** It tells that a permission ends, on this day; null where it tells something else. */
  permissionEnds: Date | null;
  connectionId: string | null;
  caseId: string | null;
  /** The letter of the case that it is about. */
  requestId: string | null;
  organization: string | null;
  /** The summary of a provider that it tells an officer of; null where it is none, or the reader is none any more. */
  summary: { providerId: string; provider: string; month: string } | null;
  /** What happened to the account itself; null where it is about a patient, or a link to sign in. */
  event: InboxEvent | null;
}

export interface InboxEvent {
  id: string;
  kind: AccountEventKind;
  device: Device;
  /** Null while its owner has not said. */
  answer: WasYou | null;
}

const MOST_SHOWN = 200;

/** What happened, and what its owner said of it since; a "not me" tells again of what it was about. */
const EVENT = `(SELECT jsonb_build_object('id', told.id, 'kind', told.kind, 'device', jsonb_build_object('browser', told.browser, 'system', told.system),
      'answer', (SELECT CASE said.kind WHEN 'denied' THEN 'not-mine' ELSE 'mine' END FROM account_event AS said
        WHERE said.account_id = told.account_id AND said.subject_id = told.id AND said.kind IN ('confirmed', 'denied') ORDER BY said.kind DESC LIMIT 1))
    FROM account_event AS written JOIN account_event AS told ON told.id = CASE written.kind WHEN 'denied' THEN written.subject_id ELSE written.id END
    WHERE written.id = notification.account_event_id)`;

const OFFICE_ANSWER = 'handover-answer:';
const ANSWERING_OFFICE = `(SELECT provider.name FROM handover_answer AS said JOIN handover ON handover.id = said.handover_id JOIN provider ON provider.id = handover.provider_id
      WHERE said.number = CASE WHEN starts_with(notification.cause, '${OFFICE_ANSWER}') THEN substr(notification.cause, ${OFFICE_ANSWER.length + 1})::bigint END)`;

const OFFICE_CASE = `CASE WHEN starts_with(notification.cause, '${OFFICE_SENT}') THEN jsonb_build_object('providerId', ${officeTold('notification')}) END`;

const SUMMARY = `(SELECT jsonb_build_object('providerId', provider.id, 'provider', provider.name, 'month', to_char(summary.month, 'YYYY-MM'))
    FROM summary JOIN provider ON provider.id = summary.provider_id
    WHERE summary.id = notification.summary_id AND ${isOfficerOf('provider.id', '$1')})`;

/** What was about a patient, or a part of a record, that the account may no longer see is not there any more. */
const MESSAGES = `
  WITH ${seenBy('$1')}
  SELECT notification.id, code, notification.situation, notification.level, channel, notification.created_at AS "createdAt",
    not_before AS "notBefore", attempts, sent_at AS "sentAt", failed_at AS "failedAt", undelivered, failure, read_at AS "readAt",
    CASE WHEN patient.id IS NOT NULL THEN jsonb_build_object('id', patient.id, 'name', patient.name, 'role', active_grant.role) END AS patient,
    notification.flag_id AS "flagId", notification.study_id AS "studyId", starts_with(notification.cause, 'not-mine:') AS "notMine", notification.exposure_id AS "exposureId",
    CASE WHEN starts_with(notification.cause, 'access-ending:') THEN (SELECT ends_at FROM connection_access WHERE connection_access.connection_id = notification.connection_id) END AS "permissionEnds",
    notification.connection_id AS "connectionId", notification.case_id AS "caseId", notification.request_id AS "requestId",
    starts_with(notification.cause, '${OFFICE_ANSWER}') AS "officeAnswer", coalesce(${ANSWERING_OFFICE}, case_request.recipient, connection.site_name, organization.name, paper_notice.facts ->> 'place') AS organization,
    ${OFFICE_CASE} AS "officeCase", ${SUMMARY} AS summary, ${EVENT} AS event
  FROM seen_notification($1) AS notification
    LEFT JOIN active_grant ON active_grant.account_id = notification.account_id AND active_grant.patient_id = notification.patient_id
    LEFT JOIN patient ON patient.id = active_grant.patient_id
    LEFT JOIN connection ON connection.id = notification.connection_id
    LEFT JOIN case_request ON case_request.id = notification.request_id LEFT JOIN patient_case ON patient_case.id = notification.case_id
    LEFT JOIN flag ON flag.id = notification.flag_id LEFT JOIN study ON study.id = coalesce(flag.study_id, notification.study_id)
    LEFT JOIN exposure ON exposure.id = coalesce(notification.exposure_id, patient_case.exposure_id) LEFT JOIN paper_notice ON paper_notice.id = exposure.paper_notice_id
    LEFT JOIN organization ON organization.id = coalesce(study.organization_id, exposure.organization_id)
  WHERE notification.account_id = $1`;

/** The messages of one account, each with the code that stands in its mail. */
@Injectable()
export class InboxReader {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest first, at most 200. */
  newest(accountId: string): Promise<InboxRow[]> {
    return this.dataSource.query<InboxRow[]>(
      `${MESSAGES} ORDER BY notification.created_at DESC, notification.id LIMIT ${MOST_SHOWN}`,
      [accountId],
    );
  }

  async find(id: string, accountId: string): Promise<InboxRow | null> {
    const [row] = await this.dataSource.query<InboxRow[]>(`${MESSAGES} AND notification.id = $2`, [
      accountId,
      id,
    ]);
    return row ?? null;
  }
}
