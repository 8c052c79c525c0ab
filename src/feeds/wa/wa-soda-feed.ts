import { OutsideError } from '../../lib/errors.js';
import { BreachFeed, type FeedFile, type FeedPoll } from '../breach-feed.js';
import { checked, type FeedGround, fetchedFile } from '../fetched-file.js';
import { decodeText } from '../text/decode-text.js';
import { recordsInJson } from './records-in-json.js';

/** Where the state of Washington offers its data sets. */
export const WA_OPEN_DATA = 'https://data.wa.gov';

/** A row for each breach, and a row for each breach and kind of information. */
const DATA_SETS = ['sb4j-ca4h', 'padd-mby7'];
const ROWS_PER_PAGE = 5_000;
/** A hundred times what there is; a server that never sends a short page must not be asked for ever. */
const MOST_PAGES = 50;

/**
 * The list of Washington as the Socrata API gives it (SODA 2.1, no key needed): page after page, in the order of its
 * own row ids, until one is not full.
 */
export class WaSodaFeed extends BreachFeed {
  readonly source = 'wa';

  /** @param rowsPerPage given by tests */
  constructor(
    private readonly base: string,
    private readonly ground: FeedGround,
    private readonly rowsPerPage = ROWS_PER_PAGE,
  ) {
    super();
  }

  async poll(): Promise<FeedPoll> {
    const files: FeedFile[] = [];
    for (const set of DATA_SETS) files.push(...(await this.pagesOf(set)));
    return { source: this.source, files };
  }

  private async pagesOf(set: string): Promise<FeedFile[]> {
    const pages: FeedFile[] = [];
    while (pages.length < MOST_PAGES) {
      const page = await this.page(set, pages.length);
      if (rowsIn(page) > 0 && page.sha256 === pages.at(-1)?.sha256)
        throw new OutsideError(`${page.name} is the page before it over again; nothing was taken`, false, {
          said: { id: 'feeds.fault.page-again', values: { file: page.name } },
        });
      pages.push(page);
      if (rowsIn(page) < this.rowsPerPage) return pages;
    }
    throw new OutsideError(`the data set ${set} of Washington has no end after ${MOST_PAGES} pages`, false, {
      said: { id: 'feeds.fault.no-end', values: { pages: MOST_PAGES } },
    });
  }

  private page(set: string, index: number): Promise<FeedFile> {
    const url = new URL(`/resource/${set}.json`, this.base);
    url.searchParams.set('$order', ':id');
    url.searchParams.set('$limit', String(this.rowsPerPage));
    url.searchParams.set('$offset', String(index * this.rowsPerPage));
    return fetchedFile(url.href, this.ground, `${url.host}${url.pathname}, page ${index + 1}`);
  }
}

function rowsIn({ name, bytes }: FeedFile): number {
  const { records, rejected } = checked(() => recordsInJson(name, decodeText(bytes)));
  return records.length + rejected.length;
}
