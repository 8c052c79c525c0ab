import type { FeedSource } from '../domain/filing.js';
import { STATE_CODES } from '../domain/matching/states.js';
import type { BreachQuery, ListedBreach, PublicBreach } from '../store/pages/breaches.reader.js';
import { PUBLIC_SOURCES, yearsUntil } from './breaches-query.js';
import { affectedOf, REPORTED_TO } from './filed-data.js';
import { filedName, filingView, noName } from './filing-view.js';
import type { BreachesView, BreachView, FeedReadView, ListedBreachView } from './views/breaches.js';
import { BREACH_KINDS, breachKind } from './words/breach-kinds.js';
import { dayOnly, momentWords, type Reader } from './words/times.js';

/** The choices of the form, with what was asked for. */
export function choices(
  query: BreachQuery,
  known: FeedSource[],
  now: Date,
): Pick<BreachesView, 'query' | 'filtered' | 'states' | 'feeds' | 'kinds' | 'years'> {
  const { text, state, source, kind, year } = query;
  return {
    query: text,
    filtered: text !== '' || [state, source, kind, year].some((one) => one !== null),
    states: STATE_CODES.map((code) => ({ code, chosen: code === state })),
    feeds: PUBLIC_SOURCES.filter((one) => known.includes(one)).map((one) => ({
      value: one,
      source: REPORTED_TO[one],
      chosen: one === source,
    })),
    kinds: BREACH_KINDS.map((one) => ({ kind: one, chosen: one === kind })),
    years: yearsUntil(now).map((one) => ({ year: String(one), chosen: one === year })),
  };
}

export function listedView({ id, filing, sources }: ListedBreach, reader: Reader): ListedBreachView {
  return {
    href: `/breaches/${id}`,
    name: filedName(filing, reader),
    state: filing.state,
    kind: breachKind(filing),
    reportedOn: filing.submitted === null ? null : dayOnly(filing.submitted, reader),
    source: REPORTED_TO[filing.source],
    also: sources.filter((source) => source !== filing.source).map((source) => REPORTED_TO[source]),
    affected: affectedOf(filing),
  };
}

/** One breach as its lists have it; its name is the first it was reported under. */
export function breachView(
  { filings, withdrawal }: PublicBreach,
  reader: Reader,
): Pick<BreachView, 'name' | 'filings' | 'withdrawn' | 'attribution'> {
  return {
    name: filings[0] ? filedName(filings[0].filing, reader) : noName(reader),
    filings: filings.map(({ filing, goneAt }) => filingView(filing, goneAt, reader)),
    withdrawn: withdrawal && {
      reason: withdrawal.reason,
      at: momentWords(new Date(withdrawal.at), reader),
    },
    attribution: filings.some(({ filing }) => filing.source === 'hibp'),
  };
}

export function feedReads(
  feeds: { source: FeedSource; readAt: Date | null }[],
  reader: Reader,
): FeedReadView[] {
  return feeds.map(({ source, readAt }) => ({
    source: REPORTED_TO[source],
    readAt: readAt && momentWords(readAt, reader),
  }));
}
