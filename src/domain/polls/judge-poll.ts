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

/** `why` is a whole sentence for the operator; where something was known before, it says that it is kept. */
export type PollVerdict = { accepted: true } | { accepted: false; why: string };

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
  const why = brokenColumns(current) ?? nothingThere(current) ?? (previous && tooFewRows(previous, current));
  return why ? { accepted: false, why: `${why} ${previous ? KEPT : NOT_TAKEN}` } : { accepted: true };
}

function rowsOf({ list, underInvestigation, archive }: PollCounts): number {
  return list + underInvestigation + archive;
}

function brokenColumns(counts: PollCounts): string | null {
  const { rejected, blanked } = counts;
  const read = rowsOf(counts);
  const records = read + rejected;
  if (rejected > Math.max(records * MOST_UNREADABLE, FEW_UNREADABLE)) {
    return `${rejected} of ${records} records could not be read: the columns of the list seem to have changed.`;
  }
  if (blanked > Math.max(read * MOST_UNREADABLE, FEW_UNREADABLE)) {
    return `${blanked} cells in ${read} rows could not be read: the way the list is written seems to have changed.`;
  }
  return null;
}

function nothingThere(counts: PollCounts): string | null {
  return rowsOf(counts) === 0 ? 'The list holds no rows at all.' : null;
}

function tooFewRows(previous: PollCounts, current: PollCounts): string | null {
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

function shrunken(list: string, before: number, now: number, movedOn = 0): string | null {
  const lost = before - now - movedOn;
  const bearable = now === 0 ? 0 : Math.max(before * MOST_LOST, FEW_ROWS);
  return lost > bearable ? `The ${list} has ${now} rows where the last poll had ${before}.` : null;
}
