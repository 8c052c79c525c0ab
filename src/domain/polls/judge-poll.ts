import type { FeedView, PollRow } from './poll-row.js';

/** Of all records, how many may be unreadable, or hold an unreadable cell, before the columns count as broken. */
const MOST_UNREADABLE = 0.05;
/** So many are borne however short the list: nine reports of the SEC are a list, and one of them may be damaged. */
const FEW_UNREADABLE = 2;
/**
 * How much of a list may be missing since the last accepted poll. HHS takes back single rows, and few in a year; a
 * tenth of a list at once is a half-sent file.
 */
const MOST_LOST = 0.1;
/** So many missing rows are borne however short the list, as long as it is not empty. */
const FEW_ROWS = 5;

/** What one poll held, in numbers. */
export interface PollCounts {
  /** Rows of a feed that is one list. */
  list: number;
  underInvestigation: number;
  archive: number;
  /** Records that could not be read as a filing. */
  rejected: number;
  /** Cells that could not be read in records that could. */
  blanked: number;
}

/** What is wrong with a poll, with its figures; and in English words. */
export interface PollFault {
  code: 'unreadable-rows' | 'unreadable-cells' | 'list-empty' | 'fewer-rows';
  values: Record<string, string | number>;
  words: string;
}

/** `why` is whole sentences; where something was known before, they say that it is kept. */
export type PollVerdict = { accepted: true } | { accepted: false; why: string; fault: PollFault };

const NOT_TAKEN = 'The poll was not taken over.';
const KEPT = 'The poll was not taken over, and everything known from the polls before it is kept.';

/** Counts a poll for `judgePoll`, and for keeping beside an accepted one. */
export function countPoll(poll: {
  rows: readonly Pick<PollRow, 'view'>[];
  rejected: readonly unknown[];
  blanked: readonly unknown[];
}): PollCounts {
  const of = (view: FeedView): number => poll.rows.filter((row) => row.view === view).length;
  return {
    list: of('list'),
    underInvestigation: of('under-investigation'),
    archive: of('archive'),
    rejected: poll.rejected.length,
    blanked: poll.blanked.length,
  };
}

/**
 * Decides whether a poll may be compared with the one before it. `previous` are the counts of the last accepted
 * poll, null at the first. Rows that left the investigation view are no loss where the archive grew by as many.
 */
export function judgePoll(previous: PollCounts | null, current: PollCounts): PollVerdict {
  const fault =
    brokenColumns(current) ?? nothingThere(current) ?? (previous && tooFewRows(previous, current));
  if (!fault) return { accepted: true };
  return { accepted: false, why: `${fault.words} ${previous ? KEPT : NOT_TAKEN}`, fault };
}

function rowsOf({ list, underInvestigation, archive }: PollCounts): number {
  return list + underInvestigation + archive;
}

function brokenColumns(counts: PollCounts): PollFault | null {
  const { rejected, blanked } = counts;
  const read = rowsOf(counts);
  const records = read + rejected;
  if (rejected > Math.max(records * MOST_UNREADABLE, FEW_UNREADABLE)) {
    const words = `${rejected} of ${records} records could not be read: the columns of the list seem to have changed.`;
    return { code: 'unreadable-rows', values: { rejected, records }, words };
  }
  if (blanked > Math.max(read * MOST_UNREADABLE, FEW_UNREADABLE)) {
    const words = `${blanked} cells in ${read} rows could not be read: the way the list is written seems to have changed.`;
    return { code: 'unreadable-cells', values: { blanked, rows: read }, words };
  }
  return null;
}

function nothingThere(counts: PollCounts): PollFault | null {
  if (rowsOf(counts) > 0) return null;
  return { code: 'list-empty', values: {}, words: 'The list holds no rows at all.' };
}

function tooFewRows(previous: PollCounts, current: PollCounts): PollFault | null {
  const arrived = Math.max(0, current.archive - previous.archive);
  return (
    shrunken('list', previous.list, current.list) ??
    shrunken('archive', previous.archive, current.archive) ??
    shrunken(
      'list of cases under investigation',
      previous.underInvestigation,
      current.underInvestigation,
      arrived,
    )
  );
}

function shrunken(list: string, before: number, now: number, movedOn = 0): PollFault | null {
  const lost = before - now - movedOn;
  const bearable = now === 0 ? 0 : Math.max(before * MOST_LOST, FEW_ROWS);
  if (lost <= bearable) return null;
  const words = `The ${list} has ${now} rows where the last poll had ${before}.`;
  return { code: 'fewer-rows', values: { now, before }, words };
}
