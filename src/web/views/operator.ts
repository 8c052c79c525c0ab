import type { TimeView } from '../words/times.js';
import type { WebLink } from '../words/web-link.js';
import type { Shell } from './shell.js';

export type FeedProblem = 'unreachable' | 'junk' | 'shrunken' | 'stale';

/** Why something was not taken; `english` where only the words of the log are kept. */
export interface FeedWhy {
  words: string;
  english: boolean;
}

export interface FeedView {
  /** The source's own name, as "HHS breach portal, under investigation". */
  name: string;
  source: WebLink | null;
  rows: number;
  /** When it was last read in full; null before the first time. */
  readAt: TimeView | null;
  /** `why` is null where the kind says it all. */
  problem: { kind: FeedProblem; since: TimeView; why: FeedWhy | null } | null;
}

/** What an upload brought. */
export type UploadView =
  | { state: 'read'; rows: number; added: number }
  | { state: 'refused'; why: FeedWhy; /** A list was read before. */ kept: boolean };

/** Files as one poll: fields `source`, `list` and, of HHS alone, `archive`, posted as multipart to `uploadAction`. */
export interface FeedsView extends Shell {
  feeds: FeedView[];
  uploadAction: string;
  sources: { source: string; name: string; chosen: boolean }[];
  upload: UploadView | null;
}

/** What only staff read, as its source published it. */
export interface StaffNewsView extends Shell {
  items: {
    title: string;
    /** The feed. */
    from: string;
    on: TimeView | null;
    text: string | null;
    link: WebLink | null;
  }[];
}

/** One rule of the assessment. Counts below five are not told exactly. */
export interface RuleView {
  name: string;
  off: boolean;
  flags: number | 'few';
  answered: number | 'few';
  /** Null where too few answered. */
  knownPercent: number | null;
}

export interface RulesView extends Shell {
  days: number;
  rules: RuleView[];
}

export interface SandboxView extends Shell {
  hospitals: { name: string; base: string; studies: number; patients: { name: string; id: string }[] }[];
  family: { name: string; href: string; places: number }[];
  /** One button each, posted to its own address; `off` where there is nothing to act on, and `whatHappens` says why. */
  deeds: {
    action: string;
    label: string;
    whatHappens: string;
    off: boolean;
    hospital: string;
    person: string | null;
  }[];
  /** The last thing made to happen. `running`: the pull that follows it is under way, or a mail on its way. */
  last: { label: string; at: TimeView; state: 'running' | 'done' | 'failed'; mails: number } | null;
}

/** `detail` is one sentence fit for a reader, such as what a field lacks; or null. */
export interface ErrorView extends Shell {
  detail: string | null;
}

/** `incident` also stands in the log line, so that the operator finds it. */
export interface FaultView extends Shell {
  incident: string;
}
