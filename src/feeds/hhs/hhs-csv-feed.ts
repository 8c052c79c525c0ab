import { BreachFeed, type FeedFile, type FeedPoll } from '../breach-feed.js';
import { checked, type FetchBytes, fetchedFile } from '../fetched-file.js';
import { readHhsFiles } from './read-hhs-files.js';

/** A list in the form of HHS, where both views can be had as CSV files by a plain GET: that of the sandbox, or a mirror. */
export class HhsCsvFeed extends BreachFeed {
  constructor(
    readonly source: 'hhs' | 'sandbox',
    private readonly urls: readonly string[],
    private readonly fetchBytes: FetchBytes,
    private readonly now: () => Date,
  ) {
    super();
  }

  async poll(): Promise<FeedPoll> {
    const files: FeedFile[] = [];
    // One after the other: HHS is to be asked gently.
    for (const url of this.urls) files.push(await this.read(url));
    return { source: this.source, files };
  }

  private async read(url: string): Promise<FeedFile> {
    const file = await fetchedFile(url, { fetchBytes: this.fetchBytes, now: this.now });
    checked(() => readHhsFiles([file], file.readAt));
    return file;
  }
}
