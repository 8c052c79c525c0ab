import type { StudyField } from '../../domain/change.js';
import type { WrittenMessage } from '../../words/write-message.js';
import type { ScanKind } from '../../domain/messages/scan-kind.js';
import type { TimeView } from '../words/times.js';
import type { ChangedReportView } from './report.js';
import type { StudyView } from './record.js';
import type { HideView } from '../people/views.js';
import type { AnswerView, Shell, Who, WordView } from './shell.js';

/** One difference, in the source's own words; null where it stated nothing. */
export interface FieldChangeView {
  field: StudyField;
  before: string | null;
  after: string | null;
}

/** One line of what we saw and when, oldest first. */
export interface SightingView {
  what:
    | 'added'
    | 'seen-again'
    | 'changed'
    | 'replaced'
    | 'more-images'
    | 'report-added'
    | 'report-amended'
    | 'joined'
    | 'missing'
    | 'missing-again'
    | 'withdrawn'
    | 'written'
    | 'answered'
    | 'dealt';
  at: TimeView;
}

/** The reports that changed, as both texts. */
export interface ChangedReportsView {
  /** There are some, and they are not for this reader. */
  hidden: boolean;
  /** Words are marked in at least one of them. */
  marked: boolean;
  changed: ChangedReportView[];
}

/** Another scan in which images of this one stand. */
export interface SharingView {
  href: string;
  kind: ScanKind;
  organization: string;
  /** Null where the source states no date. */
  day: TimeView | null;
  /** Its day, place or patient number is another. */
  atOdds: boolean;
}

export interface FlagView extends Shell {
  /** Null where there is nothing to keep from anybody, or the reader is not the patient. */
  hide: HideView | null;
  who: Who;
  patientHref: string;
  /** Letters to the place about this scan. */
  lettersHref: string;
  /** Its case, where it was answered "not mine"; else null. */
  caseHref: string | null;
  organization: string;
  /** S01 stands for a scan that no flag asks about, as those of a first list. */
  situation: 'S01' | 'S02' | 'S03' | 'S04' | 'S05' | 'S06' | 'S09';
  /** The same code as in the mail; null where no message was made. */
  code: string | null;
  study: StudyView;
  /** A picture like a face can be rebuilt from its images. */
  face: boolean;
  message: WrittenMessage;
  changes: FieldChangeView[];
  reports: ChangedReportsView;
  sharing: SharingView[];
  seen: SightingView[];
  /** Takes the field `answer`, any value of ANSWERS; null when the reader may look but not answer. */
  answerAction: string | null;
  answer: AnswerView | null;
  /** The scan's own page, where one can say that it is not the patient's; null where that is asked here. */
  scanHref: string | null;
  /** Takes the field `dealt`, `yes` or `no`; null where there is nothing to deal with, or the reader may not. */
  dealtAction: string | null;
  dealt: WordView | null;
}
