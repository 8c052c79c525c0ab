import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Whether a filing is about an organization, by somebody who looked at both. */
export const VERDICTS = ['same', 'different', 'unsure'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const WITHDRAWAL_REASONS = ['hoax', 'filed-in-error'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

export interface ReviewedPair {
  filingId: string;
  organizationId: string;
  accountId: string;
}

/** A filing that was taken out of a breach, with that breach and the one that it belongs to now. */
export interface UndoneLink {
  filingId: string;
  breachIds: string[];
}

/** Leads back to the breach that the filing had been before; where that is not known, to one of its own. */
const UNDO_LINK = `
  WITH undone AS (
      UPDATE filing_link SET undone_at = $3, undone_by = $2 WHERE id = $1 AND undone_at IS NULL
      RETURNING filing_id, breach_id, former_breach_id),
    made AS (INSERT INTO breach (created_at) SELECT $3::timestamptz FROM undone WHERE former_breach_id IS NULL RETURNING id)
  UPDATE filing SET breach_id = coalesce(undone.former_breach_id, (SELECT id FROM made))
  FROM undone WHERE filing.id = undone.filing_id AND filing.breach_id = undone.breach_id
  RETURNING filing.id AS "filingId", ARRAY[undone.breach_id, filing.breach_id] AS "breachIds"`;

/** What operators decide about filings: a correction is a new row, and the newest counts. */
@Injectable()
export class BreachReviewStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /**
   * False where there is nothing to decide: the two never matched, or the breach was withdrawn. That a vendor's breach is
   * of the place itself cannot be said, since the vendor's name would be learnt as one of the place.
   */
  async addVerdict(
    manager: EntityManager,
    { filingId, organizationId, accountId }: ReviewedPair,
    verdict: Verdict,
    at: string,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `INSERT INTO match_review (filing_id, organization_id, verdict, filed_name, account_id, at)
       SELECT filing.id, $2, $3, filing.facts ->> 'name', $4, $5 FROM filing JOIN breach ON breach.id = filing.breach_id
       WHERE filing.id = $1 AND breach.withdrawn_at IS NULL AND EXISTS (SELECT FROM match
         WHERE match.filing_id = filing.id AND match.organization_id = $2 AND match.outcome <> 'none' AND (match.outcome <> 'vendor' OR $3 <> 'same')) RETURNING id`,
      [filingId, organizationId, verdict, accountId, at],
    );
    return rows.length > 0;
  }

  /** Null where there is no such link, or it was undone before. */
  async undoLink(
    manager: EntityManager,
    id: string,
    accountId: string,
    at: string,
  ): Promise<UndoneLink | null> {
    const [rows] = await manager.query<[UndoneLink[], number]>(UNDO_LINK, [id, accountId, at]);
    return rows[0] ?? null;
  }

  /** False where there is no filing of such a breach, or it was withdrawn before. */
  async withdraw(
    manager: EntityManager,
    breachId: string,
    reason: WithdrawalReason,
    accountId: string,
    at: string,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `INSERT INTO breach_withdrawal (breach_id, reason, account_id, at)
       SELECT breach.id, $2, $3, $4 FROM breach
       WHERE breach.id = $1 AND EXISTS (SELECT FROM filing WHERE filing.breach_id = breach.id)
       ON CONFLICT (breach_id) DO NOTHING RETURNING id`,
      [breachId, reason, accountId, at],
    );
    return rows.length > 0;
  }
}
