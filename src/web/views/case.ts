import type { Level } from '../../domain/level.js';
import type { WrittenMessage, WrittenStep } from '../../words/write-message.js';
import type { CaseHandoverView } from '../offices/views.js';
import type { Shell, Who } from './shell.js';

/** What every page of cases carries, in the reader's language. */
export interface CaseShell extends Shell {
  locale: string;
  /** Headings, fields and buttons by name. */
  text: Record<string, string>;
  who: Who;
  patientHref: string;
  casesHref: string;
}

export interface CaseLineView {
  href: string;
  title: string;
  /** Whether it is open, and since when. */
  state: string;
  steps: string | null;
}

export interface CasesView extends CaseShell {
  cases: CaseLineView[];
}

export interface CaseStepView extends WrittenStep {
  state: 'done' | 'skipped' | 'not-now' | 'open';
  /** Who said so and when; null where the step is open. */
  said: string | null;
  /** What its buttons say to those who cannot see which step they belong to. */
  named: { done: string; skip: string; later: string; open: string };
}

export interface CaseRequestView {
  href: string;
  /** What, to whom, when; then what became of it. */
  lines: string[];
}

export interface CaseReplyView {
  href: string;
  text: string;
}

export interface ChoiceView {
  value: string;
  label: string;
  chosen: boolean;
}

export interface HotlineView {
  question: string;
  asks: string;
  said: string | null;
  answers: ChoiceView[];
}

export interface OfferView {
  /** What is known of it. */
  lines: string[];
  code: string;
  enrolBy: string;
}

/** Somebody's deed, oldest first. */
export interface DeedView {
  on: string;
  /** Empty where it is not kept who did it. */
  by: string;
  what: string;
}

export interface CaseView extends CaseShell {
  heading: string;
  level: Level;
  asked: string[];
  /** The flag, the scan or the breach that it follows from. */
  causeHref: string;
  /** Null where the reader may act. */
  askPerson: string | null;
  closed: string[] | null;
  /** What it follows from was taken back: it cannot be taken up again. */
  takenBack: boolean;
  steps: CaseStepView[];
  /** Where a word on a step goes; null also where the case has ended. */
  stepAction: string | null;
  rules: string[];
  dates: string[];
  requests: CaseRequestView[];
  requestKinds: ChoiceView[];
  /** Letters to be filled from the record: to the place of the case, about its scan. */
  lettersHref: string;
  recipient: string;
  notes: { text: string; by: string; on: string }[];
  replies: CaseReplyView[];
  /** Null where it is no breach, or the reader may not see it. */
  hotline: HotlineView[] | null;
  offer: OfferView | null;
  outcomes: ChoiceView[];
  history: DeedView[];
  /** What went to an office, or can; null where the reader may not see it. */
  handover: CaseHandoverView | null;
  /** YYYY-MM-DD: no letter was sent later, no step is put off to an earlier day. */
  today: string;
  /** Where forms go; null where the reader may not act. */
  action: string | null;
}

/** One letter that was sent: what became of it, and what to do where no answer comes. */
export interface CaseRequestPageView extends CaseShell {
  caseHref: string;
  heading: string;
  lines: string[];
  message: WrittenMessage | null;
  underWay: boolean;
  answered: boolean;
  extended: boolean;
  today: string;
  sentOn: string;
  action: string | null;
  askPerson: string | null;
}
