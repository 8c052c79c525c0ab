import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { type FeedSource, type RejectedRow, STAFF_ONLY_SOURCES } from '../domain/filing.js';
import { indexOrganizations, MATCH_RULES_VERSION, matchAll } from '../domain/match.js';
import type { Organization } from '../domain/organization.js';
import { linkRows } from '../domain/polls/link-rows.js';
import {
  comparePolls,
  countPoll,
  judgePoll,
  type PollCounts,
  type PollEvent,
  type PollRow,
  type PollVerdict,
} from '../domain/poll.js';
import { type FeedFile, FeedFormatError } from '../feeds/breach-feed.js';
import { readFeed } from '../feeds/read-feed.js';
import { Clock } from '../lib/clock.js';
import {
  BreachStore,
  type FeedRead,
  type FoundMatch,
  type FreshFiling,
  type StoredRow,
} from '../store/breach.store.js';
import { ExposureStore } from '../store/exposure.store.js';
import { KnownRows, type PublishedRow } from '../store/known-rows.js';
import { makeStorable } from '../store/storable.js';

const NO_ROWS = { rows: [], rejected: [], blanked: [] };

/** What became of one reading of a feed. */
export interface IngestResult {
  accepted: boolean;
  /** Why it was refused, for the operator; null when it was taken over. */
  problem: string | null;
  rows: number;
  /** How many filings are new, changed or gone since the last accepted reading. */
  events: number;
}

/** A poll that was read, and what stood in the one before it. */
interface ReadPoll {
  /** Rows that do not stand in the last poll as they are published now. */
  fresh: PollRow[];
  known: KnownRows;
  counts: PollCounts;
  rejected: RejectedRow[];
}

/** The journey of a feed: read whole, judge, compare with the last poll, match, expose; all in one transaction. */
@Injectable()
export class BreachService {
  constructor(
    private readonly breaches: BreachStore,
    private readonly exposures: ExposureStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes over one whole poll of a feed, or refuses it and keeps what it had; its raw bytes are kept either way.
   * @param shrunkenIsRight somebody looked at the source: the list is as short as it should be
   */
  async ingest(source: FeedSource, files: FeedFile[], shrunkenIsRight = false): Promise<IngestResult> {
    return this.breaches.transaction(async (manager) => {
      const last = await this.breaches.lastPoll(manager, source);
      const now = this.clock.now();
      const poll = readPoll(source, files, now, last);
      const before = last.length === 0 || shrunkenIsRight ? null : countPoll({ ...NO_ROWS, rows: last });
      const problem = typeof poll === 'string' ? poll : refusal(judgePoll(before, poll.counts));
      const { counts, rejected } =
        typeof poll === 'string' ? { counts: countPoll(NO_ROWS), rejected: [] } : poll;
      const rows = counts.list + counts.underInvestigation + counts.archive;
      const read: FeedRead = {
        id: randomUUID(),
        source,
        readAt: now.toISOString(),
        accepted: problem === null,
        problem,
        files,
        rows,
        rejected,
      };
      await this.breaches.saveRead(manager, read);
      const events =
        typeof poll === 'string' || problem !== null ? 0 : await this.takeOver(manager, read, poll);
      return { accepted: problem === null, problem, rows, events };
    });
  }

  /** Compares what changed, stores it and matches it; returns how many events there were. */
  private async takeOver(
    manager: EntityManager,
    read: FeedRead,
    { fresh, known }: ReadPoll,
  ): Promise<number> {
    const left = known.leftIds();
    if (left.length + fresh.length === 0) return 0;
    const before = await this.breaches.rowsOf(manager, left);
    const events = comparePolls(
      before.map(({ row }) => row),
      fresh,
      await this.breaches.newestDay(manager, read.source),
    );
    const filings = await this.saveEvents(manager, read, before, events);
    if (filings.length > 0 && !STAFF_ONLY_SOURCES.has(read.source))
      await this.match(manager, filings, await this.breaches.organizations(manager), read.readAt);
    return events.length;
  }

  private async saveEvents(
    manager: EntityManager,
    read: FeedRead,
    known: StoredRow[],
    events: PollEvent[],
  ): Promise<FreshFiling[]> {
    const isNew = events.some(({ before }) => before === null);
    const gone = isNew ? await this.breaches.goneRows(manager, read.source) : [];
    const idOf = new Map([...known, ...gone].map(({ id, row }) => [row, id]));
    const told = asReturned(events, gone);
    const appeared = told.flatMap(({ before, after }): PollRow[] =>
      before === null && after ? [after] : [],
    );
    const revised = told.flatMap((event) => {
      const id = event.before === null ? undefined : idOf.get(event.before);
      return id === undefined ? [] : [{ id, event }];
    });
    const inserted = await this.breaches.insertFilings(manager, read, appeared);
    return [...inserted, ...(await this.breaches.reviseFilings(manager, read, revised))];
  }

  /** Compares organizations that a pull has brought with every filing that is there. */
  async matchOrganizations(organizationIds: string[]): Promise<void> {
    const at = this.clock.now().toISOString();
    await this.breaches.transaction(async (manager) => {
      await this.exposures.holdFeeds(manager);
      const organizations = await this.breaches.unmatchedOrganizations(manager, organizationIds);
      if (organizations.length === 0) return;
      await this.match(manager, await this.breaches.currentFilings(manager), organizations, at);
      await this.breaches.markMatched(
        manager,
        organizations.map((organization) => organization.id),
        at,
      );
    });
  }

  private async match(
    manager: EntityManager,
    filings: FreshFiling[],
    organizations: Organization[],
    at: string,
  ): Promise<void> {
    const index = indexOrganizations(organizations);
    const found = filings.flatMap(({ filingId, row }): FoundMatch[] =>
      matchAll(row.filing, index).map(({ organization, outcome, score, reasons }) => ({
        filingId,
        organizationId: organization.id,
        outcome,
        score,
        reasons,
      })),
    );
    const stored = await this.breaches.saveMatches(manager, found, MATCH_RULES_VERSION, at);
    for (const match of stored) await this.exposures.expose(manager, match, at);
  }
}

/** Reads files against the last poll; a string says why they are not in the form of their feed. */
function readPoll(source: FeedSource, files: FeedFile[], now: Date, last: PublishedRow[]): ReadPoll | string {
  const known = new KnownRows(last);
  try {
    const { rows, rejected, blanked } = readFeed(source, files, now, (view, cells) =>
      known.take(view, cells),
    );
    makeStorable([rows, rejected]);
    const fresh = rows.filter(({ view, cells }) => !known.take(view, cells));
    const counts = countPoll({ rows: [...known.taken, ...fresh], rejected, blanked });
    return { fresh, known, counts, rejected };
  } catch (error) {
    if (error instanceof FeedFormatError) return error.message;
    throw error;
  }
}

function refusal(verdict: PollVerdict): string | null {
  return verdict.accepted ? null : verdict.why;
}

/** Rows that seem new to the last poll and had been shown before it are the same filings again. */
function asReturned(events: PollEvent[], gone: StoredRow[]): PollEvent[] {
  const appeared = events.flatMap(({ before, after }) => (before === null && after ? [after] : []));
  const links = linkRows(
    gone.map(({ row }) => row),
    appeared,
  );
  const beforeOf = new Map(links.map(({ before, after }) => [after, before]));
  return events.map((event) => {
    const before = event.after === null || event.before ? undefined : beforeOf.get(event.after);
    return before ? { ...event, kind: 'returned', before } : event;
  });
}
