import type { Level } from '../../domain/level.js';
import type { MatchReason } from '../words/match-reasons.js';
import type { FiledAs } from '../words/filed-as.js';
import type { TimeView } from '../words/times.js';
import type { WebLink } from '../words/web-link.js';
import type { StepDates } from './steps.js';
import type { StudyView } from './record.js';
import type { AnswerView, Shell, Who, WordView } from './shell.js';

/** Kinds of data that a report names; one that names none leaves the list empty. */
export type DataKind =
  'social-security' | 'bank' | 'card' | 'health-plan' | 'password' | 'medical' | 'images';

/** People affected as filed. `at-least-500` stands for 500 and 501: not known yet. */
export type AffectedView =
  { state: 'counted'; people: number } | { state: 'at-least-500' } | { state: 'not-told' };

/** A letter that somebody typed in. */
export interface LetterView {
  on: TimeView | null;
  breachOn: TimeView | null;
  /** As typed; null for a helper, and where the letter gives none. */
  hotline: string | null;
  offerCode: string | null;
}

/** Typing a letter in. */
export interface NoticeView extends Shell {
  who: Who;
  patientHref: string;
  /** Null for a helper, who asks the patient. */
  action: string | null;
  places: { id: string; name: string }[];
  kinds: DataKind[];
  /** The last day to choose, as YYYY-MM-DD. */
  today: string;
}

/** S12 to S15: a reported breach at an organization that holds this patient's studies. */
export interface ExposureView extends Shell {
  who: Who;
  patientHref: string;
  level: Level;
  code: string | null;
  certainty: 'confirmed' | 'possible' | 'vendor';
  /** Why what was told is taken back (S15): the report was withdrawn, or is about another place. */
  takenBack: 'withdrawn' | 'other-place' | null;
  /** The organization of the record. */
  organization: string;
  /** The letter that it comes from, where somebody typed one in; null for a report of a feed. */
  letter: LetterView | null;
  /** The name in the report. */
  reportedName: string;
  reportedTo: 'hhs' | 'washington' | 'california' | 'sec' | 'hibp' | 'press' | 'paper' | 'sandbox';
  reportedOn: TimeView | null;
  affected: AffectedView;
  /** What happened, in the words of the report: types and places, in its order. */
  asFiled: string[];
  /** The same in plain words, as far as the form's choices are known. */
  plainly: FiledAs[];
  dataKinds: DataKind[];
  /** Why we think that the report is about this organization. */
  matchReasons: MatchReason[];
  /** The report's own page. */
  report: WebLink | null;
  /** Day of discovery plus 60 days (45 CFR 164.404(b)), only where the day was published. */
  letterBy: TimeView | null;
  /** 180 days from when the patient knew (45 CFR 160.306(b)(3)). */
  complainBy: TimeView;
  dates: StepDates;
  studies: StudyView[];
  /** Takes the field `answer` with `know` (mine) or `not-mine`; for a possible match only, else null. */
  answerAction: string | null;
  answer: AnswerView | null;
  /** Takes the field `dealt`, `yes` or `no`; null where nothing is asked of the reader, or they may not. */
  dealtAction: string | null;
  dealt: WordView | null;
}
