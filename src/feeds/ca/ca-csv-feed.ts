import { BreachFeed, type FeedPoll } from '../breach-feed.js';
import { checked, type FeedGround, fetchedFile } from '../fetched-file.js';
import { readCaFiles } from './read-ca-files.js';

export const CA_LIST_EXPORT = 'https://oag.ca.gov/privacy/databreach/list-export';

/** The list of California, which comes whole in one CSV file. */
export class CaCsvFeed extends BreachFeed {
  readonly source = 'ca';

  constructor(
    private readonly url: string,
    private readonly ground: FeedGround,
  ) {
    super();
  }

  async poll(): Promise<FeedPoll> {
    const file = await fetchedFile(this.url, this.ground);
    checked(() => readCaFiles([file], file.readAt));
    return { source: this.source, files: [file] };
  }
}
