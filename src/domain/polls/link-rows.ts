import { nameLikeness } from './like-name.js';
import { CELL, cellNamed, cellOf, folded, type LinkedRows, type PollRow } from './poll-row.js';

/**
 * One way in which two rows may be the same filing: they have the same key. Null: the row takes no part.
 * Where several rows share a key, `pair` says which belong together.
 */
interface Pass {
  key: (row: PollRow) => string | null;
  pair: (before: PollRow[], after: PollRow[]) => LinkedRows[];
}

type Column = keyof typeof CELL;
const BUT_NAME_AND_STATE: Column[] = [
  'entityType',
  'affected',
  'submitted',
  'type',
  'location',
  'businessAssociate',
];
const BUT_NAME: Column[] = ['state', ...BUT_NAME_AND_STATE];
const BUT_DESCRIPTION: Column[] = ['name', ...BUT_NAME];

/**
 * From the surest to the least sure; a row linked by one pass is out of the next. HHS gives no id, so this order is
 * what identity means here: a row stays itself while name, state and day stay, and a renamed row is known by all the
 * rest, or by a head count that no other row of the day has.
 */
const PASSES: Pass[] = [
  { key: asPublished, pair: inOrder },
  { key: inView(...BUT_DESCRIPTION), pair: inOrder },
  { key: inBoth(...BUT_DESCRIPTION), pair: inOrder },
  // Edited; several filings of one name and day differ in count before they differ in anything else.
  { key: inView('name', 'state', 'submitted', 'affected'), pair: inOrder },
  { key: inBoth('name', 'state', 'submitted', 'affected'), pair: inOrder },
  { key: inView('name', 'state', 'submitted', 'type', 'location'), pair: inOrder },
  { key: inView('name', 'state', 'submitted'), pair: inOrder },
  { key: inBoth('name', 'state', 'submitted'), pair: inOrder },
  { key: inBoth('name', 'submitted'), pair: inOrder },
  { key: counted(inBoth('name', 'state', 'affected', 'type', 'location')), pair: inOrder },
  // Renamed; a vendor's row may be given to its client, in another state and with no word in common.
  { key: dated(inBoth(...BUT_NAME)), pair: likestFirst(0) },
  { key: dated(counted(inBoth('state', 'affected', 'submitted'))), pair: likestFirst(0) },
  { key: dated(counted(inBoth('affected', 'submitted'))), pair: onlyOne },
  { key: dated(inBoth(...BUT_NAME_AND_STATE)), pair: onlyOne },
  { key: dated(inBoth('state', 'submitted')), pair: likestFirst(0.6) },
];

/**
 * For a feed that is one list: the id that the source gives, where it gives one; else name and day. A row that was
 * renamed and has no id is known by everything else, if its name stayed alike.
 */
const LIST_PASSES: Pass[] = [
  { key: asPublished, pair: inOrder },
  { key: ({ filing }) => filing.nativeId, pair: inOrder },
  { key: withoutId(({ filing }) => [filing.name, filing.submitted, filing.breachStart]), pair: inOrder },
  { key: withoutId(({ filing }) => [filing.name, filing.submitted]), pair: inOrder },
  { key: withoutId(({ filing }) => [filing.name, filing.breachStart ?? 'none', 'breach']), pair: onlyOne },
  { key: withoutId(({ filing }) => [filing.submitted, filing.breachStart]), pair: likestFirst(0.6) },
];

/**
 * Finds for each row of one poll the row of the next poll of that feed that is the same filing. Every row is in at most one link;
 * the rows left over have gone or are new. Time grows with the number of rows, except among renamed rows of one state
 * and one day.
 */
export function linkRows(previous: readonly PollRow[], current: readonly PollRow[]): LinkedRows[] {
  const links: LinkedRows[] = [];
  let before = [...previous];
  let after = [...current];
  const isList = current[0]?.view === 'list';
  for (const pass of isList ? LIST_PASSES : PASSES) {
    const found = linksOf(pass, before, after);
    if (found.length === 0) continue;
    const linked = new Set(found.flatMap((link) => [link.before, link.after]));
    before = before.filter((row) => !linked.has(row));
    after = after.filter((row) => !linked.has(row));
    links.push(...found);
  }
  return links;
}

