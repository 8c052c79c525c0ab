import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { type FeedSource, STAFF_ONLY_SOURCES } from '../domain/filing.js';
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
} from '../domain/poll.js';
import { type FeedFile, FeedFormatError } from '../feeds/breach-feed.js';
import type { FeedReading } from '../feeds/feed-reading.js';
import { readFeed } from '../feeds/read-feed.js';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import {
  BreachStore,
  type FeedRead,
  type FoundMatch,
  type FreshFiling,
  type StoredRow,
} from '../store/breach.store.js';
import { FanOutStore } from '../store/fan-out.store.js';
import { MatchKnowledgeReader } from '../store/match-knowledge.reader.js';
import { makeStorable } from '../store/storable.js';
import { FilingLinks } from './filing-links.js';

/** What became of one reading of a feed. */
export interface IngestResult {
  accepted: boolean;
  /** Why it was refused, for the operator; null when it was taken over. */
  problem: string | null;
  rows: number;
  /** How many filings are new, changed or gone since the last accepted reading. */
  events: number;
}

interface GivenPoll {
  source: FeedSource;
  files: FeedFile[];
  /** When it was read (ISO 8601, UTC). */
  at: string;
  shrunkenIsRight: boolean;
}

const NOTHING: PollCounts = { list: 0, underInvestigation: 0, archive: 0, rejected: 0, blanked: 0 };

/**
 * The journey of a feed: read whole, judge, compare with the last poll, match, and write down what is to be told of it;
 * all in one transaction. Patients are told by a job of its own (FanOutService).
 */
@Injectable()
export class BreachService {
  constructor(
    private readonly breaches: BreachStore,
    private readonly fanOuts: FanOutStore,
    private readonly links: FilingLinks,
    private readonly learnt: MatchKnowledgeReader,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes over one whole poll of a feed, or refuses it and keeps what it had; its raw bytes are kept either way.
   * @param shrunkenIsRight somebody looked at the source: the list is as short as it should be
   */
  async ingest(source: FeedSource, files: FeedFile[], shrunkenIsRight = false): Promise<IngestResult> {
    const now = this.clock.now();
    const poll: GivenPoll = { source, files, at: now.toISOString(), shrunkenIsRight };
    const reading = this.readOrRefuse(source, files, now);
    return this.breaches.transaction((manager) =>
      typeof reading === 'string'
        ? this.refuse(manager, poll, reading)
        : this.takeOver(manager, poll, reading),
    );
  }

  private async refuse(
    manager: EntityManager,
    { source, files, at }: GivenPoll,
    problem: string,
  ): Promise<IngestResult> {
    const read = {
      id: randomUUID(),
      source,
      readAt: at,
      accepted: false,
      problem,
      files,
      counts: NOTHING,
      rejected: [],
    };
    await this.breaches.saveRead(manager, read);
    return { accepted: false, problem, rows: 0, events: 0 };
  }

  private readOrRefuse(source: FeedSource, files: FeedFile[], now: Date): FeedReading | string {
    try {
      const reading = readFeed(source, files, now);
      makeStorable(reading);
      return reading;
    } catch (error) {
      if (error instanceof FeedFormatError) return error.message;
      throw error;
    }
  }

  private async takeOver(
    manager: EntityManager,
    { source, files, at, shrunkenIsRight }: GivenPoll,
    reading: FeedReading,
  ): Promise<IngestResult> {
    const known = await this.breaches.lastPoll(manager, source);
    const previous = known.map(({ row }) => row);
    const counts = countPoll(reading);
    const verdict = judgePoll(
      known.length === 0 || shrunkenIsRight ? null : countPoll({ rows: previous, rejected: [], blanked: [] }),
      counts,
    );
    const problem = verdict.accepted ? null : verdict.why;
    const read: FeedRead = {
      id: randomUUID(),
      source,
      readAt: at,
      accepted: verdict.accepted,
      problem,
      files,
      counts,
      rejected: reading.rejected,
    };
    await this.breaches.saveRead(manager, read);
    if (!verdict.accepted) return { accepted: false, problem, rows: reading.rows.length, events: 0 };
    const { rows } = reading;
    const events = comparePolls(previous, rows);
    const fresh = await this.saveEvents(manager, read, known, events);
    const organizations = await this.breaches.organizations(manager);
    const found = await this.match(manager, fresh, organizations, null, at);
    await this.breaches.endMatches(manager, fresh, found, MATCH_RULES_VERSION, at);
    return { accepted: true, problem: null, rows: rows.length, events: events.length };
  }

  private async saveEvents(
    manager: EntityManager,
    read: FeedRead,
    known: StoredRow[],
    events: PollEvent[],
  ): Promise<FreshFiling[]> {
    const gone = await this.breaches.goneRows(manager, read.source);
    const idOf = new Map([...known, ...gone].map(({ id, row }) => [row, id]));
    const told = asReturned(events, gone);
    const appeared = told.flatMap(({ before, after }): PollRow[] =>
      before === null && after ? [after] : [],
    );
    const revised = told.flatMap((event) => {
      const id = event.before === null ? undefined : idOf.get(event.before);
      return id === undefined ? [] : [{ id, event }];
    });
    const inserted = await this.links.join(
      manager,
      await this.breaches.insertFilings(manager, read, appeared),
      read.readAt,
    );
    return [...inserted, ...(await this.breaches.reviseFilings(manager, read, revised))];
  }

  /** Compares organizations that a pull has brought with every filing that is there. */
  async matchOrganizations(organizationIds: string[]): Promise<void> {
    const at = this.clock.now().toISOString();
    await this.breaches.transaction(async (manager) => {
      await this.breaches.holdFeeds(manager);
      const organizations = await this.breaches.unmatchedOrganizations(manager, organizationIds);
      if (organizations.length === 0) return;
      const filings = await this.breaches.currentFilings(manager);
      await this.match(manager, filings, organizations, organizationIds, at);
      await this.breaches.markMatched(manager, organizations, at);
    });
  }

  /** @param organizationIds those that are compared, or null for all that there are */
  private async match(
    manager: EntityManager,
    filings: FreshFiling[],
    organizations: Organization[],
    organizationIds: string[] | null,
    at: string,
  ): Promise<FoundMatch[]> {
    const { knowledge, completed } = await this.learnt.read(manager, organizationIds);
    const index = indexOrganizations(organizations.map(completed), knowledge);
    const matchable = filings.filter(({ row }) => !STAFF_ONLY_SOURCES.has(row.filing.source));
    const found = matchable.flatMap(({ filingId, row }): FoundMatch[] =>
      matchAll(row.filing, index).map(({ organization, outcome, score, reasons }) => ({
        filingId,
        organizationId: organization.id,
        outcome,
        score,
        reasons,
      })),
    );
    const stored = await this.breaches.saveMatches(manager, found, MATCH_RULES_VERSION, at);
    await this.fanOuts.announce(manager, stored, { at, reviewed: this.config.production });
    const breachIds = filings.map(({ breachId }) => breachId);
    await this.fanOuts.endWaits(manager, breachIds, at);
    return found;
  }
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
