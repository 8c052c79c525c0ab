import type { Filing } from '../../domain/filing.js';
import { namesIn } from '../../domain/names.js';
import { FEED_COLUMNS } from '../../domain/polls/feed-columns.js';
import type { PollRow } from '../../domain/poll.js';
import type { UnreadableCell } from '../feed-reading.js';
import { cellText, type Days, readName, readUsDate } from '../text/read-cell.js';
import type { CaRecord } from './ca-record.js';

/** A filing of California's list, or why it is none. */
export type BreachReading = { row: PollRow; unreadable: UnreadableCell[] } | { rejected: string };

const [, BREACHED = '', REPORTED = ''] = FEED_COLUMNS.ca.columns;
const UNKNOWN = /^(?:n\/?a|unknown)$/i;

/**
 * Reads one row. The list gives neither a count nor a state: whoever told 500 Californians stands in it, wherever it is
 * (Cal. Civ. Code 1798.82(f)), so `state` is null and not CA. Of several dates of a breach the earliest is its start
 * and the latest its end; a single one is its start, and when it ended is not said.
 */
export function readBreach(given: CaRecord, file: string, days: Days): BreachReading {
  const named = readName(given.name);
  if ('rejected' in named) return named;
  const { name } = named;
  const breached = readDates(cellText(given.breached), days);
  const submitted = readUsDate(cellText(given.reported), days);
  const filing: Filing = {
    source: 'ca',
    nativeId: given.nativeId,
    name,
    names: namesIn(name),
    state: null,
    entityType: null,
    affected: null,
    affectedIsPlaceholder: false,
    submitted: submitted ?? null,
    breachStart: breached.dates[0] ?? null,
    breachEnd: breached.dates.slice(1).at(-1) ?? null,
    discovered: null,
    types: [],
    locations: [],
    informationTypes: [],
    businessAssociate: null,
    description: null,
    url: given.url,
    file,
    record: given.record,
  };
  const unreadable: UnreadableCell[] = breached.unreadable.map((text) => ({ column: BREACHED, text }));
  if (submitted === undefined) unreadable.push({ column: REPORTED, text: given.reported });
  const cells = [name, cellText(given.breached), cellText(given.reported)];
  return { row: { view: 'list', cells, filing }, unreadable };
}

/** Each date once, the earliest first. */
function readDates(cell: string, days: Days): { dates: string[]; unreadable: string[] } {
  const dates = new Set<string>();
  const unreadable: string[] = [];
  for (const part of cell.split(/[,;\n]| (?:-|–|to) /).map((text) => text.trim())) {
    const date = UNKNOWN.test(part) ? null : readUsDate(part, days);
    if (date) dates.add(date);
    else if (date === undefined) unreadable.push(part);
  }
  return { dates: [...dates].sort(), unreadable };
}
