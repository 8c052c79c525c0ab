import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type FeedSource, type RejectedRow, STAFF_ONLY_SOURCES } from '../domain/filing.js';
import type { Organization } from '../domain/organization.js';
import type { PollEvent, PollRow } from '../domain/poll.js';
import type { FeedFile } from '../feeds/breach-feed.js';
import type { StoredMatch } from './fan-out.store.js';
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

/** What one match says, before it is stored. */
export interface FoundMatch {
  filingId: string;
  organizationId: string;
  outcome: string;
  score: number;
  reasons: string[];
}

const ROWS_AT_ONCE = 500;

/** Feeds, their raw bytes, filings with revisions, and matches. */
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
  async reportProblem(source: FeedSource, problem: string, at: Date): Promise<void> {
    await this.dataSource.query(
      'UPDATE feed SET problem = $2, problem_since = coalesce(problem_since, $3) WHERE source = $1',
      [source, problem, at],
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
      `UPDATE feed SET last_read_at = CASE WHEN $2 THEN $3::timestamptz ELSE last_read_at END, problem = $4,
         problem_since = CASE WHEN $4::text IS NULL THEN NULL ELSE coalesce(problem_since, $3::timestamptz) END WHERE source = $1`,
      [read.source, read.accepted, read.readAt, read.problem],
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
  async endMatches(
    manager: EntityManager,
    filings: FreshFiling[],
    found: FoundMatch[],
    rulesVersion: number,
    at: string,
  ): Promise<string[]> {
    const pairs = found.map(({ filingId, organizationId }) => ({ filingId, organizationId }));
    const ended = await manager.query<{ breachId: string }[]>(
      `WITH given AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS given ("filingId" uuid, "organizationId" uuid)),
       known AS (
         SELECT DISTINCT ON (filing_id, organization_id) * FROM match WHERE filing_id = ANY ($1::uuid[]) ORDER BY filing_id, organization_id, seq DESC)
       INSERT INTO match (filing_id, organization_id, outcome, score, reasons, rules_version, at)
       SELECT filing_id, organization_id, 'none', 0, ARRAY['named-no-more'], $3, $4::timestamptz FROM known
       WHERE outcome <> 'none' AND NOT decided
         AND NOT EXISTS (SELECT FROM given WHERE given."filingId" = known.filing_id AND given."organizationId" = known.organization_id)
       RETURNING (SELECT breach_id FROM filing WHERE filing.id = match.filing_id) AS "breachId"`,
      [filings.map(({ filingId }) => filingId), JSON.stringify(pairs), String(rulesVersion), at],
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
