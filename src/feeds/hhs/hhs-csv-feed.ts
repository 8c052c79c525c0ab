import { createHash } from 'node:crypto';
import { OutsideError } from '../../lib/errors.js';
import { BreachFeed, FeedFormatError, type FeedFile, type FeedPoll } from '../breach-feed.js';
import { readHhsFiles } from './read-hhs-files.js';

/** Gets the bytes of an address; throws an OutsideError where it cannot. */
export type FetchBytes = (url: string) => Promise<Uint8Array>;

/** The HHS list where both views can be had as CSV files by a plain GET. */
export class HhsCsvFeed extends BreachFeed {
  readonly source = 'hhs';

  constructor(
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
    const bytes = await this.fetchBytes(url);
    const file = {
      name: nameOf(url),
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      readAt: this.now(),
    };
    try {
      readHhsFiles([file], file.readAt);
    } catch (error) {
      if (!(error instanceof FeedFormatError)) throw error;
      // The portal answers 200 with a page when its form has changed or it is being repaired: ask again later.
      throw new OutsideError(error.message, false, { cause: error });
    }
    return file;
  }
}

/** Host and path: a query may hold a key, and rows carry the name of their file. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return host + pathname;
}
