import type { WrittenMessage } from '../../words/write-message.js';
import type { FiledAs } from '../words/filed-as.js';
import type { WebLink } from '../words/web-link.js';
import type { StudyView } from './record.js';
import type { HideView } from '../people/views.js';
import type { AnswerView, Shell, Who, WordView } from './shell.js';

/** Kinds of data that a report names; one that names none leaves the list empty. */
export type DataKind =
  'social-security' | 'bank' | 'card' | 'health-plan' | 'password' | 'medical' | 'images';

/** People affected as filed. `at-least-500` stands for 500 and 501: not known yet. */
export type AffectedView =
  { state: 'counted'; people: number } | { state: 'at-least-500' } | { state: 'not-told' };

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

/** Who reads the reports of a list. */
export type ReportedTo = 'hhs' | 'washington' | 'california' | 'sec' | 'hibp' | 'press' | 'paper' | 'sandbox';

/** S12 to S15: a reported breach at an organization that holds this patient's studies. */
export interface ExposureView extends Shell {
  /** Null where there is nothing to keep from anybody, or the reader is not the patient. */
  hide: HideView | null;
  who: Who;
  patientHref: string;
  /** Letters to the place; null where it is known by a letter alone. */
  lettersHref: string | null;
  /** Opens its case, by the field `exposure`; null where nothing is to be kept track of, or the reader may not. */
  trackAction: string | null;
  exposureId: string;
  message: WrittenMessage;
  code: string | null;
  /** The organization of the record. */
  organization: string;
  /** It asks for something: it is no possible match, and neither history nor dealt with. */
  open: boolean;
  /** What was told is taken back (S15). */
  takenBack: boolean;
  /** What happened, in the words of the report: types and places, in its order. */
  asFiled: string[];
  /** The same in plain words, as far as the form's choices are known. */
  plainly: FiledAs[];
  /** The report's own page. */
  report: WebLink | null;
  studies: StudyView[];
  /** Takes the field `answer` with `know` (mine) or `not-mine`; for a possible match only, else null. */
  answerAction: string | null;
  answer: AnswerView | null;
  /** Takes the field `dealt`, `yes` or `no`; null where nothing is asked of the reader, or they may not. */
  dealtAction: string | null;
  dealt: WordView | null;
}
