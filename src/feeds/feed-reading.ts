import type { RejectedRow } from '../domain/filing.js';
import type { FeedView, PollRow } from '../domain/poll.js';

/** What the files of one poll hold. Every record of the source is in `rows` or in `rejected`. */
export interface FeedReading {
  rows: PollRow[];
  /** `line` is the line of the file on which the record starts, where it has lines; the reason names file and record. */
  rejected: RejectedRow[];
  /** Cells that could not be read in rows that could; null in the filing. */
  blanked: (UnreadableCell & { file: string; record: number })[];
}

/** A cell that is not what its column holds. */
export interface UnreadableCell {
  column: string;
  text: string;
}

/** A file of a feed by the name its rows carry. */
export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
}

/**
 * Says whether a row stands in the poll before this one just as it is published now; each of several rows alike is asked
 * for by itself.
 */
export type KnownRow = (view: FeedView, cells: readonly string[]) => boolean;

/**
 * Reads all files of one poll. `now` is the time of reading: what is dated later has no date. Throws FeedFormatError,
 * naming the file, for one that is not of the feed's form at all; then nothing of the others is returned either, since
 * half a poll is none. A reader of long lists may leave out rows that are known.
 */
export type FeedReader = (files: readonly NamedBytes[], now: Date, isKnown?: KnownRow) => FeedReading;
