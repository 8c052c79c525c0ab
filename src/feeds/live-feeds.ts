import type { GuardedHttp } from '../lib/guarded-http.js';
import type { BreachFeed } from './breach-feed.js';
import { CA_LIST_EXPORT, CaCsvFeed } from './ca/ca-csv-feed.js';
import { type AnswerKeeper, conditionalFetch } from './conditional-fetch.js';
import { HHS_PORTAL, HhsPortalFeed } from './hhs/hhs-portal-feed.js';
import type { LiveSource } from './live-sources.js';
import { WA_OPEN_DATA, WaSodaFeed } from './wa/wa-soda-feed.js';

/** The adapters of the sources that are to be read over the network, by source. */
export function liveFeeds(
  sources: readonly LiveSource[],
  http: GuardedHttp,
  keeper: AnswerKeeper,
  now: () => Date,
): ReadonlyMap<string, BreachFeed> {
  const ground = { fetchBytes: conditionalFetch(http, keeper, now), now };
  const feeds: Record<LiveSource, BreachFeed> = {
    hhs: new HhsPortalFeed(HHS_PORTAL, http, now),
    wa: new WaSodaFeed(WA_OPEN_DATA, ground),
    ca: new CaCsvFeed(CA_LIST_EXPORT, ground),
  };
  return new Map(sources.map((source) => [source, feeds[source]]));
}
