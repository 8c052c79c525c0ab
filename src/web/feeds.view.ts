import { UNREAD_FEED_DAYS } from '../domain/notification.js';
import type { FeedSource } from '../domain/filing.js';
import type { FeedState } from '../store/pages/feeds.reader.js';
import { localeOf, wordsIn } from '../words/words.js';
import type { FeedProblem, FeedView, FeedWhy, UploadView } from './views/operator.js';
import { momentWords, type Reader } from './words/times.js';
import { webLink } from './words/web-link.js';

const STALE_AFTER_MS = UNREAD_FEED_DAYS * 86_400_000;

/** Where a person finds what a feed reads. */
const PAGES: Record<FeedSource, string | null> = {
  hhs: 'https://ocrportal.hhs.gov/ocr/breach/breach_report.jsf',
  wa: 'https://www.atg.wa.gov/data-breach-notifications',
  ca: 'https://oag.ca.gov/privacy/databreach/list',
  sec: 'https://efts.sec.gov/LATEST/search-index',
  hibp: 'https://haveibeenpwned.com/PwnedWebsites',
  cisa: 'https://www.cisa.gov/news-events/cybersecurity-advisories',
  rss: null,
  sandbox: null,
};

export function sourceName(source: FeedSource, { language }: Reader): string {
  return wordsIn(localeOf(language)).say(`feeds.source.${source}`);
}

/** One feed with its trouble; silence for two days is trouble as well. */
export function feedView(feed: FeedState, reader: Reader): FeedView {
  return {
    name: sourceName(feed.source, reader),
    source: webLink(PAGES[feed.source]),
    rows: feed.rows,
    readAt: feed.readAt && momentWords(feed.readAt, reader),
    problem: problemOf(feed, reader),
  };
}

/** What the last upload of a feed came to, from what it left in the database. */
export function uploadView(feed: FeedState, added: number, reader: Reader): UploadView {
  const { problem, problemSaid, readAt, rows } = feed;
  if (problem === null) return { state: 'read', rows, added };
  return { state: 'refused', why: whyOf(problem, problemSaid, reader), kept: readAt !== null };
}

/** In the reader's language; what was kept without a sentence, in its English words. */
function whyOf(problem: string, said: FeedState['problemSaid'], { language }: Reader): FeedWhy {
  if (said === null) return { words: problem, english: true };
  return { words: wordsIn(localeOf(language)).say(said.id, said.values), english: false };
}

function problemOf(feed: FeedState, reader: Reader): FeedView['problem'] {
  const { problem, problemSaid, problemSince, readAt } = feed;
  if (problem !== null && problemSince !== null)
    return {
      kind: kindOf(problem),
      since: momentWords(problemSince, reader),
      why: whyOf(problem, problemSaid, reader),
    };
  if (readAt === null || reader.now.getTime() - readAt.getTime() < STALE_AFTER_MS) return null;
  return {
    kind: 'stale',
    since: momentWords(readAt, reader),
    why: null,
  };
}

/** A feed keeps its trouble as a sentence of ours: of `judgePoll`, of the reader of the files, or of the HTTP layer. */
function kindOf(problem: string): FeedProblem {
  if (/rows where the last poll had|holds no rows at all/.test(problem)) return 'shrunken';
  return /could not be read:|Nothing was taken from it/.test(problem) ? 'junk' : 'unreachable';
}
