import { Injectable } from '@nestjs/common';
import type { FeedSource } from '../domain/filing.js';
import { BreachFeed } from '../feeds/breach-feed.js';
import { Clock } from '../lib/clock.js';
import { OutsideError } from '../lib/errors.js';
import { HttpError } from '../lib/http/http-error.js';
import { BreachStore } from '../store/breach.store.js';
import { BreachService } from './breach.service.js';
import type { Trouble } from './read-poll.js';

const HOUR_MS = 3_600_000;
/** How often each source may be asked for its list. HHS builds its export anew for everybody who asks. */
const READ_EVERY_HOURS: Record<FeedSource, number> = {
  hhs: 24,
  wa: 12,
  ca: 12,
  sec: 6,
  hibp: 6,
  cisa: 24,
  rss: 6,
  sandbox: 6,
};
const READ_AGAIN_MS = HOUR_MS / 2;
/** A source that asks for more patience than this is asked all the same: it may have meant something else. */
const LONGEST_ASKED_MS = 7 * 24 * HOUR_MS;

/** The feeds that are read by themselves, by source. */
export abstract class ScheduledFeeds {
  /** Those over the network that this installation is to read. */
  abstract readonly live: readonly FeedSource[];
  abstract find(source: string): BreachFeed | undefined;
}

/** Reads a feed when it is due, and says where it could not: "could not ask" never reads "no breach". */
@Injectable()
export class FeedService {
  constructor(
    private readonly feeds: ScheduledFeeds,
    private readonly breaches: BreachService,
    private readonly store: BreachStore,
    private readonly clock: Clock,
  ) {}

  /** Makes the feeds due that this installation reads; may be called at every start. */
  async schedule(): Promise<void> {
    await this.store.schedule(this.feeds.live, this.clock.now());
  }

  async read(given: string): Promise<void> {
    const feed = this.feeds.find(given);
    if (!feed) throw new OutsideError(`the feed ${given} is not read by itself in this installation`, true);
    const { source } = feed;
    const askedMs = await this.poll(source, feed);
    const now = this.clock.now();
    const since = await this.store.troubleSince(source);
    const pause = pauseMs(source, since === null ? null : now.getTime() - since.getTime());
    const next = now.getTime() + Math.max(pause, Math.min(askedMs, LONGEST_ASKED_MS));
    await this.store.readAgainAt(source, new Date(next));
  }

  /** How long the source asked to be left alone, in ms; 0 where it did not. */
  private async poll(source: FeedSource, feed: BreachFeed): Promise<number> {
    try {
      const { files } = await feed.poll();
      await this.breaches.ingest(source, files);
      return 0;
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      await this.store.reportProblem(source, troubleOf(error), this.clock.now());
      return error instanceof HttpError ? (error.retryAfterMs ?? 0) : 0;
    }
  }
}

function troubleOf(error: OutsideError): Trouble {
  if (!(error instanceof HttpError)) return { words: error.message, said: error.said };
  const { code, host, message } = error;
  // ICU has no hyphen in the names of a choice.
  const values = { code: code.replaceAll('-', '_'), host };
  return { words: message, said: { id: 'feeds.fault.http', values } };
}

/**
 * Until a feed is read again. A feed in trouble is asked sooner than the others, but less and less often, so that a
 * source that is down for long is not asked more than one that is well.
 * @param troubledMs for how long it could not be read; null while it can
 */
function pauseMs(source: FeedSource, troubledMs: number | null): number {
  const usual = READ_EVERY_HOURS[source] * HOUR_MS;
  return troubledMs === null ? usual : Math.min(usual, Math.max(READ_AGAIN_MS, troubledMs));
}
