/** One row of one breach feed about one incident, in the words of the feed but with one shape for all feeds. */
export interface Filing {
  /** The feed it came from. */
  source: FeedSource;
  /** The id the source gives, or null where it gives none (HHS). */
  nativeId: string | null;
  /** The name as filed, outer spaces removed. */
  name: string;
  /** Every name that the row's name holds: the whole, then d/b/a, former and parenthesised parts. */
  names: string[];
  /** Two-letter code of the filer's state, or null. It is the filer's, not the patient's. */
  state: string | null;
  entityType: string | null;
  /** People affected as filed. Of different scope from feed to feed: never compare, never add. */
  affected: number | null;
  /** 500 and 501 stand for "at least 500, not known yet". */
  affectedIsPlaceholder: boolean;
  /** ISO date (YYYY-MM-DD) of the filing; not of the breach. */
  submitted: string | null;
  breachStart: string | null;
  breachEnd: string | null;
  /** ISO date on which the filer learnt of the breach, where the source says so. */
  discovered: string | null;
  types: string[];
  locations: string[];
  /** Kinds of personal information that the source lists as exposed, in its own words. */
  informationTypes: string[];
  businessAssociate: boolean | null;
  description: string | null;
  url: string | null;
  /** Where it was read: the file as named by the caller, and the record in it counted with the header as 1. */
  file: string;
  record: number;
}

export const FEED_SOURCES = ['hhs', 'wa', 'ca', 'sec', 'hibp', 'cisa', 'rss', 'sandbox'] as const;
export type FeedSource = (typeof FEED_SOURCES)[number];

/** The sources of files that somebody publishes: the sandbox's own list is in none. */
export const PUBLISHED_SOURCES = FEED_SOURCES.filter((source) => source !== 'sandbox');

/**
 * Sources that only staff read. An advisory tells of a weakness and a headline of what somebody heard: neither is a
 * report of a breach, so their rows are compared with no organization and told to no patient.
 */
export const STAFF_ONLY_SOURCES: ReadonlySet<string> = new Set<FeedSource>(['cisa', 'rss']);

/** A row that could not be read as a filing: why, and the record it is. */
export interface RejectedRow {
  rejected: string;
  line: number;
}
