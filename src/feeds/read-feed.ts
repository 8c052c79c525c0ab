import { FEED_SOURCES, type FeedSource } from '../domain/filing.js';
import { InputError } from '../lib/errors.js';
import type { FeedReader, FeedReading, NamedBytes } from './feed-reading.js';
import { readCaFiles } from './ca/read-ca-files.js';
import { readHhsFiles } from './hhs/read-hhs-files.js';
import { readWaFiles } from './wa/read-wa-files.js';

const READERS: Partial<Record<FeedSource, FeedReader>> = {
  hhs: readHhsFiles,
  wa: readWaFiles,
  ca: readCaFiles,
  sandbox: (files, now) => asSource('sandbox', readHhsFiles(files, now)),
};

/** The sources of files that somebody publishes. */
export const PUBLISHED_SOURCES = FEED_SOURCES.filter((source) => source !== 'sandbox' && source in READERS);

/** Reads files in the form of their source; see FeedReader for what it throws. */
export function readFeed(source: FeedSource, files: readonly NamedBytes[], now: Date): FeedReading {
  const read = READERS[source];
  if (!read) throw new InputError(`the source ${source} cannot be read`);
  return read(files, now);
}

function asSource(source: FeedSource, reading: FeedReading): FeedReading {
  return { ...reading, rows: reading.rows.map((row) => ({ ...row, filing: { ...row.filing, source } })) };
}
