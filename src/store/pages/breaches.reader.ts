import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WATCHED } from '../watched-feed.sql.js';
import type { FeedSource, Filing } from '../../domain/filing.js';
import { folded } from '../../lib/fold.js';
import type { WithdrawalReason } from '../breach-review.store.js';

/** What is asked for; null asks for all. */
export interface BreachQuery {
  text: string;
  state: string | null;
  source: FeedSource | null;
  /** As the database function breach_kind names it. */
  kind: string | null;
  year: number | null;
}

/** Where a page of the list begins: after this day (YYYY-MM-DD, '' where none is told) and filing. */
export interface BreachCursor {
  day: string;
  filingId: string;
}

/** A breach by its newest public filing. */
export interface ListedBreach extends BreachCursor {
  id: string;
  filing: Filing;
  /** Every public feed that has it. */
  sources: FeedSource[];
}

export interface MonthCount {
  /** YYYY-MM. */
  month: string;
  kind: string;
  breaches: number;
}

export interface PublicBreach {
  filings: { filing: Filing; goneAt: string | null }[];
  withdrawal: { reason: WithdrawalReason; at: string } | null;
}

export const BREACHES_SHOWN = 25;
const MOST_WORDS = 8;

/** The feeds of CISA and of the press are for staff. The words are those of the indexes filing_public_*, which serve nothing else. */
const isPublic = (table: string): string => `${table}.source NOT IN ('cisa', 'rss')`;
const dayOf = (table: string): string => `coalesce(${table}.facts ->> 'submitted', '')`;

/** Of each breach its newest public filing, unless it was taken back; by filing_breach. */
const NEWEST_OF_BREACH = `${isPublic('filing')}
  AND NOT EXISTS (SELECT FROM filing AS newer WHERE newer.breach_id = filing.breach_id AND ${isPublic('newer')}
    AND (${dayOf('newer')}, newer.id) > (${dayOf('filing')}, filing.id))
  AND NOT EXISTS (SELECT FROM breach_withdrawal WHERE breach_withdrawal.breach_id = filing.breach_id)`;

/** The breaches that have a public filing as asked for. `values` takes what the SQL refers to. */
function asked({ text, state, source, kind, year }: BreachQuery, values: unknown[]): string {
  const value = (given: unknown): string => `$${values.push(given)}`;
  const words = folded(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
  const conditions = [
    words.length > 0 &&
      `searchable(said.facts ->> 'name') @@ to_tsquery('simple', ${value(words.map((word) => `${word}:*`).join(' & '))})`,
    state !== null && `said.facts ->> 'state' = ${value(state)}`,
    source !== null && `said.source = ${value(source)}`,
    kind !== null && `breach_kind(said.facts) = ${value(kind)}`,
    year !== null &&
      `${dayOf('said')} >= ${value(String(year))} AND ${dayOf('said')} < ${value(String(year + 1))}`,
  ].filter((condition) => condition !== false);
  if (conditions.length === 0) return '';
  return `AND filing.breach_id IN (SELECT said.breach_id FROM filing AS said WHERE ${[isPublic('said'), ...conditions].join(' AND ')})`;
}

/** What anybody may read of breaches: filings of public lists, and nothing of any person, organization or match. */
@Injectable()
export class BreachesReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first, one more than a page shows where there are more; by filing_public_day, or filing_public_name. */
  list(query: BreachQuery, after: BreachCursor | null): Promise<ListedBreach[]> {
    const values: unknown[] = [after?.day ?? null, after?.filingId ?? null];
    return this.dataSource.query<ListedBreach[]>(
      `SELECT filing.breach_id AS id, filing.id AS "filingId", ${dayOf('filing')} AS day, filing.facts AS filing,
         ARRAY(SELECT DISTINCT other.source FROM filing AS other WHERE other.breach_id = filing.breach_id AND ${isPublic('other')}) AS sources
       FROM filing WHERE ${NEWEST_OF_BREACH} ${asked(query, values)}
         AND ($1::text IS NULL OR (${dayOf('filing')}, filing.id) < ($1, $2::uuid))
       ORDER BY ${dayOf('filing')} DESC, filing.id DESC LIMIT ${BREACHES_SHOWN + 1}`,
      values,
    );
  }

  /** Breaches by month and kind, from a month (YYYY-MM) up to another, which is left out; by filing_public_day. */
  months(query: BreachQuery, from: string, until: string): Promise<MonthCount[]> {
    const values: unknown[] = [from, until];
    return this.dataSource.query<MonthCount[]>(
      `SELECT left(${dayOf('filing')}, 7) AS month, breach_kind(filing.facts) AS kind, count(*)::int AS breaches
       FROM filing WHERE ${dayOf('filing')} >= $1 AND ${dayOf('filing')} < $2 AND ${NEWEST_OF_BREACH} ${asked(query, values)}
       GROUP BY 1, 2`,
      values,
    );
  }

  /** When each public list that is watched was last read in full; null before the first time. */
  feeds(): Promise<{ source: FeedSource; readAt: Date | null }[]> {
    return this.dataSource.query(
      `SELECT source, last_read_at AS "readAt" FROM feed WHERE ${isPublic('feed')} AND ${WATCHED} ORDER BY source`,
    );
  }

  /** Null where no public list has such a breach. */
  async breach(id: string): Promise<PublicBreach | null> {
    const [row] = await this.dataSource.query<PublicBreach[]>(
      `SELECT jsonb_agg(jsonb_build_object('filing', filing.facts, 'goneAt', filing.gone_at) ORDER BY ${dayOf('filing')}, filing.id) AS filings,
         (SELECT jsonb_build_object('reason', reason, 'at', at) FROM breach_withdrawal WHERE breach_id = $1) AS withdrawal
       FROM filing WHERE breach_id = $1 AND ${isPublic('filing')} HAVING count(*) > 0`,
      [id],
    );
    return row ?? null;
  }
}
