import type { ReportStatus } from '../../domain/study.js';
import type { TimeView } from '../words/times.js';

/** A run of words of a report. Empty words of the kind `same` stand for what is folded away. */
export interface PassageView {
  kind: 'same' | 'added' | 'removed';
  words: string;
}

/** One text of a report. */
export interface ReportTextView {
  part: 'conclusion' | 'whole';
  /** `unreadable`: a picture of a page, or only a link; `not-kept`: it came before texts were kept. */
  state: 'read' | 'unreadable' | 'not-kept';
  passages: PassageView[];
  /** The words without folds, where something is folded away; else null. */
  unfolded: string | null;
}

/** A report at one time. */
export interface ReportSideView {
  when: 'before' | 'now';
  status: ReportStatus;
  day: TimeView | null;
  /** Empty where no text of it can be read. */
  texts: ReportTextView[];
}

/** A changed report: what it was, unless it came beside others, and what it is. */
export interface ChangedReportView {
  sides: ReportSideView[];
  /** Every text that can be read is word for word the same. */
  same: boolean;
}
