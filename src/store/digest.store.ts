import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DigestRhythm } from '../domain/digest-day.js';
import { UNREAD_DAYS } from '../domain/notification.js';
import { DIGEST, DIGEST_FACTS, OPEN_REQUESTS } from './digest.sql.js';

/** What one digest says of one patient: as it was when it was written. Times are ISO 8601; older digests have no ids. */
export interface DigestFacts {
  /** Messages since the last one; without reminders and what its reader muted. */
  news: number;
  /** Scans since the last one that fitted what the record says: nobody was asked. */
  known: number;
  /** Questions that nobody answered yet. */
  open: number;
  /** Places that are read in full; `lookedAt` is the last full look. */
  places: (DigestPlace & { lookedAt: string })[];
  /** Places that were linked of late, and were not read in full yet; older digests have none of them. */
  unread?: (DigestPlace & { since: string })[];
  /** Places that could not be read in full for days: since when, and until when, null where it lasts. */
  gaps: (DigestPlace & { since: string; until: string | null })[];
  /** Letters that wait for an answer, and the day (YYYY-MM-DD) by which it is due. */
  requests: { caseId?: string; kind: string; recipient: string; dueOn: string }[];
}

interface DigestPlace {
  id?: string;
  place: string;
}

export interface DigestPlan extends DigestRhythm {
  nextAt: Date;
  /** Up to when the last digest told. */
  toldUntil: Date;
  zone: string;
}

/** A row to be written. */
export interface NewDigest {
  accountId: string;
  patientId: string;
  cause: string;
  fold: string;
  since: Date;
  until: Date;
  facts: DigestFacts;
}

/** With the ids and names of the places, and the ids and recipients of the cases, that its reader sees now. */
interface DigestRow {
  since: Date;
  until: Date;
  facts: DigestFacts;
  places: string[];
  cases: string[];
}

const PLANS_AT_ONCE = 1_000;

const ADD = `
  WITH told AS (
    INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, fold, created_at, not_before, sent_at)
    SELECT account.id, $2, $3, channel.name, 'S20', 'quiet', $4, $6, $6, CASE channel.name WHEN 'app' THEN $6::timestamptz END
    FROM account CROSS JOIN LATERAL (SELECT CASE WHEN mail_stopped_at IS NULL AND NOT ('digest' = ANY (muted_streams)) THEN 'mail' ELSE 'app' END AS name) AS channel
    WHERE account.id = $1 AND NOT EXISTS (SELECT FROM notification AS known WHERE known.account_id = $1 AND known.cause = $3)
    ON CONFLICT (account_id, cause, channel) DO NOTHING RETURNING id)
  INSERT INTO digest (notification_id, since, until, facts) SELECT id, $5, $6, $7 FROM told`;

/** When digests are due, and what they said. */
@Injectable()
export class DigestStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Accounts that may see somebody's record and have no plan yet; some at a time. */
  unplanned(): Promise<{ accountId: string; zone: string }[]> {
    return this.dataSource.query(
      `SELECT account.id AS "accountId", time_zone AS zone FROM account
       WHERE NOT canary AND NOT EXISTS (SELECT FROM digest_plan WHERE digest_plan.account_id = account.id)
         AND EXISTS (SELECT FROM active_grant WHERE active_grant.account_id = account.id)
       LIMIT ${PLANS_AT_ONCE}`,
    );
  }

  async planOf(accountId: string): Promise<DigestPlan | null> {
    return readPlan(this.dataSource.manager, accountId, '');
  }

  /** The rhythm from now on; the next digest tells what is new since the last, or, of the first one, since now. */
  async plan(accountId: string, rhythm: DigestRhythm, next: Date, now: Date): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO digest_plan (account_id, every, day, hour, next_at, told_until) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (account_id) DO UPDATE SET every = $2, day = $3, hour = $4, next_at = $5, rung_at = NULL`,
      [accountId, rhythm.every, rhythm.day, rhythm.hour, next, now],
    );
  }

  /** First plans of many, unless somebody planned meanwhile. */
  async planFirst(
    plans: { accountId: string; next: Date }[],
    { every, day, hour }: DigestRhythm,
    now: Date,
  ): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO digest_plan (account_id, every, day, hour, next_at, told_until)
       SELECT first.id, $3, $4, $5, first.next_at, $6 FROM unnest($1::uuid[], $2::timestamptz[]) AS first (id, next_at)
       ON CONFLICT (account_id) DO NOTHING`,
      [
        plans.map(({ accountId }) => accountId),
        plans.map(({ next }) => next.toISOString()),
        every,
        day,
        hour,
        now,
      ],
    );
  }

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** The plan, locked until the transaction ends. */
  locked(manager: EntityManager, accountId: string): Promise<DigestPlan | null> {
    return readPlan(manager, accountId, 'FOR UPDATE OF digest_plan');
  }

  async patientsOf(manager: EntityManager, accountId: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT patient_id AS id FROM active_grant WHERE account_id = $1 ORDER BY patient_id`,
      [accountId],
    );
    return rows.map(({ id }) => id);
  }

  async factsOf(
    manager: EntityManager,
    of: { accountId: string; patientId: string; since: Date; until: Date },
  ): Promise<DigestFacts> {
    const [row] = await manager.query<Omit<DigestFacts, 'requests'>[]>(DIGEST_FACTS, [
      of.accountId,
      of.patientId,
      of.since,
      of.until,
      UNREAD_DAYS.info,
    ]);
    const requests = await manager.query<DigestFacts['requests']>(OPEN_REQUESTS, [
      of.until,
      null,
      of.patientId,
      of.accountId,
    ]);
    return { ...row!, requests };
  }

  /** Written once for each cause. */
  async add(manager: EntityManager, digest: NewDigest): Promise<void> {
    const { accountId, patientId, cause, fold, since, until, facts } = digest;
    await manager.query(ADD, [accountId, patientId, cause, fold, since, until, JSON.stringify(facts)]);
  }

  async told(manager: EntityManager, accountId: string, until: Date, next: Date): Promise<void> {
    await manager.query(
      'UPDATE digest_plan SET told_until = $2, next_at = $3, rung_at = NULL WHERE account_id = $1',
      [accountId, until, next],
    );
  }

  /**
   * What a digest says, without the places and cases that its reader may see no more; null where the message is none, or
   * is not the reader's.
   */
  async read(
    notificationId: string,
    readerId: string,
  ): Promise<{ since: Date; until: Date; facts: DigestFacts } | null> {
    const [row] = await this.dataSource.query<DigestRow[]>(DIGEST, [notificationId, readerId]);
    if (row === undefined) return null;
    const { since, until, facts } = row;
    const [places, cases] = [new Set(row.places), new Set(row.cases)];
    const isSeen = ({ id, place }: DigestPlace) => places.has(id ?? place);
    return {
      since,
      until,
      facts: {
        ...facts,
        places: facts.places.filter(isSeen),
        unread: (facts.unread ?? []).filter(isSeen),
        gaps: facts.gaps.filter(isSeen),
        requests: facts.requests.filter(({ caseId, recipient }) => cases.has(caseId ?? recipient)),
      },
    };
  }
}

async function readPlan(manager: EntityManager, accountId: string, lock: string): Promise<DigestPlan | null> {
  const [row] = await manager.query<DigestPlan[]>(
    `SELECT every, day, hour, next_at AS "nextAt", told_until AS "toldUntil", time_zone AS zone
     FROM digest_plan JOIN account ON account.id = digest_plan.account_id WHERE account_id = $1 ${lock}`,
    [accountId],
  );
  return row ?? null;
}
