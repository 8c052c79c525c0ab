import { FEED_SOURCES, type FeedSource } from '../domain/filing.js';
import { STATE_CODES } from '../domain/matching/states.js';
import type { BreachCursor, BreachQuery } from '../store/pages/breaches.reader.js';
import { BREACH_KINDS } from './words/breach-kinds.js';

const LONGEST_QUERY = 100;
/** The duty to report to HHS began in 2009 (45 CFR 164.408): nothing in the lists is older. */
const FIRST_YEAR = 2009;
const CURSOR = /^(|\d{4}-\d{2}-\d{2})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** What stands in the address of the public page. Whatever cannot be asked for is left out, never refused. */
export type BreachAddress = Record<string, unknown>;

/** Lists for staff can be asked for by nobody. */
export const PUBLIC_SOURCES = FEED_SOURCES.filter((source) => source !== 'cisa' && source !== 'rss');

export function queryIn(address: BreachAddress, now: Date): BreachQuery {
  const text = textOf(address['q']);
  const source = textOf(address['feed']);
  const year = Number(textOf(address['year']));
  return {
    text: text.slice(0, LONGEST_QUERY),
    state: oneOf(STATE_CODES, textOf(address['state'])),
    source: oneOf<FeedSource>(PUBLIC_SOURCES, source),
    kind: oneOf(BREACH_KINDS, textOf(address['kind'])),
    year: yearsUntil(now).includes(year) ? year : null,
  };
}

/** Newest first. */
export function yearsUntil(now: Date): number[] {
  const last = now.getUTCFullYear();
  return Array.from({ length: last - FIRST_YEAR + 1 }, (_, at) => last - at);
}

export function cursorIn(address: BreachAddress): BreachCursor | null {
  const [, day, filingId] = CURSOR.exec(textOf(address['after'])) ?? [];
  return day === undefined || filingId === undefined ? null : { day, filingId };
}

/** The address of a page of what is asked for. */
export function breachesHref(query: BreachQuery, after: BreachCursor | null): string {
  const given = {
    q: query.text,
    state: query.state,
    feed: query.source,
    kind: query.kind,
    year: query.year === null ? null : String(query.year),
    after: after && `${after.day}_${after.filingId}`,
  };
  const set = Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return set.length === 0 ? '/breaches' : `/breaches?${new URLSearchParams(set)}`;
}

function textOf(given: unknown): string {
  return typeof given === 'string' ? given.trim() : '';
}

function oneOf<T extends string>(known: readonly T[], given: string): T | null {
  return known.find((one) => one === given) ?? null;
}
