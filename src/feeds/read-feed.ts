import type { FeedSource } from '../domain/filing.js';
import { readCaFiles } from './ca/read-ca-files.js';
import type { FeedReader, FeedReading, KnownRow, NamedBytes } from './feed-reading.js';
import { readCisaFiles } from './cisa/read-cisa-files.js';
import { readHhsFiles } from './hhs/read-hhs-files.js';
import { readHibpFiles } from './hibp/read-hibp-files.js';
import { readRssFiles } from './rss/read-rss-files.js';
import { readSecFiles } from './sec/read-sec-files.js';
import { readWaFiles } from './wa/read-wa-files.js';

const READERS: Record<FeedSource, FeedReader> = {
  hhs: readHhsFiles,
  wa: readWaFiles,
  ca: readCaFiles,
  sec: readSecFiles,
  hibp: readHibpFiles,
  cisa: readCisaFiles,
  rss: readRssFiles,
  sandbox: (files, now, isKnown) => asSource('sandbox', readHhsFiles(files, now, isKnown)),
};

export { PUBLISHED_SOURCES } from '../domain/filing.js';

/** Reads files in the form of their source; see FeedReader for what it throws. */
export function readFeed(
  source: FeedSource,
  files: readonly NamedBytes[],
  now: Date,
  isKnown?: KnownRow,
): FeedReading {
  return READERS[source](files, now, isKnown);
}

function asSource(source: FeedSource, reading: FeedReading): FeedReading {
  return { ...reading, rows: reading.rows.map((row) => ({ ...row, filing: { ...row.filing, source } })) };
}
