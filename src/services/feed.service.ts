import { Injectable } from '@nestjs/common';
import type { FeedSource } from '../domain/filing.js';
import { BreachFeed } from '../feeds/breach-feed.js';
import { Clock } from '../lib/clock.js';
import { OutsideError } from '../lib/errors.js';
import { BreachStore } from '../store/breach.store.js';
import { BreachService } from './breach.service.js';

const HOUR_MS = 3_600_000;
/** Feeds change at most daily; a feed that could not be read is asked again sooner. */
const READ_EVERY_MS = 6 * HOUR_MS;
const READ_AGAIN_MS = HOUR_MS / 2;

/** The feeds that are read by themselves, by source. */
export abstract class ScheduledFeeds {
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

  async read(source: string): Promise<void> {
    const feed = this.feeds.find(source);
    if (!feed) throw new OutsideError(`the feed ${source} is not read by itself in this installation`, true);
    const taken = await this.poll(source as FeedSource, feed);
    const pause = taken ? READ_EVERY_MS : READ_AGAIN_MS;
    await this.store.readAgainAt(source as FeedSource, new Date(this.clock.now().getTime() + pause));
  }

  private async poll(source: FeedSource, feed: BreachFeed): Promise<boolean> {
    try {
      const { files } = await feed.poll();
      return (await this.breaches.ingest(source, files)).accepted;
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      await this.store.reportProblem(source, error.message);
      return false;
    }
  }
}
