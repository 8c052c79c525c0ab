import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { FeedSource, RejectedRow } from '../domain/filing.js';
import type { PollEvent, PollRow } from '../domain/poll.js';
import type { FeedFile } from '../feeds/breach-feed.js';
import type { Sentence } from '../lib/errors.js';
import { publishedName, type PublishedRow } from './known-rows.js';

/** A filing of the last accepted poll, with the id it was stored under. */
export interface StoredRow {
  id: string;
  row: PollRow;
}

export interface FeedRead {
  id: string;
  source: FeedSource;
  readAt: string;
  accepted: boolean;
  problem: string | null;
  problemSaid: Sentence | null;
  files: FeedFile[];
  rows: number;
  rejected: RejectedRow[];
}

/** A filing that is new or was changed, to be compared with the organizations. */
export interface FreshFiling {
  filingId: string;
  breachId: string;
  row: PollRow;
}

const ROWS_AT_ONCE = 500;

/** Feeds, their raw bytes, and filings with revisions. */
@Injectable()
export class BreachStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Announces a feed; one that is due now and then has a first time of reading, an uploaded one has none. */
  async announce(source: FeedSource, firstRead: Date | null): Promise<void> {
    await this.dataSource.query(
      'INSERT INTO feed (source, next_read_at) VALUES ($1, $2) ON CONFLICT (source) DO NOTHING',
      [source, firstRead],
    );
  }

  /** Has these feeds read by themselves, and no other but the sandbox's, which is due by its own buttons. */
  async schedule(sources: readonly FeedSource[], firstRead: Date): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO feed (source, next_read_at) SELECT source, $2 FROM unnest($1::text[]) AS source
       ON CONFLICT (source) DO UPDATE SET next_read_at = coalesce(feed.next_read_at, excluded.next_read_at)`,
      [sources, firstRead],
    );
    await this.dataSource.query(
      `UPDATE feed SET next_read_at = NULL WHERE source <> ALL ($1::text[]) AND source <> 'sandbox' AND next_read_at IS NOT NULL`,
      [sources],
    );
  }

  async readAgainAt(source: FeedSource, at: Date): Promise<void> {
    await this.dataSource.query('UPDATE feed SET next_read_at = $2, rung_at = NULL WHERE source = $1', [
      source,
      at,
    ]);
  }

  /** Keeps what went wrong where the operator sees it; everything known before stays. */
  async reportProblem(
    source: FeedSource,
    { words, said }: { words: string; said: Sentence | null },
    at: Date,
  ): Promise<void> {
    await this.dataSource.query(
      'UPDATE feed SET problem = $2, problem_said = $3, problem_since = coalesce(problem_since, $4) WHERE source = $1',
      [source, words, said && JSON.stringify(said), at],
    );
  }

  /** Since when a feed could not be read; null while it can. */
  async troubleSince(source: FeedSource): Promise<Date | null> {
    const [feed] = await this.dataSource.query<{ since: Date | null }[]>(
      'SELECT problem_since AS since FROM feed WHERE source = $1',
      [source],
    );
    return feed?.since ?? null;
  }

  /** Locks the feed against a second reader and returns what stands in the last accepted poll. */
  async lastPoll(manager: EntityManager, source: FeedSource): Promise<PublishedRow[]> {
    await manager.query('SELECT source FROM feed WHERE source = $1 FOR UPDATE', [source]);
    return manager.query<PublishedRow[]>(
      "SELECT id, row->>'view' AS view, published FROM filing WHERE source = $1 AND gone_at IS NULL",
      [source],
    );
  }

  /** The files of the last accepted reading, as they came; none before the first. */
  lastFiles(source: FeedSource): Promise<FeedFile[]> {
    return this.dataSource.query<FeedFile[]>(
      `WITH last AS (SELECT files FROM feed_read WHERE source = $1 AND accepted ORDER BY read_at DESC LIMIT 1)
       SELECT file->>'name' AS name, sha256, bytes, first_read_at AS "readAt"
       FROM last CROSS JOIN LATERAL jsonb_array_elements(last.files) AS file JOIN feed_file ON sha256 = file->>'sha256'`,
      [source],
    );
  }

  /** Filings in full. */
  rowsOf(manager: EntityManager, ids: string[]): Promise<StoredRow[]> {
    return manager.query('SELECT id, row FROM filing WHERE id = ANY ($1) ORDER BY id', [ids]);
  }

  /** The newest day (YYYY-MM-DD) on which a row that the feed shows was submitted; '' where none has a day. */
  async newestDay(manager: EntityManager, source: FeedSource): Promise<string> {
    const [{ day }] = await manager.query<[{ day: string }]>(
      "SELECT coalesce(max(facts->>'submitted'), '') AS day FROM filing WHERE source = $1 AND gone_at IS NULL",
      [source],
    );
    return day;
  }

  /** Filings that the feed showed once and then no more. */
  goneRows(manager: EntityManager, source: FeedSource): Promise<StoredRow[]> {
    return manager.query('SELECT id, row FROM filing WHERE source = $1 AND gone_at IS NOT NULL ORDER BY id', [
      source,
    ]);
  }

  async saveRead(manager: EntityManager, read: FeedRead): Promise<void> {
    await this.keepFiles(manager, read);
    const files = read.files.map(({ name, sha256 }) => ({ name, sha256 }));
    await manager.query(
      `INSERT INTO feed_read (id, source, read_at, accepted, problem, files, rows, rejected) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        read.id,
        read.source,
        read.readAt,
        read.accepted,
        read.problem,
        JSON.stringify(files),
        read.rows,
        JSON.stringify(read.rejected),
      ],
    );
    await manager.query(
      `UPDATE feed SET last_read_at = CASE WHEN $2 THEN $3::timestamptz ELSE last_read_at END, problem = $4, problem_said = $5,
         problem_since = CASE WHEN $4::text IS NULL THEN NULL ELSE coalesce(problem_since, $3::timestamptz) END WHERE source = $1`,
      [
        read.source,
        read.accepted,
        read.readAt,
        read.problem,
        read.problemSaid && JSON.stringify(read.problemSaid),
      ],
    );
  }

  /** Each content is sent and stored once. */
  private async keepFiles(manager: EntityManager, { files, readAt }: FeedRead): Promise<void> {
    const known = await manager.query<{ sha256: string }[]>(
      'SELECT sha256 FROM feed_file WHERE sha256 = ANY ($1)',
      [files.map(({ sha256 }) => sha256)],
    );
    const kept = new Set(known.map(({ sha256 }) => sha256));
    for (const { sha256, bytes } of files.filter((file) => !kept.has(file.sha256))) {
      const { buffer, byteOffset, length } = bytes;
      await manager.query(
        'INSERT INTO feed_file (sha256, bytes, first_read_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [sha256, Buffer.from(buffer, byteOffset, length), readAt],
      );
    }
  }

  /** Stores rows that the feed shows for the first time, each as a breach of its own until somebody links them. */
  async insertFilings(manager: EntityManager, read: FeedRead, rows: PollRow[]): Promise<FreshFiling[]> {
    const fresh: FreshFiling[] = [];
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const batch = rows.slice(at, at + ROWS_AT_ONCE).map((row) => ({
        filing_id: crypto.randomUUID(),
        breach_id: crypto.randomUUID(),
        row,
        facts: row.filing,
        published: publishedName(row.view, row.cells),
      }));
      await manager.query(
        `WITH given AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (filing_id uuid, breach_id uuid, row jsonb, facts jsonb, published text)),
         made AS (INSERT INTO breach (id) SELECT breach_id FROM given RETURNING id)
         INSERT INTO filing (id, source, breach_id, row, facts, published, first_read_id)
         SELECT given.filing_id, $2, given.breach_id, given.row, given.facts, given.published, $3 FROM given JOIN made ON made.id = given.breach_id`,
        [JSON.stringify(batch), read.source, read.id],
      );
      fresh.push(
        ...batch.map(({ filing_id: filingId, breach_id: breachId, row }) => ({ filingId, breachId, row })),
      );
    }
    return fresh;
  }

  /** Writes the revisions of known filings and brings the filings up to date. A vanished row deletes nothing. */
  async reviseFilings(
    manager: EntityManager,
    read: FeedRead,
    revisions: { id: string; event: PollEvent }[],
  ): Promise<FreshFiling[]> {
    if (revisions.length === 0) return [];
    const given = revisions.map(({ id, event }) => ({
      filing_id: id,
      kind: event.kind,
      changed: event.changed,
      row: event.after,
      facts: event.after?.filing ?? null,
      published: event.after && publishedName(event.after.view, event.after.cells),
    }));
    await manager.query(
      `INSERT INTO filing_revision (filing_id, feed_read_id, kind, changed, row, at)
       SELECT given.filing_id, $2, given.kind, given.changed, given.row, $3 FROM jsonb_to_recordset($1::jsonb) AS given (filing_id uuid, kind text, changed jsonb, row jsonb)`,
      [JSON.stringify(given), read.id, read.readAt],
    );
    const rows = await manager.query<FreshFiling[]>(
      `WITH revised AS (
         UPDATE filing SET row = coalesce(given.row, filing.row), facts = coalesce(given.facts, filing.facts),
           published = coalesce(given.published, filing.published), gone_at = CASE WHEN given.kind = 'gone' THEN $2::timestamptz END
         FROM jsonb_to_recordset($1::jsonb) AS given (filing_id uuid, kind text, row jsonb, facts jsonb, published text) WHERE filing.id = given.filing_id
         RETURNING filing.id, filing.breach_id, filing.row, filing.gone_at)
       SELECT id AS "filingId", breach_id AS "breachId", row FROM revised WHERE gone_at IS NULL`,
      [JSON.stringify(given), read.readAt],
    );
    return rows;
  }
}
