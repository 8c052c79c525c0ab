import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { STAFF_ONLY_SOURCES } from '../domain/filing.js';
import type { Organization } from '../domain/organization.js';
import type { FreshFiling } from './breach.store.js';
import type { StoredMatch } from './fan-out.store.js';

/** What one match says, before it is stored. */
export interface FoundMatch {
  filingId: string;
  organizationId: string;
  outcome: string;
  score: number;
  reasons: string[];
}

/** SQL that holds where a `known` match was made before one of the names or vendors ended which an operator gave its organization. */
const BEFORE_AN_ENDED_NAME = `EXISTS (
  SELECT FROM (SELECT organization_id, ended_at FROM organization_alias UNION ALL SELECT organization_id, ended_at FROM organization_vendor) AS name
  WHERE name.organization_id = known.organization_id AND name.ended_at >= known.at)`;

/** Which filings are about which organizations: what one is compared with the other by, and what was found. */
@Injectable()
export class MatchStore {
  async organizations(manager: EntityManager): Promise<Organization[]> {
    return manager.query<Organization[]>('SELECT id, name, aliases, state, city FROM organization');
  }

  /** Organizations that were not yet compared with the filings that are there. */
  async unmatchedOrganizations(manager: EntityManager, ids: string[]): Promise<Organization[]> {
    return manager.query<Organization[]>(
      'SELECT id, name, aliases, state, city FROM organization WHERE id = ANY ($1) AND matched_at IS NULL',
      [ids],
    );
  }

  /** An organization that a pull named otherwise meanwhile stays unmatched. */
  async markMatched(manager: EntityManager, matched: Organization[], at: string): Promise<void> {
    await manager.query(
      `UPDATE organization SET matched_at = $2
       FROM jsonb_to_recordset($1::jsonb) AS given (id uuid, name text, aliases text[], state text)
       WHERE organization.id = given.id AND (organization.name, organization.aliases, organization.state) IS NOT DISTINCT FROM (given.name, given.aliases, given.state)`,
      [JSON.stringify(matched), at],
    );
  }

  /** Of the feeds whose filings are matched. */
  async currentFilings(manager: EntityManager): Promise<FreshFiling[]> {
    return manager.query<FreshFiling[]>(
      `SELECT filing.id AS "filingId", breach_id AS "breachId", row FROM filing JOIN breach ON breach.id = filing.breach_id
       WHERE gone_at IS NULL AND withdrawn_at IS NULL AND source <> ALL ($1)`,
      [[...STAFF_ONLY_SOURCES]],
    );
  }

  /**
   * Ends matches of revised filings that name the organization no more: nobody new is told of them. Those who were told
   * have heard what the source said then; it is for the operator to take it back.
   * @returns the breaches of which a match ended
   */
  endMatches(
    manager: EntityManager,
    filings: FreshFiling[],
    found: FoundMatch[],
    rulesVersion: number,
    at: string,
  ): Promise<string[]> {
    const ids = filings.map(({ filingId }) => filingId);
    const scope = { column: 'filing_id', ids, where: 'true' } as const;
    return this.endUnfound(manager, scope, found, rulesVersion, at);
  }

  /**
   * Ends matches that went by a name or a vendor which an operator has ended since, as `endMatches` does. What was found by
   * a name that the record gave before, and gives no more, stays: it may be the same house.
   */
  endMatchesByEndedNames(
    manager: EntityManager,
    organizations: Organization[],
    found: FoundMatch[],
    rulesVersion: number,
    at: string,
  ): Promise<string[]> {
    const ids = organizations.map(({ id }) => id);
    const scope = { column: 'organization_id', ids, where: BEFORE_AN_ENDED_NAME } as const;
    return this.endUnfound(manager, scope, found, rulesVersion, at);
  }

  /** Ends those of these filings or organizations that were not found, where the last word of a pair allows. */
  private async endUnfound(
    manager: EntityManager,
    { column, ids, where }: { column: 'filing_id' | 'organization_id'; ids: string[]; where: string },
    found: FoundMatch[],
    rulesVersion: number,
    at: string,
  ): Promise<string[]> {
    const pairs = found.map(({ filingId, organizationId }) => ({ filingId, organizationId }));
    const ended = await manager.query<{ breachId: string }[]>(
      `WITH given AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS given ("filingId" uuid, "organizationId" uuid)),
       known AS (
         SELECT DISTINCT ON (filing_id, organization_id) * FROM match WHERE ${column} = ANY ($1::uuid[]) ORDER BY filing_id, organization_id, seq DESC)
       INSERT INTO match (filing_id, organization_id, outcome, score, reasons, rules_version, at)
       SELECT filing_id, organization_id, 'none', 0, ARRAY['named-no-more'], $3, $4::timestamptz FROM known
       WHERE outcome <> 'none' AND NOT decided AND ${where}
         AND NOT EXISTS (SELECT FROM given WHERE given."filingId" = known.filing_id AND given."organizationId" = known.organization_id)
       RETURNING (SELECT breach_id FROM filing WHERE filing.id = match.filing_id) AS "breachId"`,
      [ids, JSON.stringify(pairs), String(rulesVersion), at],
    );
    return ended.map(({ breachId }) => breachId);
  }

  /**
   * Appends matches whose outcome is new or another than before, and returns the newest match of every pair, known
   * ones too: a revised filing may ask more of the patient than it did. What a person said of a pair stands, and a
   * breach that was withdrawn is matched no more.
   */
  async saveMatches(
    manager: EntityManager,
    matches: FoundMatch[],
    rulesVersion: number,
    at: string,
  ): Promise<StoredMatch[]> {
    if (matches.length === 0) return [];
    return manager.query<StoredMatch[]>(
      `WITH given AS (
         SELECT given.* FROM jsonb_to_recordset($1::jsonb) AS given ("filingId" uuid, "organizationId" uuid, outcome text, score real, reasons text[])
           JOIN filing ON filing.id = given."filingId" JOIN breach ON breach.id = filing.breach_id AND breach.withdrawn_at IS NULL),
       known AS (
         SELECT DISTINCT ON (match.filing_id, match.organization_id) match.id, match.filing_id, match.organization_id, match.outcome, match.decided
         FROM match JOIN given ON given."filingId" = match.filing_id AND given."organizationId" = match.organization_id
         ORDER BY match.filing_id, match.organization_id, match.seq DESC),
       made AS (
         INSERT INTO match (filing_id, organization_id, outcome, score, reasons, rules_version, at)
         SELECT given."filingId", given."organizationId", given.outcome, given.score, given.reasons, $2, $3
         FROM given LEFT JOIN known ON known.filing_id = given."filingId" AND known.organization_id = given."organizationId"
         WHERE known.outcome IS DISTINCT FROM given.outcome AND known.decided IS NOT TRUE
         RETURNING id, filing_id, organization_id, outcome),
       newest AS (
         SELECT * FROM made UNION ALL
         SELECT id, filing_id, organization_id, outcome FROM known WHERE outcome <> 'none' AND NOT EXISTS (SELECT FROM made WHERE made.filing_id = known.filing_id AND made.organization_id = known.organization_id))
       SELECT newest.id, newest.organization_id AS "organizationId", filing.breach_id AS "breachId", newest.outcome, filing.facts AS filing
       FROM newest JOIN filing ON filing.id = newest.filing_id`,
      [JSON.stringify(matches), String(rulesVersion), at],
    );
  }
}
