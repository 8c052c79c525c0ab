import type { GuardedHttp } from '../lib/guarded-http.js';
import type { BreachFeed } from './breach-feed.js';
import { CA_LIST_EXPORT, CaCsvFeed } from './ca/ca-csv-feed.js';
import { type AnswerKeeper, conditionalFetch } from './conditional-fetch.js';
import { HHS_PORTAL, HhsPortalFeed } from './hhs/hhs-portal-feed.js';
import type { LiveSource } from './live-sources.js';
import { WA_OPEN_DATA, WaSodaFeed } from './wa/wa-soda-feed.js';

/** The adapter of each source that is read over the network. */
export function liveFeeds(
  http: GuardedHttp,
  keeper: AnswerKeeper,
  now: () => Date,
): Record<LiveSource, BreachFeed> {
  const ground = { fetchBytes: conditionalFetch(http, keeper, now), now };
  return {
    hhs: new HhsPortalFeed(HHS_PORTAL, http, now),
    wa: new WaSodaFeed(WA_OPEN_DATA, ground),
    ca: new CaCsvFeed(CA_LIST_EXPORT, ground),
  };
}
