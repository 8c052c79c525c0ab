import { BreachFeed, type FeedFile, type FeedPoll } from '../breach-feed.js';
import { checked, type FeedGround, fetchedFile } from '../fetched-file.js';
import { readRssFiles } from './read-rss-files.js';

/** Press feeds, as they are now. They keep items for days only: what is gone from them was not taken back. */
export class RssFeed extends BreachFeed {
  readonly source = 'rss';

  constructor(
    private readonly urls: readonly string[],
    private readonly ground: FeedGround,
  ) {
    super();
  }

  async poll(): Promise<FeedPoll> {
    const files: FeedFile[] = [];
    for (const url of this.urls) {
      const file = await fetchedFile(url, this.ground);
      checked(() => readRssFiles([file], file.readAt));
      files.push(file);
    }
    return { source: this.source, files };
  }
}
