import type { FeedSource, RejectedRow } from '../domain/filing.js';
import { countPoll, type PollCounts, type PollRow, type PollVerdict } from '../domain/poll.js';
import { type FeedFile, FeedFormatError } from '../feeds/breach-feed.js';
import { readFeed } from '../feeds/read-feed.js';
import { KnownRows, type PublishedRow } from '../store/known-rows.js';
import { makeStorable } from '../store/storable.js';

export const NO_ROWS = { rows: [], rejected: [], blanked: [] };

/** A poll that was read, and what stood in the one before it. */
export interface ReadPoll {
  /** Rows that do not stand in the last poll as they are published now. */
  fresh: PollRow[];
  known: KnownRows;
  counts: PollCounts;
  rejected: RejectedRow[];
}

/** Reads files against the last poll; a string says why they are not in the form of their feed. */
export function readPoll(
  source: FeedSource,
  files: FeedFile[],
  now: Date,
  last: PublishedRow[],
): ReadPoll | string {
  const known = new KnownRows(last);
  try {
    const { rows, rejected, blanked } = readFeed(source, files, now, (view, cells) =>
      known.take(view, cells),
    );
    makeStorable([rows, rejected]);
    const fresh = rows.filter(({ view, cells }) => !known.take(view, cells));
    const counts = countPoll({ rows: [...known.taken, ...fresh], rejected, blanked });
    return { fresh, known, counts, rejected };
  } catch (error) {
    if (error instanceof FeedFormatError) return error.message;
    throw error;
  }
}

/** Why a poll is not taken over; null where it is. */
export function refusal(verdict: PollVerdict): string | null {
  return verdict.accepted ? null : verdict.why;
}
