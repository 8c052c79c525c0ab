import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  type Circumstances,
  type Concern,
  exposureRule,
  holdOf,
  STATE_LIST_HOURS,
  STATE_LISTS,
} from '../domain/exposure.js';
import type { Filing } from '../domain/filing.js';
import { LEVELS } from '../domain/level.js';
import { LAST_WORD, rank } from './tell.sql.js';

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
  SELECT match.id, match.outcome, filing.source, feed_read.read_at AS "firstReadAt",
    EXISTS (SELECT FROM filing AS other WHERE other.breach_id = filing.breach_id AND other.source <> filing.source) AS "secondSource",
    EXISTS (
      SELECT FROM match AS earlier JOIN filing AS other ON other.id = earlier.filing_id JOIN feed_read AS seen ON seen.id = other.first_read_id
      WHERE earlier.organization_id = match.organization_id AND earlier.outcome = 'named' AND other.breach_id <> filing.breach_id
        AND (NOT other.source = ANY ($3::text[]) OR seen.read_at <= $2::timestamptz - interval '${STATE_LIST_HOURS} hours')
        AND NOT EXISTS (SELECT FROM match AS later WHERE later.filing_id = earlier.filing_id AND later.organization_id = earlier.organization_id AND later.seq > earlier.seq AND later.outcome = 'none')
    ) AS "seenBefore"
  FROM match JOIN filing ON filing.id = match.filing_id JOIN feed_read ON feed_read.id = filing.first_read_id
  WHERE match.id = ANY ($1::uuid[])`;

/** Fan-outs that say more, or sooner, or to more patients, than what is said of the same place and breach already. */
const INSERT_FAN_OUTS = `
  INSERT INTO fan_out (match_id, organization_id, breach_id, situation, level, held_until, due_at, waits_for, created_at)
  SELECT given.match_id, given.organization_id, given.breach_id, given.situation, given.level, given.held_until, given.due_at, given.waits_for, $2
  FROM jsonb_to_recordset($1::jsonb) AS given (match_id uuid, organization_id uuid, breach_id uuid, situation text, level text, held_until date, due_at timestamptz, waits_for text)
  WHERE NOT EXISTS (
    SELECT FROM fan_out WHERE fan_out.organization_id = given.organization_id AND fan_out.breach_id = given.breach_id
      AND ${rank('$3', 'fan_out.level')} >= ${rank('$3', 'given.level')} AND fan_out.due_at <= given.due_at
      AND coalesce(fan_out.held_until, 'infinity') >= coalesce(given.held_until, 'infinity') AND fan_out.situation <> 'S15' AND ${LAST_WORD})`;

/** A taking-back for each match that ended, where something may have been said and no other match says it still. */
const INSERT_TAKINGS_BACK = `
  INSERT INTO fan_out (match_id, organization_id, breach_id, situation, level, due_at, created_at)
  SELECT match.id, match.organization_id, filing.breach_id, 'S15', 'info', $2, $2
  FROM match JOIN filing ON filing.id = match.filing_id
  WHERE match.id = ANY ($1::uuid[]) AND match.outcome = 'none'
    AND EXISTS (SELECT FROM fan_out WHERE fan_out.organization_id = match.organization_id AND fan_out.breach_id = filing.breach_id)
    AND NOT EXISTS (SELECT FROM fan_out WHERE fan_out.organization_id = match.organization_id AND fan_out.breach_id = filing.breach_id
      AND fan_out.situation <> 'S15' AND ${LAST_WORD})`;

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
    if (matches.length === 0) return;
    const known = await this.circumstances(manager, matches, at);
    const given = matches.map((match) => {
      const hold = holdOf(known.get(match.id)!, reviewed, at);
      return { ...asRow(match, at), due_at: hold?.until ?? at, waits_for: hold?.reason ?? null };
    });
    await manager.query(INSERT_FAN_OUTS, [JSON.stringify(given), at, LEVELS]);
  }

  /** What holds of a filing: the last word on each organization that it concerns. */
  matchesOf(manager: EntityManager, filingId: string): Promise<StoredMatch[]> {
    return manager.query<StoredMatch[]>(
      `SELECT newest.id, organization_id AS "organizationId", filing.breach_id AS "breachId", outcome, filing.facts AS filing
       FROM (SELECT DISTINCT ON (organization_id) * FROM match WHERE filing_id = $1 ORDER BY organization_id, seq DESC) AS newest
         JOIN filing ON filing.id = newest.filing_id
       WHERE outcome <> 'none'`,
      [filingId],
    );
  }

  /** Has matches told now, whatever they would wait for: somebody said that they are right. */
  async announceNow(manager: EntityManager, matches: StoredMatch[], at: string): Promise<void> {
    const given = matches.map((match) => ({ ...asRow(match, at), due_at: at, waits_for: null }));
    await manager.query(INSERT_FAN_OUTS, [JSON.stringify(given), at, LEVELS]);
  }

  /** Has taken back what was said of matches that ended; given are the rows that ended them. */
  async takeBack(manager: EntityManager, matchIds: string[], at: string): Promise<void> {
    await manager.query(INSERT_TAKINGS_BACK, [matchIds, at]);
  }

  /** A second source for the same breach ends the wait for one; to be called when filings came or were linked. */
  async endWaits(manager: EntityManager, breachIds: string[], at: string): Promise<void> {
    await manager.query(
      `UPDATE fan_out SET due_at = $2, waits_for = NULL
       WHERE breach_id = ANY ($1::uuid[]) AND done_at IS NULL AND due_at > $2 AND waits_for = 'second-source'
         AND EXISTS (SELECT FROM filing AS one JOIN filing AS other ON other.breach_id = one.breach_id AND other.source <> one.source
           WHERE one.breach_id = fan_out.breach_id)`,
      [breachIds, at],
    );
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
