import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  type Circumstances,
  type Concern,
  exposureRule,
  type Hold,
  holdOf,
  STATE_LIST_HOURS,
  STATE_LISTS,
} from '../domain/exposure.js';
import type { Filing } from '../domain/filing.js';
import { LEVELS } from '../domain/level.js';
import { isLastWord, rank, speaks, STANDING } from './tell.sql.js';

/** A match as it lies in the database, with the filing it is of. */
export interface StoredMatch {
  id: string;
  organizationId: string;
  breachId: string;
  outcome: Concern;
  filing: Filing;
}

/** How matches are told in this installation, and from when they are. */
export interface Announcing {
  /** ISO 8601. */
  at: string;
  /** Somebody reviews possible matches here before patients are asked. */
  reviewed: boolean;
}

/** What a match is compared with (domain Circumstances), for the given matches. $2 is at, $3 the states' lists. */
const CIRCUMSTANCES = `
  SELECT match.id, match.outcome, filing.source,
    greatest(feed_read.read_at, (SELECT max(at) FROM filing_revision WHERE filing_id = filing.id AND kind = 'returned')) AS "firstReadAt",
    EXISTS (SELECT FROM filing AS other WHERE other.breach_id = filing.breach_id AND other.source <> filing.source AND other.gone_at IS NULL) AS "secondSource",
    EXISTS (
      SELECT FROM match AS earlier JOIN filing AS other ON other.id = earlier.filing_id JOIN feed_read AS seen ON seen.id = other.first_read_id
      WHERE earlier.organization_id = match.organization_id AND earlier.outcome = 'named' AND other.breach_id <> filing.breach_id
        AND (NOT other.source = ANY ($3::text[]) OR other.gone_at IS NULL AND seen.read_at <= $2::timestamptz - interval '${STATE_LIST_HOURS} hours')
        AND NOT EXISTS (SELECT FROM match AS later WHERE later.filing_id = earlier.filing_id AND later.organization_id = earlier.organization_id AND later.seq > earlier.seq AND later.outcome = 'none')
    ) AS "seenBefore"
  FROM match JOIN filing ON filing.id = match.filing_id JOIN feed_read ON feed_read.id = filing.first_read_id
  WHERE match.id = ANY ($1::uuid[])`;

/** SQL that holds where one fan-out says as much as another, as soon and to as many patients. */
function covers(one: string, other: string): string {
  return `${one}.organization_id = ${other}.organization_id AND ${one}.breach_id = ${other}.breach_id
      AND ${rank('$3', `${one}.level`)} >= ${rank('$3', `${other}.level`)} AND ${one}.due_at <= ${other}.due_at
      AND coalesce(${one}.held_until, 'infinity') >= coalesce(${other}.held_until, 'infinity')`;
}

/**
 * Fan-outs that say more, or sooner, or to more patients, than what is said of the same place and breach already, or by
 * others of these. With $4, also those of places that keep records: to their patients nothing was said while it was said
 * of who made the scans.
 */
const INSERT_FAN_OUTS = `
  WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (match_id uuid, organization_id uuid, breach_id uuid, situation text, level text, held_until date, due_at timestamptz, waits_for text))
  INSERT INTO fan_out (match_id, organization_id, breach_id, situation, level, held_until, due_at, waits_for, created_at)
  SELECT match_id, organization_id, breach_id, situation, level, held_until, due_at, waits_for, $2
  FROM given
  WHERE NOT EXISTS (
    SELECT FROM given AS louder WHERE louder.match_id <> given.match_id AND ${covers('louder', 'given')}
      AND (louder.match_id < given.match_id OR NOT (${covers('given', 'louder')})))
  AND ($4::boolean AND EXISTS (SELECT FROM connection_keeper AS keeper WHERE keeper.organization_id = given.organization_id)
    OR NOT EXISTS (
      SELECT FROM fan_out WHERE ${covers('fan_out', 'given')} AND fan_out.situation <> 'S15' AND ${speaks('fan_out')}))`;

/** A taking-back for each match that ended, where something may have been said and no other match says it still. */
const INSERT_TAKINGS_BACK = `
  INSERT INTO fan_out (match_id, organization_id, breach_id, situation, level, due_at, created_at)
  SELECT ended.id, ended.organization_id, its.breach_id, 'S15', 'info', $2, $2
  FROM match AS ended JOIN filing AS its ON its.id = ended.filing_id
  WHERE ended.id = ANY ($1::uuid[]) AND ended.outcome = 'none'
    AND EXISTS (SELECT FROM fan_out WHERE fan_out.organization_id = ended.organization_id AND fan_out.breach_id = its.breach_id)
    AND NOT EXISTS (${STANDING} AND filing.breach_id = its.breach_id AND said.organization_id = ended.organization_id)`;

/** A taking-back for each place where anything was told of a breach, also where the match that told it had ended. */
const INSERT_ALL_TAKINGS_BACK = `
  INSERT INTO fan_out (match_id, organization_id, breach_id, situation, level, due_at, created_at)
  SELECT DISTINCT ON (told.organization_id) newest.id, told.organization_id, told.breach_id, 'S15', 'info', $2::timestamptz, $2::timestamptz
  FROM fan_out AS told JOIN match AS its ON its.id = told.match_id
    JOIN match AS newest ON newest.filing_id = its.filing_id AND newest.organization_id = its.organization_id
  WHERE told.breach_id = $1 AND told.situation <> 'S15' ORDER BY told.organization_id, newest.seq DESC`;

