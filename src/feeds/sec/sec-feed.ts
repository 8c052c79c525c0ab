import { BreachFeed, type FeedFile, type FeedPoll } from '../breach-feed.js';
import { checked, type FeedGround, fetchedFile } from '../fetched-file.js';
import { hitsIn, isFullAnswer } from './read-sec-files.js';

export const SEC_SEARCH = 'https://efts.sec.gov/LATEST/search-index';

/** Item 1.05 is reported since 18 December 2023 (88 FR 51896). */
const FIRST_YEAR = 2023;
const DAY_MS = 86_400_000;

/**
 * The search of the SEC's EDGAR for reports of Item 1.05, a year an answer. An answer that may be cut is asked for again
 * in two halves of its time, down to a day. The SEC bears ten requests a second; these go one after the other.
 */
export class SecFeed extends BreachFeed {
  readonly source = 'sec';

  constructor(
    private readonly url: string,
    private readonly ground: FeedGround,
  ) {
    super();
  }

  async poll(): Promise<FeedPoll> {
    const files: FeedFile[] = [];
    const thisYear = this.ground.now().getUTCFullYear();
    for (let year = FIRST_YEAR; year <= thisYear; year += 1)
      files.push(...(await this.search(Date.UTC(year, 0, 1), Date.UTC(year, 11, 31))));
    return { source: this.source, files };
  }

  /** Both days included, in milliseconds since 1970 (UTC). */
  private async search(from: number, to: number): Promise<FeedFile[]> {
    const [start, end] = [dayOf(from), dayOf(to)];
    const query = new URLSearchParams({
      q: '"Item 1.05"',
      forms: '8-K',
      dateRange: 'custom',
      startdt: start,
      enddt: end,
    });
    const { host } = new URL(this.url);
    const file = await fetchedFile(
      `${this.url}?${query.toString()}`,
      this.ground,
      `${host}/${start}-${end}.json`,
    );
    if (from < to && checked(() => isFullAnswer(file))) {
      const middle = from + Math.floor((to - from) / DAY_MS / 2) * DAY_MS;
      return [...(await this.search(from, middle)), ...(await this.search(middle + DAY_MS, to))];
    }
    checked(() => hitsIn(file));
    return [file];
  }
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
