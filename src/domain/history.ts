import type { AllowingConsent } from './consent.js';
import type { Study } from './study.js';

/** A resource about somebody else: counted and named by id, never shown. */
export interface Quarantined {
  type: string;
  id: string | null;
  reason: string;
  /** It names the watched patient, and carries somebody else's name, birth date or number (S07). */
  isMixed: boolean;
}

/** A study as one connection knows it: what was last said of it, and when it was seen. */
export interface KnownStudy {
  study: Study;
  /** When a pull first brought it (ISO 8601, UTC). */
  firstSeenAt: string;
  /** How many complete pulls in a row did not bring it. */
  absences: number;
  /** The source names somebody else as its patient now: it is set aside, and was told. */
  isForeign: boolean;
}

/** Charts of the patient that were joined. */
export interface Joining {
  /** When a pull first told of it (ISO 8601, UTC). */
  at: string;
  /** Those of them that were given up, by id: the other chart's entries may name it for a while. */
  givenUp: string[];
}

/** A study counts as no longer shown when this many complete pulls in a row did not bring it. */
export const ABSENCES_UNTIL_REMOVED = 2;

/** All that is carried from pull to pull of one connection: the snapshot, and what the verdict needs. */
export interface History {
  /** When the first complete pull that could tell of studies was made, or null before it. */
  baselineAt: string | null;
  /** Types read to the end in the last complete pull. */
  readable: string[];
  /** Types that the source refused in the last complete pull. */
  refused: string[];
  /** How many pulls in a row answered with no study although the last complete one held some. */
  emptyAnswers: number;
  /** Number of studies in the last complete pull. */
  lastCompleteCount: number;
  /** Those of them that were told of by ImagingStudy. */
  lastImagedCount: number;
  known: KnownStudy[];
  /** What the last complete pull set aside. */
  quarantined: Quarantined[];
  /** Consents that let scans be used for more than care, as last shown. */
  consents: AllowingConsent[];
  /** The last joining of charts, as long as entries of the other chart may still come; else null. */
  joining: Joining | null;
  /** The name (`digestsOf`) of the last reading, where the same reading again would change nothing; else null. */
  digest: string | null;
  /** `digestsOf` the last reading where it was complete, else empty. */
  digests: Record<string, number>;
}

export const NO_HISTORY: History = {
  baselineAt: null,
  readable: [],
  refused: [],
  emptyAnswers: 0,
  lastCompleteCount: 0,
  lastImagedCount: 0,
  known: [],
  quarantined: [],
  consents: [],
  joining: null,
  digest: null,
  digests: {},
};
