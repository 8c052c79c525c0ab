import { linkRows } from './polls/link-rows.js';
import { FEED_COLUMNS } from './polls/feed-columns.js';
import { cellNamed, cellOf, type LinkedRows, type PollRow, squeezed } from './polls/poll-row.js';

export { type FeedView, POLL_COLUMNS, type PollRow } from './polls/poll-row.js';
export {
  countPoll,
  judgePoll,
  type PollCounts,
  type PollFault,
  type PollVerdict,
} from './polls/judge-poll.js';

/** What happened to one filing between two polls. */
export interface PollEvent {
  /**
   * `new`; `new-backdated`: new, but dated on or before the newest row of the previous poll; `gone`; or what
   * happened to a row that stayed: `moved-to-archive`, `renamed`, `edited`, `description`, joined by `+` in this order.
   */
  kind: string;
  before: PollRow | null;
  after: PollRow | null;
  /**
   * The cells that differ, before and after, by the name of their column. Never the description: the kind says
   * that it changed, and its text is in the rows.
   */
  changed: Record<string, [string, string]>;
}

/**
 * Compares two whole polls of one feed, each of all its views, and tells what happened between them: first to the rows of the
 * previous poll, in their order, then the new rows in theirs. Rows that did not change are not told of.
 * Both polls must be whole (see `judgePoll`): a row missing from a half-read list would be told as gone.
 * Rows that stand in both as published may be left out of both, if `newest`, the newest day (YYYY-MM-DD) on which a row
 * of the previous poll was submitted, is then said.
 */
export function comparePolls(
  previous: readonly PollRow[],
  current: readonly PollRow[],
  newest = newestDate(previous),
): PollEvent[] {
  const links = linkRows(previous, current);
  const linkOf = new Map(links.map((link) => [link.before, link]));
  const known = new Set(links.map((link) => link.after));
  const events: PollEvent[] = [];
  for (const row of previous) {
    const link = linkOf.get(row);
    const event = link ? eventOf(link) : { kind: 'gone', before: row, after: null, changed: {} };
    if (event) events.push(event);
  }
  for (const row of current) {
    if (!known.has(row)) events.push({ kind: kindOfNew(row, newest), before: null, after: row, changed: {} });
  }
  return events;
}

function newestDate(rows: readonly PollRow[]): string {
  let newest = '';
  for (const { filing } of rows)
    if (filing.submitted !== null && filing.submitted > newest) newest = filing.submitted;
  return newest;
}

function kindOfNew(row: PollRow, newest: string): string {
  const { submitted } = row.filing;
  return submitted !== null && submitted <= newest ? 'new-backdated' : 'new';
}

function eventOf({ before, after }: LinkedRows): PollEvent | null {
  const changed = changedCells(before, after);
  const moved = before.view === 'under-investigation' && after.view === 'archive';
  const renamed = isRenamed(cellNamed(before, 'name'), cellNamed(after, 'name'));
  const kinds = [
    moved && 'moved-to-archive',
    renamed && 'renamed',
    Object.keys(changed).length > (renamed ? 1 : 0) && 'edited',
    // The text is written when a case is closed, so a move nearly always brings one.
    !moved && descriptionChanged(before, after) && 'description',
  ].filter((kind) => kind !== false);
  return kinds.length === 0 ? null : { kind: kinds.join('+'), before, after, changed };
}

/** Names as published; elsewhere white space is no difference. */
function changedCells(before: PollRow, after: PollRow): Record<string, [string, string]> {
  const changed: Record<string, [string, string]> = {};
  const { columns, name, description } = FEED_COLUMNS[after.filing.source];
  for (const [position, column] of columns.entries()) {
    if (position === description) continue;
    const old = cellOf(before, position);
    const now = cellOf(after, position);
    const same = position === name ? old === now : squeezed(old) === squeezed(now);
    if (!same) changed[column] = [old, now];
  }
  return changed;
}

function isRenamed(old: string, now: string): boolean {
  return old.trim().toLowerCase() !== now.trim().toLowerCase();
}

function descriptionChanged(before: PollRow, after: PollRow): boolean {
  return squeezed(cellNamed(before, 'description')) !== squeezed(cellNamed(after, 'description'));
}
