import type { FeedSource } from '../domain/filing.js';
import { BreachFeed, type FeedFile, type FeedPoll } from './breach-feed.js';
import { checked, type FeedGround, fetchedFile } from './fetched-file.js';
import { readFeed } from './read-feed.js';

/** A feed whose every file can be had by a plain GET at an address that stays. */
export class FilesFeed extends BreachFeed {
  constructor(
    readonly source: FeedSource,
    private readonly urls: readonly string[],
    private readonly ground: FeedGround,
  ) {
    super();
  }

  async poll(): Promise<FeedPoll> {
    const files: FeedFile[] = [];
    // One after the other: sources are to be asked gently.
    for (const url of this.urls) files.push(await this.fetch(url));
    return { source: this.source, files };
  }

  private async fetch(url: string): Promise<FeedFile> {
    const file = await fetchedFile(url, this.ground);
    checked(() => readFeed(this.source, [file], file.readAt));
    return file;
  }
}
