import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { REVIEW_DAYS } from '../../domain/exposure.js';
import type { Filing } from '../../domain/filing.js';
import type { Verdict, WithdrawalReason } from '../breach-review.store.js';
import { isLastWord } from '../tell.sql.js';
import { IS_PUBLISHED } from './organizations.reader.js';

/** A filing and an organization that may be the same place. */
export interface ReviewPair {
  filingId: string;
  breachId: string;
  organizationId: string;
  filing: Filing;
  organization: { name: string; aliases: string[]; city: string | null; state: string | null };
  /** Names of rules of domain/match. */
  reasons: string[];
  score: number;
  /** When patients are asked, unless somebody decides before. */
  tellAfter: Date;
}

export interface WaitingPair extends ReviewPair {
  /** How many wait in all. */
  waiting: number;
}

export interface GivenVerdict {
  /** A number in the order in which they were given. */
  id: string;
  filingId: string;
  breachId: string;
  organizationId: string;
  filedName: string;
  organization: string;
  verdict: Verdict;
  by: string;
  at: Date;
  /** It is the newest of this filing and organization. */
  counts: boolean;
}

/** A filing that was taken for one incident with others. */
export interface LinkRow {
  id: string;
  breachId: string;
  filing: Filing;
  /** The other filings of the breach. */
  others: Filing[];
  reasons: string[];
  score: number;
  at: Date;
  undoneAt: Date | null;
  undoneBy: string | null;
}

export interface OperatorBreach {
  filings: { filing: Filing; goneAt: string | null }[];
  withdrawal: { reason: WithdrawalReason; by: string; at: string } | null;
}

/** Of each list on a page. */
export const MOST_SHOWN = 20;

/** By their age, through the index match_possible; what somebody decided, or withdrew, waits for nobody. */
const WAITING = `
  SELECT match.filing_id AS "filingId", filing.breach_id AS "breachId", match.organization_id AS "organizationId", filing.facts AS filing,
    jsonb_build_object('name', organization.name, 'aliases', organization.aliases, 'city', organization.city, 'state', organization.state) AS organization,
    match.reasons, match.score, match.at + make_interval(days => ${REVIEW_DAYS}) AS "tellAfter", (count(*) OVER ())::int AS waiting
  FROM match JOIN filing ON filing.id = match.filing_id JOIN organization ON organization.id = match.organization_id
  WHERE match.outcome = 'possible' AND ${IS_PUBLISHED}
    AND ${isLastWord('match')}
    AND NOT EXISTS (SELECT FROM match_review AS given WHERE given.filing_id = match.filing_id AND given.organization_id = match.organization_id)
    AND NOT EXISTS (SELECT FROM breach_withdrawal WHERE breach_withdrawal.breach_id = filing.breach_id)
  ORDER BY match.at, match.id LIMIT ${MOST_SHOWN}`;

const VERDICTS = `
  SELECT given.id, given.filing_id AS "filingId", filing.breach_id AS "breachId", given.organization_id AS "organizationId",
    given.filed_name AS "filedName", organization.name AS organization, given.verdict, account.name AS by, given.at,
    NOT EXISTS (SELECT FROM match_review AS newer WHERE newer.filing_id = given.filing_id AND newer.organization_id = given.organization_id
      AND newer.id > given.id) AS counts
  FROM match_review AS given JOIN filing ON filing.id = given.filing_id JOIN organization ON organization.id = given.organization_id
    JOIN account ON account.id = given.account_id`;

const LINKS = `
  SELECT link.id, link.breach_id AS "breachId", filing.facts AS filing, link.reasons, link.score, link.at, link.undone_at AS "undoneAt", account.name AS "undoneBy",
    ARRAY(SELECT other.facts FROM filing AS other WHERE other.breach_id = link.breach_id AND other.id <> link.filing_id ORDER BY other.id LIMIT 5) AS others
  FROM filing_link AS link JOIN filing ON filing.id = link.filing_id LEFT JOIN account ON account.id = link.undone_by`;

/** What operators see of breaches: filings, organizations and what was decided; nothing of any patient, not even a count. */
@Injectable()
export class BreachReviewReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Possible matches that wait for a word, oldest first, at most 20. */
  waiting(): Promise<WaitingPair[]> {
    return this.dataSource.query<WaitingPair[]>(WAITING);
  }

  /** What was decided, newest first: at most 20 from a decision on. */
  verdicts(before: string | null): Promise<GivenVerdict[]> {
    return this.dataSource.query<GivenVerdict[]>(
      `${VERDICTS} WHERE $1::bigint IS NULL OR given.id < $1
       ORDER BY given.id DESC LIMIT ${MOST_SHOWN}`,
      [before],
    );
  }

  /** Filings that were joined, newest first, at most 20; of one breach, or of all. */
  links(breachId: string | null): Promise<LinkRow[]> {
    return this.dataSource.query<LinkRow[]>(
      `${LINKS} WHERE $1::uuid IS NULL OR link.breach_id = $1 ORDER BY link.at DESC, link.id DESC LIMIT ${MOST_SHOWN}`,
      [breachId],
    );
  }

  /** Null where there is no filing of such a breach. */
  async breach(id: string): Promise<OperatorBreach | null> {
    const [row] = await this.dataSource.query<OperatorBreach[]>(
      `SELECT jsonb_agg(jsonb_build_object('filing', filing.facts, 'goneAt', filing.gone_at) ORDER BY filing.facts ->> 'submitted', filing.id) AS filings,
         (SELECT jsonb_build_object('reason', reason, 'by', account.name, 'at', breach_withdrawal.at)
          FROM breach_withdrawal JOIN account ON account.id = breach_withdrawal.account_id WHERE breach_id = $1) AS withdrawal
       FROM filing WHERE breach_id = $1 HAVING count(*) > 0`,
      [id],
    );
    return row ?? null;
  }
}
