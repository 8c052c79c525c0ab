import { UNREAD_FEED_DAYS } from '../domain/notification.js';
import type { FeedSource } from '../domain/filing.js';
import type { FeedState } from '../store/pages/feeds.reader.js';
import type { FeedProblem, FeedView, UploadView } from './views/operator.js';
import { momentWords, type Reader } from './words/times.js';
import { webLink } from './words/web-link.js';

const STALE_AFTER_MS = UNREAD_FEED_DAYS * 86_400_000;

const SOURCES: Record<FeedSource, { name: string; page: string | null }> = {
  hhs: {
    name: 'HHS breach portal, both lists',
    page: 'https://ocrportal.hhs.gov/ocr/breach/breach_report.jsf',
  },
  wa: {
    name: 'Washington State Attorney General',
    page: 'https://www.atg.wa.gov/data-breach-notifications',
  },
  ca: { name: 'California Attorney General', page: 'https://oag.ca.gov/privacy/databreach/list' },
  sec: {
    name: 'SEC, reports of listed companies (8-K, Item 1.05)',
    page: 'https://efts.sec.gov/LATEST/search-index',
  },
  hibp: { name: 'Have I Been Pwned', page: 'https://haveibeenpwned.com/PwnedWebsites' },
  cisa: {
    name: 'CISA medical advisories, for staff',
    page: 'https://www.cisa.gov/news-events/cybersecurity-advisories',
  },
  rss: { name: 'Press feed, for staff', page: null },
  sandbox: { name: 'Breach list of the sandbox', page: null },
};

export function sourceName(source: FeedSource): string {
  return SOURCES[source].name;
}

/** One feed with its trouble; silence for two days is trouble as well. */
export function feedView(feed: FeedState, reader: Reader): FeedView {
  const { name, page } = SOURCES[feed.source];
  return {
    name,
    source: webLink(page),
    rows: feed.rows,
    readAt: feed.readAt && momentWords(feed.readAt, reader),
    problem: problemOf(feed, reader),
  };
}

/** What the last upload of a feed came to, from what it left in the database. */
export function uploadView(feed: FeedState, added: number): UploadView {
  return feed.problem === null
    ? { state: 'read', rows: feed.rows, added }
    : { state: 'refused', why: feed.problem, kept: feed.readAt !== null };
}

function problemOf({ problem, problemSince, readAt }: FeedState, reader: Reader): FeedView['problem'] {
  if (problem !== null && problemSince !== null)
    return { kind: kindOf(problem), since: momentWords(problemSince, reader), why: problem };
  if (readAt === null || reader.now.getTime() - readAt.getTime() < STALE_AFTER_MS) return null;
  return {
    kind: 'stale',
    since: momentWords(readAt, reader),
    why: 'A breach reported since then is not known here.',
  };
}

/** A feed keeps its trouble as a sentence of ours: of `judgePoll`, of the reader of the files, or of the HTTP layer. */
function kindOf(problem: string): FeedProblem {
  if (/rows where the last poll had|holds no rows at all/.test(problem)) return 'shrunken';
  return /could not be read:|Nothing was taken from it/.test(problem) ? 'junk' : 'unreachable';
}
