import type { Level } from '../../domain/level.js';
import type { TimeView } from '../words/times.js';

/** Who is signed in, for the head of the page. */
export interface Viewer {
  name: string;
  /** Messages in the inbox that were not opened. */
  unread: number;
  operator: boolean;
  /** Whether they read the summaries of an office. */
  officer: boolean;
  /** Whether /mailbox exists (embedded mode). */
  mailbox: boolean;
  /** The time zone that times are told in, as people name it: "New York". */
  zone: string;
  /** Whether /sandbox exists. */
  sandbox: boolean;
}

/**
 * What every page carries. Fields that may be absent are null, never left out: templates are strict.
 * Every href and action is an address within this service, made by the controller.
 */
export interface Shell {
  lang: string;
  /** Goes into the hidden field `_csrf` of every form. */
  csrf: string;
  viewer: Viewer | null;
}

/**
 * Whose record a page is about, and what its reader may do about it: one's own, another's with proof
 * on file, or another's as a helper, who gets "ask them to" steps.
 */
export interface Who {
  /** As the patient chose to be named. */
  name: string;
  role: 'self' | 'representative' | 'helper';
}

/** "Do you know about this?" */
export const ANSWERS = ['know', 'unsure', 'not-mine'] as const;
/** "Does this match what you were told?": a report that differs is the patient's all the same, so its "no" is another. */
export const REPORT_ANSWERS = ['know', 'unsure', 'differs'] as const;
export type Answer = (typeof ANSWERS | typeof REPORT_ANSWERS)[number];

/** The latest answer to a question. */
export interface AnswerView {
  answer: Answer;
  /** Null when the reader gave it. */
  by: string | null;
  at: TimeView;
}

/** The word that a matter is dealt with. */
export interface WordView {
  /** Null when the reader gave it. */
  by: string | null;
  at: TimeView;
}

/** Something that waits for the reader, shown first wherever it appears. */
export type NeedView = {
  level: Level;
  href: string;
  who: Who;
  organization: string;
  at: TimeView;
  /** It is a letter that somebody typed in. */
  letter: boolean;
  /** The scan was answered "not mine". */
  notMine: boolean;
} & (
  { situation: 'S02' | 'S04' | 'S05' | 'S06' | 'S12' | 'S13' | 'S16' } | { situation: 'S01'; studies: number }
);