function linksOf(pass: Pass, before: PollRow[], after: PollRow[]): LinkedRows[] {
  const candidates = groupedBy(pass.key, after);
  const links: LinkedRows[] = [];
  for (const [key, rows] of groupedBy(pass.key, before))
    links.push(...pass.pair(rows, candidates.get(key) ?? []));
  return links;
}

function groupedBy(key: Pass['key'], rows: PollRow[]): Map<string, PollRow[]> {
  const groups = new Map<string, PollRow[]>();
  for (const row of rows) {
    const value = key(row);
    if (value === null) continue;
    const group = groups.get(value);
    if (group) group.push(row);
    else groups.set(value, [row]);
  }
  return groups;
}

function asPublished(row: PollRow): string {
  return [row.view, ...row.cells].join('\u0000');
}

function inView(...columns: Column[]): (row: PollRow) => string {
  const key = inBoth(...columns);
  return (row) => `${row.view}\u0000${key(row)}`;
}

/** The same cells in either view: the rows of a case that was closed in between. */
function inBoth(...columns: Column[]): (row: PollRow) => string {
  return (row) => columns.map((column) => folded(cellOf(row, CELL[column]))).join('\u0000');
}

/** A key of what the filing says, for rows to which the source gives no id. */
function withoutId(parts: (row: PollRow) => (string | null)[]): Pass['key'] {
  return (row) =>
    row.filing.nativeId === null
      ? parts(row)
          .map((part) => folded(part ?? ''))
          .join('\u0000')
      : null;
}

/** Only rows with a known head count: hundreds of rows say 500, 501 or nothing, which tells none of them apart. */
function counted(key: Pass['key']): Pass['key'] {
  return (row) => (row.filing.affected === null || row.filing.affectedIsPlaceholder ? null : key(row));
}

/** Only rows with a date: without it, too little is left to know a renamed row by. */
function dated(key: Pass['key']): Pass['key'] {
  return (row) => (row.filing.submitted === null ? null : key(row));
}

/** First with first: HHS keeps the order of the rows of one day from poll to poll. */
function inOrder(before: PollRow[], after: PollRow[]): LinkedRows[] {
  const links: LinkedRows[] = [];
  for (const [index, row] of before.entries()) {
    const other = after[index];
    if (other) links.push({ before: row, after: other });
  }
  return links;
}

/** The pairs with the most alike names first, then in order; none below `least`. For renamed rows. */
function likestFirst(least: number): Pass['pair'] {
  return (before, after) => {
    const pairs = before.flatMap((row) =>
      after.filter((other) => mayBeRenamed(row, other)).map((other) => likened(row, other)),
    );
    pairs.sort((one, other) => other.likeness - one.likeness);
    const taken = new Set<PollRow>();
    const links: LinkedRows[] = [];
    for (const { before: row, after: other, likeness } of pairs) {
      if (likeness < least || taken.has(row) || taken.has(other)) continue;
      taken.add(row).add(other);
      links.push({ before: row, after: other });
    }
    return links;
  };
}

function likened(before: PollRow, after: PollRow): LinkedRows & { likeness: number } {
  return { before, after, likeness: nameLikeness(cellNamed(before, 'name'), cellNamed(after, 'name')) };
}

/** Only where there is nothing to choose. */
function onlyOne(before: PollRow[], after: PollRow[]): LinkedRows[] {
  const [row, secondRow] = before;
  const [other, secondOther] = after;
  if (!row || !other || secondRow || secondOther || !mayBeRenamed(row, other)) return [];
  return [{ before: row, after: other }];
}

/** A closed case is not opened again under another name; that is one row gone and another new. */
function mayBeRenamed(before: PollRow, after: PollRow): boolean {
  return !(before.view === 'archive' && after.view === 'under-investigation');
}
