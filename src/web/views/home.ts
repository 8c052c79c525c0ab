import type { TimeView } from '../words/times.js';
import type { NeedView, Shell, Who } from './shell.js';

/** Something that the service waits for from somebody else. */
export interface WaitingView {
  what: 'copies' | 'correction' | 'disclosures' | 'letter';
  href: string;
  who: Who;
  organization: string;
  since: TimeView;
  due: TimeView | null;
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
  /** Loudest first. */
  needs: NeedView[];
  /** First lists to look through without hurry: they are no needs. */
  reviews: NeedView[];
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
