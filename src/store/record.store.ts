import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { Flag } from '../domain/assess.js';
import type { Followed } from '../domain/follow.js';
import type { KnownStudy } from '../domain/history.js';
import type { Organization } from '../domain/organization.js';
import type { Gap } from '../domain/pull.js';
import type { NextPull } from '../domain/schedule.js';
import type { Connection } from './connection.store.js';
import type { Settled, SettlingFlag } from '../domain/settle.js';
import type { Study } from '../domain/study.js';
import { fhirOrigin } from './organization-origin.js';
import { asKnownNow, progressOf } from './progress.js';
import { storableText } from './storable.js';

/** A pull as it is written. */
export interface PullRecord {
  id: string;
  startedAt: string;
  finishedAt: string;
  followed: Followed;
  /** The snapshot that it makes, or null where everything stayed as the latest one has it. */
  snapshotId: string | null;
  /** Stable names of what made it incomplete (services/gap-codes). */
  gapCodes: string[];
}

/** Thrown when another pull of the same connection was saved meanwhile: this one compared with the past. */
export class OvertakenError extends Error {
  override name = 'OvertakenError';
}

const OVERTAKEN = 'another pull of this connection was saved meanwhile';

const SAVE_PULL = `
  WITH kept AS (
    UPDATE connection SET version = version + 1, progress = $3, rung_at = NULL, snapshot_id = coalesce($14::uuid, snapshot_id),
      -- Somebody may have asked for another pull while this one was under way.
      next_pull_at = CASE WHEN next_pull_at > $5::timestamptz THEN next_pull_at ELSE $4::timestamptz END,
      last_complete_at = CASE WHEN $8 THEN $6::timestamptz ELSE last_complete_at END,
      failures = $16, problem = $13, problem_since = CASE WHEN $13::text IS NULL THEN NULL ELSE coalesce(problem_since, $6::timestamptz) END
    WHERE id = $1 AND version = $2 RETURNING id, snapshot_id
  )
  INSERT INTO pull (id, connection_id, started_at, finished_at, complete, incomplete, refused, quarantined, study_count, snapshot_id, gap_codes)
  SELECT $7, kept.id, $5, $6, $8, $9, $10, $11, $12, kept.snapshot_id, $15 FROM kept RETURNING id`;

const UPSERT_STUDIES = `
  INSERT INTO study (connection_id, patient_id, organization_id, key, facts, started_on, first_seen_at, absences)
  SELECT $1, $2, given.organization_id, given.key, given.facts, given.started_on, given.first_seen_at, given.absences
  FROM jsonb_to_recordset($3::jsonb) AS given (organization_id uuid, key text, facts jsonb, started_on date, first_seen_at timestamptz, absences integer)
  ON CONFLICT (connection_id, key) DO UPDATE
    SET facts = excluded.facts, started_on = excluded.started_on, absences = excluded.absences, organization_id = excluded.organization_id
  RETURNING id, key`;

const INSERT_FLAGS = `
  INSERT INTO flag (id, patient_id, connection_id, study_id, pull_id, kind, situation, level, fields, reasons, evidence, before, after, settles_at, created_at)
  SELECT given.id, $1, $2, given.study_id, $3, given.kind, given.situation, given.level, given.fields, given.reasons, given.evidence, given.before, given.after, given.settles_at, $4
  FROM jsonb_to_recordset($5::jsonb) AS given (id uuid, study_id uuid, kind text, situation text, level text, fields text[], reasons text[], evidence jsonb, before jsonb, after jsonb, settles_at timestamptz)`;

/** What a repeated answer holds was counted when it was last understood. */
const SAVE_REPEAT = `
  WITH kept AS (
    UPDATE connection SET version = version + 1, rung_at = NULL, failures = 0, problem = NULL, problem_since = NULL, last_complete_at = $5,
      next_pull_at = CASE WHEN next_pull_at > $4::timestamptz THEN next_pull_at ELSE $3::timestamptz END
    WHERE id = $1 AND version = $2 RETURNING id, snapshot_id
  )
  INSERT INTO pull (id, connection_id, started_at, finished_at, complete, incomplete, refused, quarantined, study_count, snapshot_id)
  SELECT $6, kept.id, $4, $5, true, '{}', $7, coalesce(last.quarantined, '[]'), $8, kept.snapshot_id FROM kept LEFT JOIN LATERAL (
    SELECT quarantined FROM pull WHERE connection_id = kept.id AND complete ORDER BY finished_at DESC LIMIT 1) AS last ON true
  RETURNING id`;

