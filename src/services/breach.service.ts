import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { type FeedSource, STAFF_ONLY_SOURCES } from '../domain/filing.js';
import { indexOrganizations, MATCH_RULES_VERSION, matchAll } from '../domain/match.js';
import type { Organization } from '../domain/organization.js';
import { linkRows } from '../domain/polls/link-rows.js';
import { comparePolls, countPoll, type PollEvent, type PollRow } from '../domain/poll.js';
import type { FeedFile } from '../feeds/breach-feed.js';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import { BreachStore, type FeedRead, type FreshFiling, type StoredRow } from '../store/breach.store.js';
import { holdComparing } from '../store/comparing-lock.js';
import { type Announcing, FanOutStore } from '../store/fan-out.store.js';
import { type FoundMatch, MatchStore } from '../store/match.store.js';
import { MatchKnowledgeReader } from '../store/match-knowledge.reader.js';
import { FilingLinks } from './filing-links.js';
import { NO_ROWS, type ReadPoll, readPoll, refusal } from './read-poll.js';

/** What became of one reading of a feed. */
export interface IngestResult {
  accepted: boolean;
  /** Why it was refused, for the operator; null when it was taken over. */
  problem: string | null;
  rows: number;
  /** How many filings are new, changed or gone since the last accepted reading. */
  events: number;
}

/**
 * The journey of a feed: read whole, judge, compare with the last poll, match, and write down what is to be told of it;
 * all in one transaction. Patients are told by a job of its own (FanOutService).
 */
@Injectable()
export class BreachService {
  constructor(
    private readonly breaches: BreachStore,
    private readonly matches: MatchStore,
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
    return this.breaches.transaction(async (manager) => {
      const last = await this.breaches.lastPoll(manager, source);
      const now = this.clock.now();
      const poll = readPoll(source, files, now, last);
      const before = last.length === 0 || shrunkenIsRight ? null : countPoll({ ...NO_ROWS, rows: last });
      const trouble = 'words' in poll ? poll : refusal(before, poll.counts);
      const { counts, rejected } = 'words' in poll ? { counts: countPoll(NO_ROWS), rejected: [] } : poll;
      const problem = trouble?.words ?? null;
      const rows = counts.list + counts.underInvestigation + counts.archive;
      const read: FeedRead = {
        id: randomUUID(),
        source,
        readAt: now.toISOString(),
        accepted: problem === null,
        problem,
        problemSaid: trouble?.said ?? null,
        files,
        rows,
        rejected,
      };
      await this.breaches.saveRead(manager, read);
      const events = 'words' in poll || problem !== null ? 0 : await this.takeOver(manager, read, poll);
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
    await holdComparing(manager);
    const filings = await this.saveEvents(manager, read, before, events);
    if (filings.length > 0 && !STAFF_ONLY_SOURCES.has(read.source))
      await this.matchFresh(manager, read, filings);
    return events.length;
  }

  private async matchFresh(
    manager: EntityManager,
    { readAt }: FeedRead,
    filings: FreshFiling[],
  ): Promise<void> {
    const organizations = await this.matches.organizations(manager);
    const found = await this.match(manager, filings, organizations, null, readAt);
    const ended = await this.matches.endMatches(manager, filings, found, MATCH_RULES_VERSION, readAt);
    await this.fanOuts.announceStanding(manager, ended, this.announcing(readAt));
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
    const inserted = await this.links.join(
      manager,
      await this.breaches.insertFilings(manager, read, appeared),
      read.readAt,
    );
    const changed = await this.breaches.reviseFilings(manager, read, revised);
    const left = revised.flatMap(({ id, event }) => (event.kind === 'gone' ? [id] : []));
    await this.fanOuts.dropWaiting(manager, left, this.announcing(read.readAt));
    return [...inserted, ...changed];
  }

  /** Compares organizations that a pull has brought with every filing that is there. */
  async matchOrganizations(organizationIds: string[]): Promise<void> {
    const at = this.clock.now().toISOString();
    await this.breaches.transaction(async (manager) => {
      await holdComparing(manager);
      const organizations = await this.matches.unmatchedOrganizations(manager, organizationIds);
      if (organizations.length === 0) return;
      const filings = await this.matches.currentFilings(manager);
      const found = await this.match(manager, filings, organizations, organizationIds, at);
      const ended = await this.matches.endMatchesByEndedNames(
        manager,
        organizations,
        found,
        MATCH_RULES_VERSION,
        at,
      );
      await this.fanOuts.announceStanding(manager, ended, this.announcing(at));
      await this.matches.markMatched(manager, organizations, at);
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
    const found = filings.flatMap(({ filingId, row }): FoundMatch[] =>
      matchAll(row.filing, index).map(({ organization, outcome, score, reasons }) => ({
        filingId,
        organizationId: organization.id,
        outcome,
        score,
        reasons,
      })),
    );
    const stored = await this.matches.saveMatches(manager, found, MATCH_RULES_VERSION, at);
    await this.fanOuts.announce(manager, stored, this.announcing(at));
    const breachIds = filings.map(({ breachId }) => breachId);
    await this.fanOuts.endWaits(manager, breachIds, at);
    return found;
  }

  private announcing(at: string): Announcing {
    return { at, reviewed: this.config.production };
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
