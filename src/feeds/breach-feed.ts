import type { FeedSource } from '../domain/filing.js';
import { InputError } from '../lib/errors.js';

/** One file of a feed exactly as it was published: what a dispute about "what was known when" goes back to. */
export interface FeedFile {
  /** Where it came from; rows name it as their `file`. */
  name: string;
  bytes: Uint8Array;
  /** Of the bytes, in lower-case hexadecimal. */
  sha256: string;
  readAt: Date;
}

/** One whole reading of one feed. */
export interface FeedPoll {
  source: FeedSource;
  files: FeedFile[];
}

/** Someone outside who publishes breaches. */
export abstract class BreachFeed {
  abstract readonly source: FeedSource;

  /**
   * Reads everything the feed shows today, never only what is new: rows change, move and come late, so that only
   * whole polls can be compared. It either returns every file, each checked to be of the feed's own form, or throws
   * an OutsideError; it never returns half a poll. It stores nothing and may be called again at any time; once a day
   * is enough. That the list is as long as it should be is for `judgePoll` to say.
   */
  abstract poll(): Promise<FeedPoll>;
}

/** A file that is not in the form of its feed, such as a web page in place of the list. Nothing was taken from it. */
export class FeedFormatError extends InputError {
  override name = 'FeedFormatError';
}