/** A flag with the ids it was stored under. */
export interface StoredFlag {
  id: string;
  flag: Flag;
}

/** Pulls, snapshots, studies and flags: written together or not at all. */
@Injectable()
export class RecordStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Writes the pull and what the connection carries on. @throws OvertakenError */
  async savePull(
    manager: EntityManager,
    connection: Connection,
    pull: PullRecord,
    next: NextPull,
  ): Promise<void> {
    const { verdict, pull: understood, history, quarantined, studyCount } = pull.followed;
    const saved = await manager.query<unknown[]>(SAVE_PULL, [
      connection.id,
      connection.version,
      JSON.stringify(progressOf(history, understood.patient ?? connection.watched)),
      next.at,
      pull.startedAt,
      pull.finishedAt,
      pull.id,
      verdict.complete,
      verdict.incomplete,
      JSON.stringify(verdict.refused),
      JSON.stringify(quarantined),
      studyCount,
      connection.kind === 'files' ? null : (verdict.incomplete[0] ?? null),
      pull.snapshotId,
      pull.gapCodes,
      next.failures,
    ]);
    if (saved.length === 0) throw new OvertakenError(OVERTAKEN);
  }

  /**
   * Writes a pull that said the same as the last complete one, in one statement.
   * @throws OvertakenError
   */
  async saveRepeat(
    connection: Connection,
    pull: Pick<PullRecord, 'id' | 'startedAt' | 'finishedAt'>,
    refused: Gap[],
    next: NextPull,
  ): Promise<void> {
    const saved = await this.dataSource.query<unknown[]>(SAVE_REPEAT, [
      connection.id,
      connection.version,
      next.at,
      pull.startedAt,
      pull.finishedAt,
      pull.id,
      JSON.stringify(refused),
      connection.history.lastCompleteCount,
    ]);
    if (saved.length === 0) throw new OvertakenError(OVERTAKEN);
  }

  /** The studies of a snapshot. */
  async known(manager: EntityManager, snapshotId: string | null): Promise<KnownStudy[]> {
    if (snapshotId === null) return [];
    const [row] = await manager.query<{ known: KnownStudy[] }[]>('SELECT known FROM snapshot WHERE id = $1', [
      snapshotId,
    ]);
    return row!.known.map(asKnownNow);
  }

  /** Writes the snapshot that the pull names as its own. */
  async saveSnapshot(manager: EntityManager, connection: Connection, pull: PullRecord): Promise<void> {
    await manager.query('INSERT INTO snapshot (id, connection_id, taken_at, known) VALUES ($1, $2, $3, $4)', [
      pull.snapshotId,
      connection.id,
      pull.finishedAt,
      JSON.stringify(pull.followed.history.known),
    ]);
  }

  /** Brings the organizations up to date; returns their ids by origin. */
  async saveOrganizations(
    manager: EntityManager,
    organizations: { origin: string; organization: Omit<Organization, 'id'> }[],
  ): Promise<Map<string, string>> {
    // In one order everywhere, so that two pulls never wait for each other.
    const inOrder = [...organizations].sort((a, b) => (a.origin < b.origin ? -1 : 1));
    const given = inOrder.map(({ origin, organization }) => ({ ...organization, origin }));
    const rows = await manager.query<{ id: string; origin: string }[]>(
      `INSERT INTO organization (origin, name, aliases, state, city, country)
       SELECT given.origin, given.name, given.aliases, given.state, given.city, given.country
       FROM jsonb_to_recordset($1::jsonb) AS given (origin text, name text, aliases text[], state text, city text, country text)
       ON CONFLICT (origin) DO UPDATE SET name = excluded.name, aliases = CASE WHEN excluded.aliases = '{}' THEN organization.aliases ELSE excluded.aliases END, state = coalesce(excluded.state, organization.state), city = coalesce(excluded.city, organization.city), country = coalesce(excluded.country, organization.country),
         matched_at = CASE WHEN (organization.name, organization.aliases, organization.state) IS DISTINCT FROM (excluded.name, CASE WHEN excluded.aliases = '{}' THEN organization.aliases ELSE excluded.aliases END, coalesce(excluded.state, organization.state)) THEN NULL ELSE organization.matched_at END
       RETURNING id, origin`,
      [JSON.stringify(given)],
    );
    return new Map(rows.map((row) => [row.origin, row.id]));
  }

  /** Adds who keeps the record; who was found to keep it once held what is in it. */
  async saveKeepers(manager: EntityManager, connection: Connection, keeperIds: string[]): Promise<void> {
    if (keeperIds.length === 0) return;
    await manager.query(
      `INSERT INTO connection_keeper (connection_id, organization_id, patient_id)
       SELECT $1, unnest($3::uuid[]), $2 ON CONFLICT DO NOTHING`,
      [connection.id, connection.patientId, keeperIds],
    );
  }

  /** Brings the named studies up to date; returns their ids by key. */
  async saveStudies(
    manager: EntityManager,
    connection: Connection,
    known: KnownStudy[],
    organizationIds: Map<string, string>,
    homeOrigin: string,
  ): Promise<Map<string, string>> {
    const fallback = organizationIds.get(homeOrigin);
    const makerOf = (maker: Study['organization']): string | undefined =>
      maker.name === null && maker.reference === null
        ? undefined
        : organizationIds.get(fhirOrigin(connection.fhirBase, maker));
    const given = known.map((one) => ({
      key: one.study.key,
      facts: one.study,
      started_on: wholeDay(one.study.started),
      first_seen_at: one.firstSeenAt,
      absences: one.absences,
      organization_id: makerOf(one.study.organization) ?? fallback,
    }));
    const rows = await manager.query<{ id: string; key: string }[]>(UPSERT_STUDIES, [
      connection.id,
      connection.patientId,
      JSON.stringify(given),
    ]);
    return new Map(rows.map((row) => [row.key, row.id]));
  }

  /** Keeps the texts that are not kept yet, by their names. One that is kept already stays as it first came. */
  async saveTexts(
    manager: EntityManager,
    connection: Connection,
    texts: Map<string, string>,
    at: string,
  ): Promise<void> {
    if (texts.size === 0) return;
    await manager.query(
      `INSERT INTO report_text (connection_id, name, words, first_seen_at)
       SELECT $1, given.name, given.words, $2 FROM unnest($3::text[], $4::text[]) AS given (name, words) ON CONFLICT DO NOTHING`,
      [connection.id, at, [...texts.keys()], [...texts.values()].map(storableText)],
    );
  }

  async saveFlags(
    manager: EntityManager,
    connection: Connection,
    pull: PullRecord,
    studyIds: Map<string, string>,
  ): Promise<StoredFlag[]> {
    const stored = pull.followed.flags.map((flag) => ({ id: randomUUID(), flag }));
    const given = stored.map(({ id, flag }) => ({
      id,
      study_id: studyIds.get(flag.change.study.key),
      kind: flag.change.kind,
      situation: flag.situation,
      level: flag.level,
      fields: flag.change.fields,
      reasons: flag.reasons,
      evidence: flag.evidence,
      before: flag.change.before,
      after: flag.change.study,
      settles_at: flag.settles,
    }));
    await manager.query(INSERT_FLAGS, [
      connection.patientId,
      connection.id,
      pull.id,
      pull.finishedAt,
      JSON.stringify(given),
    ]);
    return stored;
  }

  /**
   * Flags of a connection whose settling time is over and that are not yet decided. The pull in hand must be a second
   * complete one: another, since the study was first seen, was complete as well.
   */
  async settling(
    manager: EntityManager,
    connectionId: string,
    pullId: string,
    at: string,
  ): Promise<SettlingFlag[]> {
    return manager.query<SettlingFlag[]>(
      `SELECT flag.id, study.key AS "studyKey",
         (SELECT answer.answer FROM answer WHERE answer.flag_id = flag.id ORDER BY answer.at DESC LIMIT 1) AS answer
       FROM flag JOIN study ON study.id = flag.study_id LEFT JOIN flag_outcome ON flag_outcome.flag_id = flag.id
       WHERE flag.connection_id = $1 AND flag.settles_at <= $2 AND flag_outcome.flag_id IS NULL
         AND EXISTS (SELECT FROM pull WHERE pull.connection_id = $1 AND pull.complete AND pull.finished_at >= flag.created_at AND pull.id <> $3)`,
      [connectionId, at, pullId],
    );
  }

  async settle(manager: EntityManager, outcomes: Settled[], pullId: string, at: string): Promise<void> {
    if (outcomes.length === 0) return;
    await manager.query(
      `INSERT INTO flag_outcome (flag_id, pull_id, outcome, at) SELECT given.id, $2, given.outcome, $3 FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, outcome text)`,
      [JSON.stringify(outcomes), pullId, at],
    );
  }
}

function wholeDay(started: string | null): string | null {
  return started !== null && started.length >= 10 ? started.slice(0, 10) : null;
}
