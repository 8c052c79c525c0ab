import type { TimeView } from '../words/times.js';
import type { NeedView, Shell, Who } from './shell.js';

/** Something that the service waits for from somebody else. */
export interface WaitingView {
  what: 'copies' | 'correction' | 'disclosures' | 'other' | 'letter';
  href: string;
  who: Who;
  organization: string;
  since: TimeView;
  due: TimeView | null;
}

/** A case with a step that somebody can do. */
export interface OpenCaseView {
  href: string;
  who: Who;
  /** In the reader's language. */
  title: string;
  steps: string;
  locale: string;
}

/** One watched patient. */
export interface WatchedView {
  who: Who;
  href: string;
  places: number;
  /** Null before the first one. */
  lastFullLook: TimeView | null;
  /** Places not read in full, longest first. */
  problems: { organization: string; since: TimeView; href: string }[];
}

export interface HomeView extends Shell {
  /** Somebody invites the reader to see a record. */
  invited: boolean;
  /** Loudest first. */
  needs: NeedView[];
  /** First lists to look through without hurry: they are no needs. */
  reviews: NeedView[];
  /** Small, beside what needs the reader: the newest first. */
  cases: OpenCaseView[];
  waiting: WaitingView[];
  watched: WatchedView[];
  /** What waits for the operator; null for everybody else. */
  operator: {
    patients: number;
    feeds: { name: string; since: TimeView | null; href: string }[];
    /** Since when the daily alert of an invented patient has not arrived; null where it has. */
    canaryLateSince: TimeView | null;
    /** Rules of law past their review, as cited. */
    laws: string[];
  } | null;
}
