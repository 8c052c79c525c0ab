import { CsvError, parse } from 'csv-parse/sync';
import { BreachFeed, type FeedFile, type FeedPoll } from '../breach-feed.js';
import { checked, type FeedGround, fetchedFile } from '../fetched-file.js';
import { decodeText } from '../text/decode-text.js';
import { isChangeList, readCisaFiles } from './read-cisa-files.js';
import { notOfFeed } from '../text/fault.js';

/** Where CISA publishes its advisories on control systems and devices, with the list of their changes. */
export const CISA_ADVISORIES = 'https://raw.githubusercontent.com/cisagov/CSAF/develop/csaf_files/OT/white/';

const LIST = "CISA's list of changes";
/** The medical advisories; the list begins their paths as it likes. */
const MEDICAL = /(?:^|\/)(\d{4}\/icsma-[\w-]{1,40}\.json)$/;

/** The files of the last poll that was taken over; none before the first. */
export type LastFiles = () => Promise<FeedFile[]>;

/**
 * CISA's advisories on medical devices. Of those that the list of changes (CSAF 2.0, section 7.1.13) tells of, only the ones are
 * fetched that changed since the last poll; the rest are its files, so that a poll is whole and a quiet day costs one request.
 */
export class CisaFeed extends BreachFeed {
  readonly source = 'cisa';

  /** @param base the folder in which `changes.csv` stands, ending with a slash */
  constructor(
    private readonly base: string,
    private readonly ground: FeedGround,
    private readonly lastFiles: LastFiles,
  ) {
    super();
  }

  async poll(): Promise<FeedPoll> {
    const list = await fetchedFile(new URL('changes.csv', this.base).href, this.ground);
    const changes = checked(() => changesIn(list));
    const last = await this.lastFiles();
    const lastList = last.find(({ name }) => isChangeList(name));
    const before = lastList ? changesIn(lastList) : new Map<string, string>();
    const kept = new Map(last.map((file) => [file.name, file]));
    const files: FeedFile[] = [list];
    for (const [path, time] of changes) {
      const url = new URL(path, this.base);
      const known = before.get(path) === time ? kept.get(url.host + url.pathname) : undefined;
      files.push(known ?? (await this.fetch(url.href)));
    }
    return { source: this.source, files };
  }

  private async fetch(url: string): Promise<FeedFile> {
    const file = await fetchedFile(url, this.ground);
    checked(() => readCisaFiles([file], file.readAt));
    return file;
  }
}

/** The time of the last change of each medical advisory, by its path under the folder of the list. */
function changesIn({ name, bytes }: FeedFile): Map<string, string> {
  const changes = new Map<string, string>();
  for (const [file = '', time = ''] of recordsIn(name, bytes)) {
    const path = MEDICAL.exec(file)?.[1];
    if (path) changes.set(path, time);
  }
  if (changes.size === 0)
    throw notOfFeed(name, LIST, { id: 'no-advisory', words: 'it names no medical advisory' });
  return changes;
}

function recordsIn(name: string, bytes: Uint8Array): string[][] {
  try {
    return parse(decodeText(bytes), { relax_column_count: true, relax_quotes: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw notOfFeed(name, LIST, { id: 'no-csv', words: 'it is no CSV' }, error);
  }
}
