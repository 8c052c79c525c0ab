import { BreachFeed, type FeedPoll } from '../breach-feed.js';
import { checked, type FeedGround, fetchedFile } from '../fetched-file.js';
import { readHibpFiles } from './read-hibp-files.js';

export const HIBP_BREACHES = 'https://haveibeenpwned.com/api/v3/breaches';

/** All breaches of Have I Been Pwned, which come in one answer and need no key. */
export class HibpFeed extends BreachFeed {
  readonly source = 'hibp';

  constructor(
    private readonly url: string,
    private readonly ground: FeedGround,
  ) {
    super();
  }

  async poll(): Promise<FeedPoll> {
    const file = await fetchedFile(this.url, this.ground);
    checked(() => readHibpFiles([file], file.readAt));
    return { source: this.source, files: [file] };
  }
}
