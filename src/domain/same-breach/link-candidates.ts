import { keysOf, slipKeys } from '../matching/keys.js';
import { isTelling, type ReadName } from '../matching/read-name.js';
import { dayOf, gapOf, LONGEST_GAP_DAYS } from './compare-dates.js';
import { namesOf, ownPlanKeys } from './compare-filers.js';
import type { IncidentView } from './incident-view.js';

const DAY_MS = 86_400_000;

/** Filings by what one that belongs to them has in common: a name, a telling part of one, or a day. */
export interface IncidentIndex<T extends IncidentView> {
  byKey: Map<number | string, T[]>;
}

/** Build once for all filings of the other feeds. */
export function indexIncidents<T extends IncidentView>(views: Iterable<T>): IncidentIndex<T> {
  const byKey = new Map<number | string, T[]>();
  for (const view of views) {
    for (const key of new Set([...keysOfView(view), ...ownPlanKeys(view).filed, ...daysOf(view, 0)])) {
      const found = byKey.get(key);
      if (found) found.push(view);
      else byKey.set(key, [view]);
    }
  }
  return { byKey };
}

/**
 * The few filings that `sameBreach` may call the same as this one: none that it would is left out.
 * They come in no particular order, and this very filing is among them if it was indexed.
 */
export function linkCandidates<T extends IncidentView>(view: IncidentView, index: IncidentIndex<T>): T[] {
  const slips = namesOf(view).flatMap(slipKeys);
  const keys = [...keysOfView(view), ...slips, ...ownPlanKeys(view).sought, ...daysOf(view, 2)];
  const found = new Set(keys.flatMap((key) => index.byKey.get(key) ?? []));
  return [...found].filter((other) => {
    const gap = gapOf(view, other);
    return gap !== null && gap <= LONGEST_GAP_DAYS;
  });
}

/** The first and the last day (YYYY-MM-DD) on which a filing may have been filed that is of one incident with any of these. */
export function linkWindow(views: readonly IncidentView[]): { first: string; last: string } | null {
  const days = views.flatMap((view) => daysOf(view, 0)).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { first: shifted(first, -LONGEST_GAP_DAYS), last: shifted(last, LONGEST_GAP_DAYS) };
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** What its names may be found by; one of few words that tell something is found by each of them. */
function keysOfView(view: IncidentView): (number | string)[] {
  return namesOf(view).flatMap((name) => [...keysOf(name), ...fewWords(name)]);
}

function fewWords(name: ReadName): string[] {
  const telling = name.words.filter(isTelling);
  return telling.length <= 2 ? telling.map(({ text }) => `word ${text}`) : [];
}

/** The day, and the days around it. */
function daysOf(view: IncidentView, around: number): string[] {
  const day = dayOf(view);
  const at = day === null ? NaN : Date.parse(day.slice(0, 10));
  if (Number.isNaN(at)) return [];
  const offsets = Array.from({ length: 2 * around + 1 }, (_, offset) => offset - around);
  return offsets.map((offset) => new Date(at + offset * DAY_MS).toISOString().slice(0, 10));
}
