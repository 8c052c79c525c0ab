import { HttpError } from '../lib/http/http-error.js';
import { type BundlePage, bundlePages } from './bundle.js';
import { resourceKey, ResourceSet } from './collected.js';
import { type Answer, AnswerError, type FhirClient } from './fhir-client.js';
import { nextAddress } from './next-link.js';
import { judgeOutcome, saysPageExpired, type OutcomeGap } from './outcome.js';
import type { SearchedType } from './resource.js';

/** What one search brought: everything read, and the first thing that went wrong, if any. */
export interface SearchResult {
  resources: ResourceSet;
  gap: OutcomeGap | null;
}

interface Attempt extends SearchResult {
  /** The server dropped the search before its last page was read; only starting again can help. */
  expired: boolean;
}

const MOST_PAGES = 1_000;

/** Reads every page of one search; a search that expired under way is started again, once. */
export async function readSearch(
  client: FhirClient,
  type: SearchedType,
  report: (count: number) => void,
): Promise<SearchResult> {
  const first = await new SearchAttempt(client, type, report).run();
  if (!first.expired) return first;
  const second = await new SearchAttempt(client, type, report).run();
  if (second.gap === null) return second;
  for (const resource of second.resources.all()) first.resources.add(resource, resourceKey(resource));
  return { resources: first.resources, gap: { ...second.gap, refused: false } };
}

class SearchAttempt {
  private readonly resources = new ResourceSet();
  private readonly asked = new Set<string>();
  private readonly waiting: URL[] = [];
  /** Matches that the source counts, and entries of any sort that it sent. */
  private counted = 0;
  private received = 0;
  private gap: OutcomeGap | null = null;
  private expired = false;

  constructor(
    private readonly client: FhirClient,
    private readonly type: SearchedType,
    private readonly report: (count: number) => void,
  ) {}

  async run(): Promise<Attempt> {
    await this.read(() => this.client.search(this.type));
    for (let next = this.waiting.shift(); next && !this.expired; next = this.waiting.shift()) {
      const address = next;
      await this.read(() => this.client.follow(address));
    }
    if (this.counted > this.received) {
      this.note(failure('short-answer', 'the source counts more records of this kind than it sent'));
    }
    return { resources: this.resources, gap: this.gap, expired: this.expired };
  }

  private async read(ask: () => Promise<Answer>): Promise<void> {
    const isFirst = this.asked.size === 0;
    try {
      const answer = await ask();
      this.asked.add(answer.address.href);
      this.take(answer, isFirst);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      this.expired ||= !isFirst && isExpiry(error);
      this.note(gapOf(error, isFirst));
    }
  }

  private take(answer: Answer, isFirst: boolean): void {
    if (answer.resource.resourceType === 'OperationOutcome') {
      this.takeOutcome(answer.resource, isFirst, 0);
      if (this.gap === null) this.note(notABundle());
    } else if (answer.resource.resourceType !== 'Bundle') {
      this.note(notABundle());
    } else {
      for (const page of bundlePages(answer.resource)) this.takePage(page, answer.address, isFirst);
      this.report(this.resources.size);
    }
  }

  private takePage(page: BundlePage, address: URL, isFirst: boolean): void {
    if (isFirst) this.counted += page.total ?? 0;
    this.received += page.entries.length + page.outcomes.length + page.unreadable;
    for (const { resource } of page.entries) this.resources.add(resource, resourceKey(resource));
    const matches = page.entries.filter((entry) => entry.isMatch).length;
    for (const outcome of page.outcomes) this.takeOutcome(outcome, isFirst, matches);
    if (page.unreadable > 0) this.note(failure('unreadable-entry', 'an entry could not be read'));
    if (page.next !== null) this.queue(page.next, address);
  }

  /** A refusal counts as one only from the start; later, or beside records, something is missing. */
  private takeOutcome(outcome: unknown, isFirst: boolean, matches: number): void {
    const verdict = judgeOutcome(outcome);
    if (verdict === null) return;
    this.expired ||= !isFirst && matches === 0 && saysPageExpired(outcome);
    this.note({ ...verdict, refused: verdict.refused && isFirst && matches === 0 });
  }

  private queue(link: string, address: URL): void {
    try {
      const next = nextAddress(link, this.client.base, address);
      if (this.asked.has(next.href)) {
        this.note(failure('page-loop', 'a page names as the next one a page that was read before'));
      } else if (this.asked.size >= MOST_PAGES) {
        this.note(failure('too-many-pages', `more than ${MOST_PAGES} pages: the rest was not read`));
      } else {
        this.asked.add(next.href);
        this.waiting.push(next);
      }
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      this.note(failure(error.code, error.message));
    }
  }

  /** The first gap is told; but something missing weighs more than something refused. */
  private note(gap: OutcomeGap): void {
    if (this.gap === null || (this.gap.refused && !gap.refused)) this.gap = gap;
  }
}

function isExpiry(error: HttpError): boolean {
  const byStatus = error.status !== null && [400, 404, 410].includes(error.status);
  return byStatus || (error instanceof AnswerError && error.code !== 'unauthorized' && error.pageExpired);
}

function gapOf(error: HttpError, isFirst: boolean): OutcomeGap {
  if (isFirst && error instanceof AnswerError && error.refused) {
    const why =
      error.code === 'forbidden'
        ? 'the source does not allow this to be read: it may not be in the access that was granted'
        : 'the source does not offer this';
    return { refused: true, code: error.code === 'forbidden' ? 'forbidden' : 'not-offered', why };
  }
  return { ...failure(error.code, error.message), retryAfterMs: error.retryAfterMs ?? undefined };
}

function failure(code: string, why: string): OutcomeGap {
  return { refused: false, code, why };
}

function notABundle(): OutcomeGap {
  return failure('unexpected-content', 'the source answered with something other than a list of records');
}
