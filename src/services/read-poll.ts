import type { FeedSource, RejectedRow } from '../domain/filing.js';
import { countPoll, judgePoll, type PollCounts, type PollRow } from '../domain/poll.js';
import { type FeedFile, FeedFormatError } from '../feeds/breach-feed.js';
import { readFeed } from '../feeds/read-feed.js';
import type { Sentence } from '../lib/errors.js';
import { KnownRows, type PublishedRow } from '../store/known-rows.js';
import { makeStorable } from '../store/storable.js';

/** Why a poll is not taken over: in English words, and as the sentence that a page says in its reader's language. */
export interface Trouble {
  words: string;
  said: Sentence | null;
}

export const NO_ROWS = { rows: [], rejected: [], blanked: [] };

/** A poll that was read, and what stood in the one before it. */
export interface ReadPoll {
  /** Rows that do not stand in the last poll as they are published now. */
  fresh: PollRow[];
  known: KnownRows;
  counts: PollCounts;
  rejected: RejectedRow[];
}

/** Reads files against the last poll, or says why they are not in the form of their feed. */
export function readPoll(
  source: FeedSource,
  files: FeedFile[],
  now: Date,
  last: PublishedRow[],
): ReadPoll | Trouble {
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
    if (error instanceof FeedFormatError) return { words: error.message, said: error.said };
    throw error;
  }
}

/** Why a poll that was read is not taken over after the one before it; null where it is. */
export function refusal(before: PollCounts | null, counts: PollCounts): Trouble | null {
  const verdict = judgePoll(before, counts);
  if (verdict.accepted) return null;
  const { code, values } = verdict.fault;
  return { words: verdict.why, said: { id: `feeds.fault.${code}`, values } };
}
