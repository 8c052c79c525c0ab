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
   * Found first and then joined: right after a whole first list, the planner knows of no rows yet and would look each breach up in all of them.
   * To be asked while `holdComparing` holds, so that two feeds that are read at one moment see what the other brought.
   * @param days the first and the last on which they may have been submitted (YYYY-MM-DD)
   */
  others(
    manager: EntityManager,
    filingIds: string[],
    days: { first: string; last: string },
  ): Promise<StoredFiling[]> {
    return manager.query<StoredFiling[]>(
      `WITH near AS MATERIALIZED (
         SELECT id, breach_id, facts FROM filing
         WHERE gone_at IS NULL AND NOT source = ANY ($2) AND NOT id = ANY ($1::uuid[]) 
           AND (facts ->> 'submitted' BETWEEN $3 AND $4 OR facts ->> 'submitted' IS NULL))
       SELECT near.id AS "filingId", near.breach_id AS "breachId", near.facts FROM near JOIN breach ON breach.id = near.breach_id
       WHERE breach.withdrawn_at IS NULL ORDER BY near.id`,
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
