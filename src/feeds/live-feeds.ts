import type { FeedSource } from '../domain/filing.js';
import type { GuardedHttp } from '../lib/guarded-http.js';
import type { BreachFeed, FeedFile } from './breach-feed.js';
import { CISA_ADVISORIES, CisaFeed } from './cisa/cisa-feed.js';
import { type AnswerKeeper, conditionalFetch } from './conditional-fetch.js';
import { FilesFeed } from './files-feed.js';
import { HHS_PORTAL, HhsPortalFeed } from './hhs/hhs-portal-feed.js';
import type { LiveSource } from './live-sources.js';
import { SEC_SEARCH, SecFeed } from './sec/sec-feed.js';
import { WA_OPEN_DATA, WaSodaFeed } from './wa/wa-soda-feed.js';

/** The list of California, which comes whole in one CSV file. */
const CA_LIST_EXPORT = 'https://oag.ca.gov/privacy/databreach/list-export';
/** All breaches of Have I Been Pwned, in one answer that needs no key. */
const HIBP_BREACHES = 'https://haveibeenpwned.com/api/v3/breaches';
/** Press that is about breaches, and offers its headlines to everybody; it keeps them for days only. */
const PRESS = ['https://databreaches.net/feed/'];

/** What the last poll of a source that was taken over consisted of. */
export type LastFilesOf = (source: FeedSource) => Promise<FeedFile[]>;

/** The adapters of the sources that are to be read over the network, by source. */
export function liveFeeds(
  sources: readonly LiveSource[],
  http: GuardedHttp,
  keeper: AnswerKeeper,
  lastFiles: LastFilesOf,
  now: () => Date,
): ReadonlyMap<string, BreachFeed> {
  const ground = { fetchBytes: conditionalFetch(http, keeper, now), now };
  const feeds: Record<LiveSource, BreachFeed> = {
    hhs: new HhsPortalFeed(HHS_PORTAL, http, now),
    wa: new WaSodaFeed(WA_OPEN_DATA, ground),
    ca: new FilesFeed('ca', [CA_LIST_EXPORT], ground),
    sec: new SecFeed(SEC_SEARCH, ground),
    hibp: new FilesFeed('hibp', [HIBP_BREACHES], ground),
    cisa: new CisaFeed(CISA_ADVISORIES, ground, () => lastFiles('cisa')),
    rss: new FilesFeed('rss', PRESS, ground),
  };
  return new Map(sources.map((source) => [source, feeds[source]]));
}
