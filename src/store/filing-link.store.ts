import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Filing, STAFF_ONLY_SOURCES } from '../domain/filing.js';

/** A filing that joins the breach of another one, and why. */
export interface FilingLink {
  filingId: string;
  breachId: string;
  formerBreachId: string;
  reasons: string[];
  /** 0..1, comparable within one version of the rules only. */
  score: number;
}

export interface StoredFiling {
  filingId: string;
  breachId: string;
  facts: Filing;
}

/** Which filings are one breach. */
@Injectable()
export class FilingLinkStore {
  /**
   * The filings that are shown and may be of one breach with the given ones, by their days; none of a withdrawn breach.
   * To be asked while `holdComparing` holds, so that two feeds that are read at one moment see what the other brought.
   * @param days the first and the last on which they may have been submitted (YYYY-MM-DD)
   */
  others(
    manager: EntityManager,
    filingIds: string[],
    days: { first: string; last: string },
  ): Promise<StoredFiling[]> {
    return manager.query<StoredFiling[]>(
      `SELECT filing.id AS "filingId", filing.breach_id AS "breachId", filing.facts FROM filing JOIN breach ON breach.id = filing.breach_id
       WHERE filing.gone_at IS NULL AND breach.withdrawn_at IS NULL AND NOT filing.source = ANY ($2) AND NOT filing.id = ANY ($1::uuid[])
         AND coalesce(filing.facts ->> 'submitted', $3) BETWEEN $3 AND $4
       ORDER BY filing.id`,
      [filingIds, [...STAFF_ONLY_SOURCES], days.first, days.last],
    );
  }

  async save(manager: EntityManager, links: FilingLink[], at: string): Promise<void> {
    if (links.length === 0) return;
    await manager.query(
      `WITH given AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS given ("filingId" uuid, "breachId" uuid, "formerBreachId" uuid, reasons text[], score real)),
       linked AS (
         INSERT INTO filing_link (filing_id, breach_id, former_breach_id, reasons, score, at)
         SELECT "filingId", "breachId", "formerBreachId", reasons, score, $2 FROM given)
       UPDATE filing SET breach_id = given."breachId" FROM given WHERE filing.id = given."filingId"`,
      [JSON.stringify(links), at],
    );
  }
}
