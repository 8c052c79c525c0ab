import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Verdict, WithdrawalReason } from './breach-review.store.js';
import { ExposureStore, type StoredMatch } from './exposure.store.js';

/** What an operator's decision does to those whom a breach concerns. */
export abstract class ReviewEffects {
  /** @param at ISO 8601 */
  abstract review(
    manager: EntityManager,
    filingId: string,
    organizationId: string,
    verdict: Verdict,
    at: string,
  ): Promise<void>;

  /** Takes back what was said of a breach. @param at ISO 8601 */
  abstract withdraw(
    manager: EntityManager,
    breachId: string,
    reason: WithdrawalReason,
    at: string,
  ): Promise<void>;
}

/** The same place: the match is named from now on, and those whose studies lie there are told so. */
const CONFIRM = `
  WITH confirmed AS (
    INSERT INTO match (filing_id, organization_id, outcome, score, reasons, rules_version, at)
    SELECT filing_id, organization_id, 'named', score, array_append(reasons, 'reviewed'), rules_version, $3 FROM match
    WHERE filing_id = $1 AND organization_id = $2 ORDER BY at DESC LIMIT 1
    RETURNING id, filing_id, organization_id)
  SELECT confirmed.id, confirmed.organization_id AS "organizationId", filing.breach_id AS "breachId", 'named' AS outcome, filing.facts AS filing
  FROM confirmed JOIN filing ON filing.id = confirmed.filing_id`;

/** Tells a confirmed match through the exposures that are there. */
@Injectable()
export class ConfirmedMatches extends ReviewEffects {
  constructor(private readonly exposures: ExposureStore) {
    super();
  }

  override async review(
    manager: EntityManager,
    filingId: string,
    organizationId: string,
    verdict: Verdict,
    at: string,
  ): Promise<void> {
    if (verdict !== 'same') return;
    const matches = await manager.query<StoredMatch[]>(CONFIRM, [filingId, organizationId, at]);
    for (const match of matches) await this.exposures.expose(manager, match, at);
  }

  override withdraw(): Promise<void> {
    return Promise.resolve();
  }
}
