import type { EvidenceKind } from '../../domain/evidence/item.js';
import type { Level } from '../../domain/level.js';
import type { AiStatement } from '../../domain/study.js';
import type { RefusedKind } from '../words/refused-kinds.js';
import type { ScanKind } from '../../domain/messages/scan-kind.js';
import type { TimeView } from '../words/times.js';
import type { PlaceQuestionView } from './organizations.js';
import type { StepDates } from './steps.js';
import type { HideView } from '../people/views.js';
import type { AnswerView, NeedView, Shell, Who } from './shell.js';

/** What in the record speaks for a study: a resource that fits it. */
export type ShownEvidence = Exclude<EvidenceKind, 'own-word'>;

/** A consent that lets scans be used for research, AI or sharing. */
export interface ConsentView {
  /** As written. */
  scope: string;
  /** The place that the consent names; null where it names none. */
  organization: string | null;
  /** When it was given; null where the source states no date. */
  on: TimeView | null;
}

/** The question on a study where it stands in a list. */
export interface AskView {
  /** Posts the field `answer`. */
  action: string;
  who: Who;
  /** "Not mine" is no answer to what is no longer shown. */
  gone: boolean;
}

/** One imaging exam as a page shows it. */
export interface StudyView {
  /** Unique on the page; letters, figures and hyphens. */
  anchor: string;
  kind: ScanKind;
  /** The exam's name in the source's own words. */
  name: string | null;
  organization: string | null;
  /** Null where the source states no date. */
  day: TimeView | null;
  /** What it is made of, with the number of images where that is known. */
  holds: 'images' | 'imagesAndReport' | 'report' | 'order' | 'noCount';
  images: number | null;
  /** `missing`: once; `gone`: in two complete pulls; `withdrawn`: the place marked it as entered in error. */
  shown: { state: 'shown' } | { state: 'missing' | 'gone' | 'withdrawn'; since: TimeView };
  /** It was there before anything could be compared, so nothing was looked for that speaks for it. */
  firstList: boolean;
  evidence: ShownEvidence[];
  /** Somebody had said that it was to come; `by` null where the reader did. */
  told: { by: string | null } | null;
  /** False where no type of evidence could be read there. */
  evidenceReadable: boolean;
  /** What the record states about AI; null reads "not stated", which is not "none". */
  ai: { by: AiStatement['by']; product: string | null; on: TimeView | null } | null;
  /** Consents at its place that allow more than care. */
  consents: ConsentView[];
  /** The page of the newest question about it, open or answered. */
  href: string | null;
  /** An open flag on it. */
  flag: { href: string; level: Level } | null;
  answer: AnswerView | null;
  /** Where an answer can be given without a flag, as for the first list; else null. */
  ask: AskView | null;
}

/** Why the last look was not a full one, by what a person can do about it. */
export type ConnectionProblem =
  | 'permission' // 401, 403: link again
  | 'registration' // the place knows this installation no more: its operator must act
  | 'busy' // 429
  | 'unreachable' // no answer, time-out, 5xx
  | 'unreadable' // not FHIR, half an answer, too large, a page that leads elsewhere
  | 'empty' // no studies where there were some
  | 'partial'; // anything else that was not read

export interface ConnectionView {
  organization: string;
  href: string;
  /** Null before the first one. */
  lastFullLook: TimeView | null;
  lastTry: TimeView | null;
  studies: number;
  /** Where it is made of files that a person added: who added the newest (null: the reader), and when. Nobody looks there. */
  files: { by: string | null; at: TimeView } | null;
  /** What the place does not show to us. */
  refused: RefusedKind[];
  problem: { kind: ConnectionProblem; since: TimeView; level: Level } | null;
}

export interface ConnectionPageView extends Shell {
  /** Null where there is nothing to keep from anybody, or the reader is not the patient. */
  hide: HideView | null;
  who: Who;
  patientHref: string;
  progressHref: string;
  connection: ConnectionView;
  /** What the pull said, one sentence each, free of ids and tokens. */
  why: string[];
  /** Entries of the newest files that were set aside, since they are about somebody else. */
  setAside: number;
  /** Entries that name the patient and carry somebody else's name, birth date or number. */
  mixed: number;
  /** Consents that allow more than care; none for a helper. */
  consents: ConsentView[];
  /** For the steps: who holds them, and by when. */
  organization: string;
  dates: StepDates;
  /** Where newer files are added, for whoever may. */
  filesHref: string | null;
  /** Posts "look again now"; null while a look is under way. */
  lookAction: string | null;
  /** Posts "link again", where the connection is one that a person links. */
  relinkAction: string | null;
  /** What the place was asked for and gives; null where no access was given at the place itself. */
  accessHref: string | null;
  /** When the access ends, where that is soon; null else. */
  accessEnds: TimeView | null;
  /** Where town and state of these places can be told (POST); empty for whoever may not, and once somebody did. */
  unplaced: PlaceQuestionView[];
  placeAction: string;
  states: string[];
}

/** S01: the first complete list of one place. */
export interface ReviewView {
  organization: string;
  studies: number;
  firstYear: string | null;
  lastYear: string | null;
  /** Posts "I have looked through the list". */
  action: string;
}

export interface BreachLineView {
  href: string;
  organization: string;
  level: Level;
  certainty: 'confirmed' | 'possible' | 'vendor' | 'not-mine' | 'withdrawn';
  reportedOn: TimeView | null;
  /** It comes from a letter that somebody typed in. */
  letter: boolean;
  studies: number;
}

/** "I have a scan on Friday", until it came or was long past. */
export interface ExpectedView {
  /** `other` where the person does not know. */
  kind: ScanKind;
  from: TimeView;
  /** Null where it is one day. */
  to: TimeView | null;
  place: string | null;
  /** Null where the reader said so. */
  by: string | null;
  /** Its day is over. */
  past: boolean;
  /** The scan that it became. */
  came: { href: string | null; kind: ScanKind } | null;
  /** Posts its taking back; null for whoever may not, and once it came. */
  takeBackAction: string | null;
}

export interface PatientView extends Shell {
  who: Who;
  expected: ExpectedView[];
  /** Where a person says that a scan is to come, and the first and last day to choose from; null for whoever may not. */
  expect: { action: string; firstDay: string; lastDay: string } | null;
  needs: NeedView[];
  reviews: ReviewView[];
  /** Newest first; `year` null for studies without a date, last. */
  years: { year: string | null; studies: StudyView[] }[];
  breaches: BreachLineView[];
  connections: ConnectionView[];
  /** Where a place is linked; null for a helper. */
  linkHref: string | null;
  /** All scans over the years. */
  overTimeHref: string;
  /** Taking the record along, and deleting it; null for whoever may not. */
  leaveHref: string | null;
  /** Where a person adds their own files, for whoever may. */
  filesHref: string | null;
  /** Where a letter about a breach is typed in, for whoever may. */
  noticeHref: string | null;
  /** What follows a "not mine" or a breach. */
  casesHref: string;
  /** Who can see the record, and who looked. */
  accessLogHref: string;
  countingHref: string;
  peopleHref: string;
}

/** Adding one's own files. */
export interface FilesView extends Shell {
  who: Who;
  patientHref: string;
  action: string;
  /** Places whose files were added before. */
  places: string[];
  /** What was given, after it was refused. */
  place: string;
  whole: boolean;
  /** Why the files were not taken, in a sentence; null where it is about whose they are. */
  refusal: string | null;
  /** The files do not say that they are about this person. */
  unfit: 'another' | 'unnamed' | 'several' | null;
}
