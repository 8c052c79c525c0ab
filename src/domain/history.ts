import type { Study } from './study.js';

/** A study as one connection knows it: what was last said of it, and when it was seen. */
export interface KnownStudy {
  study: Study;
  /** When a pull first brought it (ISO 8601, UTC). */
  firstSeenAt: string;
  /** How many complete pulls in a row did not bring it. */
  absences: number;
}

/** A study counts as no longer shown when this many complete pulls in a row did not bring it. */
export const ABSENCES_UNTIL_REMOVED = 2;

/** All that is carried from pull to pull of one connection: the snapshot, and what the verdict needs. */
export interface History {
  /** When the first complete pull that could tell of studies was made, or null before it. */
  baselineAt: string | null;
  /** Types read to the end in the last complete pull. */
  readable: string[];
  /** How many pulls in a row answered with no study although the last complete one held some. */
  emptyAnswers: number;
  /** Number of studies in the last complete pull. */
  lastCompleteCount: number;
  /** Names what the last complete pull said; null where the next one must be looked at whatever it says. */
  digest: string | null;
  known: KnownStudy[];
}

export const NO_HISTORY: History = {
  baselineAt: null,
  readable: [],
  emptyAnswers: 0,
  lastCompleteCount: 0,
  digest: null,
  known: [],
};
