import type { FeedSource } from '../domain/filing.js';

/** The sources that can be read by themselves, over the network. */
export const LIVE_SOURCES = [
  'hhs',
  'wa',
  'ca',
  'sec',
  'hibp',
  'cisa',
  'rss',
] as const satisfies readonly FeedSource[];
export type LiveSource = (typeof LIVE_SOURCES)[number];
