import type { HandoverAnswer } from '../../domain/handover.js';
import type { Authority } from '../../domain/letters/letter-facts.js';
import type { ScanKind } from '../../domain/messages/scan-kind.js';
import type { Over } from '../invited.js';
import type { ShownEvidence } from '../views/record.js';
import type { Shell, Who } from '../views/shell.js';
import type { TimeView } from '../words/times.js';
import type { ZoneChoice } from '../words/zones.js';

/** An office of the reader's, with what waits there. */
export interface OwnOfficeView {
  name: string;
  href: string;
  openCases: number;
}

/** The offices of the reader; for an operator also those that take part, without anything that they read. */
export interface OfficesView extends Shell {
  own: OwnOfficeView[];
  operator: {
    offices: { name: string; href: string; since: TimeView; left: TimeView | null; officers: number }[];
    zones: { region: string; zones: ZoneChoice[] }[];
  } | null;
}

export interface NamedPlaceView {
  id: string;
  name: string;
  city: string | null;
  state: string | null;
  /** Its id, where another of the list has the same name in the same town. */
  apart: string | null;
}

/** A name that was taken off. */
export interface FormerNameView {
  name: string;
  city: string | null;
  state: string | null;
  by: string;
  at: TimeView;
}

export interface OfficerView {
  name: string;
  /** Null where their account was deleted. */
  email: string | null;
  state: 'in' | 'asked' | 'late' | 'ended';
  /** Since when that is so; of somebody who was asked until when the link works. */
  at: TimeView;
  endAction: string | null;
}

/** One office to the operator. */
export interface OfficeRunView extends Shell {
  name: string;
  zone: string;
  patients: number | null;
  /** Who wrote that down, and when; null where it never was. */
  told: { by: string; at: TimeView } | null;
  since: TimeView;
  left: TimeView | null;
  organizations: (NamedPlaceView & { action: string })[];
  former: FormerNameView[];
  officers: OfficerView[];
  query: string;
  found: NamedPlaceView[];
  more: boolean;
  action: string;
}

/** To whoever opens the link that was mailed to an officer. */
export interface OfficerInvitationView extends Shell {
  office: string;
  by: string;
  email: string;
  /** `sign-in`: the address has an account that is not the visitor's; nothing can be accepted before they sign in to it. */
  way: 'new' | 'own' | 'sign-in';
  token: string;
}

export interface OfficerInvitationOverView extends Shell {
  why: Over;
}

/** A month that can be read. */
export interface MonthView {
  month: TimeView;
  href: string;
  hasFigures: boolean;
}

/** An office to its officers. */
export interface OfficeView extends Shell {
  name: string;
  newest: MonthView | null;
  before: MonthView[];
  nextDue: TimeView;
  casesHref: string;
  cases: number;
  openCases: number;
}

export interface OfficeCasesView extends Shell {
  officeHref: string;
  cases: { href: string; about: 'study' | 'breach'; at: TimeView; answered: boolean }[];
}

/** All that is sent of a case, the same to who sends it and to who gets it. */
export interface HandoverContentsView {
  patient: string;
  birthDate: TimeView | null;
  sender: { name: string; role: 'self' | 'representative' };
  organization: string;
  study: {
    kind: ScanKind;
    name: string | null;
    day: TimeView | null;
    accession: string | null;
    uid: string | null;
    firstSeen: TimeView;
    evidence: ShownEvidence[];
  } | null;
  breach: { name: string; reportedOn: TimeView | null } | null;
  letter: { title: string; text: string } | null;
}

export interface HandoverAnswerView {
  answer: HandoverAnswer;
  words: string | null;
  by: string;
  at: TimeView;
}

/** A case to the officers of the office that it was sent to. */
export interface OfficeCaseView extends Shell {
  casesHref: string;
  sentAt: TimeView;
  contents: HandoverContentsView;
  letterHref: string | null;
  answers: HandoverAnswerView[];
  choices: HandoverAnswer[];
  action: string;
}

/** For which offices a patient's marks are counted. */
export interface CountingView extends Shell {
  who: Who;
  patientHref: string;
  /** Whether the reader may decide. */
  mayDecide: boolean;
  offices: {
    name: string;
    /** Null where they are not counted. */
    since: TimeView | null;
    by: string | null;
    /** What was agreed to, or what is asked. */
    words: string;
    action: string;
  }[];
}

/** What was sent of a case, and to which offices it can be sent. */
export interface CaseHandoverView {
  offers: { office: string; href: string }[];
  sent: {
    office: string;
    by: string;
    at: TimeView;
    /** When the office first looked at it; null while it did not. */
    seen: TimeView | null;
    withdrawn: TimeView | null;
    answers: HandoverAnswerView[];
    withdrawAction: string | null;
  }[];
}

/** All that would be sent of a case to an office, before it is. */
export interface HandoverView extends Shell {
  who: Who;
  caseHref: string;
  office: string;
  officeId: string;
  /** Where another letter is chosen. */
  chooseAction: string;
  letters: { id: string; title: string; chosen: boolean }[];
  /** By what a representative may act; empty for the patient. */
  authorities: { as: Authority; chosen: boolean }[];
  /** A letter was chosen, and not by what its sender acts. */
  needsAuthority: boolean;
  contents: HandoverContentsView;
  consent: string;
  sendAction: string;
  fields: { name: string; value: string }[];
}
