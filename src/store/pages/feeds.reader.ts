import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WATCHED } from '../watched-feed.sql.js';
import type { FeedSource } from '../../domain/filing.js';
import type { Sentence } from '../../lib/errors.js';

/** A feed as the operator sees it. */
export interface FeedState {
  source: FeedSource;
  /** When it was last read and taken over; null before the first time. */
  readAt: Date | null;
  /** Rows of that reading. */
  rows: number;
  /** Why the latest try was refused or failed, in English words; null when it did not. */
  problem: string | null;
  /** The same as a sentence; null where there is none. */
  problemSaid: Sentence | null;
  problemSince: Date | null;
  /** It was read in full once, or is read by itself; not so where files were refused and nothing else. */
  watched: boolean;
}

/** What the page of the breach feeds shows. */
@Injectable()
export class FeedsReader {
  constructor(private readonly dataSource: DataSource) {}

  all(): Promise<FeedState[]> {
    return this.dataSource.query<FeedState[]>(
      `SELECT source, last_read_at AS "readAt", problem, problem_said AS "problemSaid", problem_since AS "problemSince", ${WATCHED} AS watched, coalesce(
         (SELECT rows FROM feed_read WHERE feed_read.source = feed.source AND accepted ORDER BY read_at DESC LIMIT 1), 0) AS rows
       FROM feed ORDER BY source`,
    );
  }

  /** How many filings the last accepted reading of a feed was the first to show. */
  async newlyRead(source: FeedSource): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM filing WHERE source = $1 AND first_read_id =
         (SELECT id FROM feed_read WHERE feed_read.source = $1 AND accepted ORDER BY read_at DESC LIMIT 1)`,
      [source],
    );
    return row?.count ?? 0;
  }
}