/** What a filing's matches had been before its breach was withdrawn. */
const RESTORE_MATCHES = `
  INSERT INTO match (filing_id, organization_id, outcome, score, reasons, rules_version, at, decided)
  SELECT ended.filing_id, ended.organization_id, before.outcome, before.score, before.reasons, before.rules_version, $2, before.decided
  FROM match AS ended CROSS JOIN LATERAL (
    SELECT * FROM match AS said WHERE said.filing_id = ended.filing_id AND said.organization_id = ended.organization_id AND said.seq < ended.seq
    ORDER BY said.seq DESC LIMIT 1) AS before
  WHERE ended.filing_id = $1 AND ended.reasons[1] = 'breach-withdrawn' AND ${isLastWord('ended')}`;

/** What is to be told of matches: a row each, written with the match; telling is the work of a job (FanOutService). */
@Injectable()
export class FanOutStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Has matches told, each from when its circumstances allow it (domain holdOf). */
  async announce(
    manager: EntityManager,
    matches: StoredMatch[],
    { at, reviewed }: Announcing,
  ): Promise<void> {
    await this.insert(manager, await this.held(manager, matches, { at, reviewed }), at, false);
  }

  /**
   * Has told what stands in these breaches and nobody says: what one match told, another may still have to say once it
   * ended, or its filing left the breach.
   */
  async announceStanding(manager: EntityManager, breachIds: string[], announcing: Announcing): Promise<void> {
    const matches = await manager.query<StoredMatch[]>(
      `${STANDING} AND filing.breach_id = ANY ($1::uuid[])`,
      [breachIds],
    );
    await this.insert(manager, await this.held(manager, matches, announcing), announcing.at, true);
  }

  /** Has matches told now, whatever they would wait for: somebody said that they are right. */
  async announceNow(manager: EntityManager, matches: StoredMatch[], at: string): Promise<void> {
    const given = matches.map((match) => ({ ...asRow(match, at), due_at: at, waits_for: null }));
    await this.insert(manager, given, at, false);
  }

  /**
   * What waited to be told of filings that left their list meanwhile is told to nobody; another filing of their breaches
   * may still have to say it.
   */
  async dropWaiting(manager: EntityManager, filingIds: string[], announcing: Announcing): Promise<void> {
    const [dropped] = await manager.query<[{ breachId: string }[], number]>(
      `DELETE FROM fan_out USING match WHERE match.id = fan_out.match_id AND match.filing_id = ANY ($1::uuid[])
         AND waits_for IS NOT NULL AND done_at IS NULL AND reached = '00000000-0000-0000-0000-000000000000'
       RETURNING breach_id AS "breachId"`,
      [filingIds],
    );
    await this.announceStanding(
      manager,
      dropped.map(({ breachId }) => breachId),
      announcing,
    );
  }

  /** Has taken back what was said of matches that ended; given are the rows that ended them. */
  async takeBack(manager: EntityManager, matchIds: string[], at: string): Promise<void> {
    await manager.query(INSERT_TAKINGS_BACK, [matchIds, at]);
  }

  /** Has taken back whatever was told of a breach, everywhere. */
  async takeBackBreach(manager: EntityManager, breachId: string, at: string): Promise<void> {
    await manager.query(INSERT_ALL_TAKINGS_BACK, [breachId, at]);
  }

  /** A filing that left a withdrawn breach is about those again whom it was about before. */
  async restoreMatches(manager: EntityManager, filingId: string, at: string): Promise<void> {
    await manager.query(RESTORE_MATCHES, [filingId, at]);
  }

  /** A second source for the same breach ends the wait for one; to be called when filings came or were linked. */
  async endWaits(manager: EntityManager, breachIds: string[], at: string): Promise<void> {
    await manager.query(
      `UPDATE fan_out SET due_at = $2, waits_for = NULL
       WHERE breach_id = ANY ($1::uuid[]) AND done_at IS NULL AND due_at > $2 AND waits_for = 'second-source'
         AND EXISTS (SELECT FROM filing AS one JOIN filing AS other ON other.breach_id = one.breach_id AND other.source <> one.source
           WHERE one.breach_id = fan_out.breach_id AND one.gone_at IS NULL AND other.gone_at IS NULL)`,
      [breachIds, at],
    );
  }

  private async insert(
    manager: EntityManager,
    given: FanOutRow[],
    at: string,
    again: boolean,
  ): Promise<void> {
    if (given.length > 0) await manager.query(INSERT_FAN_OUTS, [JSON.stringify(given), at, LEVELS, again]);
  }

  private async held(
    manager: EntityManager,
    matches: StoredMatch[],
    { at, reviewed }: Announcing,
  ): Promise<FanOutRow[]> {
    const known = await this.circumstances(manager, matches, at);
    return matches.map((match) => {
      const hold = holdOf(known.get(match.id)!, reviewed, at);
      return { ...asRow(match, at), due_at: hold?.until ?? at, waits_for: hold?.reason ?? null };
    });
  }

  private async circumstances(
    manager: EntityManager,
    matches: StoredMatch[],
    at: string,
  ): Promise<Map<string, Circumstances>> {
    const ids = matches.map(({ id }) => id);
    const rows = await manager.query<
      (Omit<Circumstances, 'firstReadAt'> & { id: string; firstReadAt: Date })[]
    >(CIRCUMSTANCES, [ids, at, STATE_LISTS]);
    return new Map(rows.map((row) => [row.id, { ...row, firstReadAt: row.firstReadAt.toISOString() }]));
  }
}

interface FanOutRow extends ReturnType<typeof asRow> {
  due_at: string;
  waits_for: Hold['reason'] | null;
}

function asRow({ id, organizationId, breachId, outcome, filing }: StoredMatch, at: string) {
  const { situation, level, heldUntil } = exposureRule(outcome, filing, at.slice(0, 10));
  return {
    match_id: id,
    organization_id: organizationId,
    breach_id: breachId,
    situation,
    level,
    held_until: heldUntil,
  };
}
