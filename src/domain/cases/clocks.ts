import { LETTER_DAYS, NEWS_DAYS } from '../exposure.js';
import type { Filing } from '../filing.js';
import { isUnderFederalLaw, type Place } from '../letters/place.js';
import type { PaperNotice } from '../paper-notice.js';
import { daysAfter, monthsAfter } from './calendar.js';

/** Letters that a case keeps the time of. */
export const REQUEST_KINDS = ['access', 'correction', 'disclosures', 'other'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** The time in which a place must answer, and what it may add once in writing: in calendar days, or in calendar months. */
export type AnswerTime = { days: number; more: number } | { months: number; more: number };

/** 45 CFR 164.524(b)(2), 164.526(b)(2), 164.528(c)(1). No rule says by when another letter is answered. */
const FEDERAL: Record<RequestKind, AnswerTime | null> = {
  access: { days: 30, more: 30 },
  correction: { days: 60, more: 30 },
  disclosures: { days: 60, more: 30 },
  other: null,
};

/** GDPR and UK GDPR Article 12(3): one month, and two more where it is hard to do. A list of disclosures is no right there. */
const GDPR: Record<RequestKind, AnswerTime | null> = {
  access: { months: 1, more: 2 },
  correction: { months: 1, more: 2 },
  disclosures: null,
  other: null,
};

/** Null where no rule that we know gives a time. A place that is not known takes the federal rule, as its message does. */
export function answerTime(kind: RequestKind, place: Place): AnswerTime | null {
  if (isUnderFederalLaw(place)) return FEDERAL[kind];
  return place === 'EU' || place === 'GB' ? GDPR[kind] : null;
}

/** What counts for the time of a letter. Days are YYYY-MM-DD where the person is. */
export interface SentLetter {
  sentOn: string;
  receivedOn: string | null;
  time: AnswerTime | null;
  /** The place wrote that it needs more time: without that nothing is added. */
  extended: boolean;
}

export interface AnswerDue {
  /** The last day for the answer as things stand. */
  due: string;
  /** The last day if the place asks, or asked, for more time. */
  last: string;
  /** Counted from the day it was sent, since nobody knows when it was received. */
  about: boolean;
}

/** By when an answer must come; null where no rule says so. */
export function answerDue({ sentOn, receivedOn, time, extended }: SentLetter): AnswerDue | null {
  if (time === null) return null;
  const from = receivedOn ?? sentOn;
  const [first, last] =
    'months' in time
      ? [monthsAfter(from, time.months), monthsAfter(from, time.months + time.more)]
      : [daysAfter(from, time.days), daysAfter(from, time.days + time.more)];
  return { due: extended ? last : first, last, about: receivedOn === null };
}

/** So many days before an answer is due we tell of it. */
export const REMIND_DAYS_BEFORE = 5;
/** After the last day of all nothing is gained by a reminder that comes later than this. */
export const REMIND_DAYS_AFTER = 30;

export type ReminderKind = 'soon' | 'late' | 'last';

/** When we write about a letter that was not answered (S21), each once: before the day, after it, and after the last one. */
export function remindersOf(letter: SentLetter): { kind: ReminderKind; on: string }[] {
  const answer = answerDue(letter);
  if (answer === null) return [];
  const { due, last } = answer;
  const late = { kind: 'late' as const, on: daysAfter(due, 1) };
  return [
    { kind: 'soon', on: daysAfter(due, -REMIND_DAYS_BEFORE) },
    ...(letter.extended ? [] : [late]),
    { kind: 'last', on: daysAfter(last, 1) },
  ];
}

/** Where a letter stands on a day. */
export function standingOn(letter: SentLetter, today: string): 'no-date' | 'in-time' | ReminderKind {
  const answer = answerDue(letter);
  if (answer === null) return 'no-date';
  if (today > answer.last) return 'last';
  if (today > answer.due) return 'late';
  return today >= daysAfter(answer.due, -REMIND_DAYS_BEFORE) ? 'soon' : 'in-time';
}

/**
 * The last day for the letter of a breach (45 CFR 164.404(b)), where the day of discovery was published. Null for a vendor
 * (S14): it has its own time to tell the place before the place's begins (45 CFR 164.410).
 */
export function letterBy(situation: string, discovered: string | null): string | null {
  return discovered === null || situation === 'S14' ? null : daysAfter(discovered, LETTER_DAYS);
}

/** The last day to complain to OCR (45 CFR 160.306): it may allow longer for good reason. Of the two days the earlier counts. */
export function complainBy(event: string | null, knew: string): string {
  return daysAfter(event !== null && event < knew ? event : knew, NEWS_DAYS);
}

/** What tells when a breach happened, and since when the person knew of it. Days are YYYY-MM-DD where the person is. */
export interface KnownBreach {
  filing: Pick<Filing, 'breachEnd'> | null;
  paper: Pick<PaperNotice, 'breachOn' | 'letterOn'> | null;
  /** The day on which we told of it. */
  toldOn: string;
}

/** The last day to complain of a breach, the same wherever it is told. */
export function breachComplainBy({ filing, paper, toldOn }: KnownBreach): string {
  return complainBy(filing?.breachEnd ?? paper?.breachOn ?? null, paper?.letterOn ?? toldOn);
}

/** The last day to complain that a letter was not answered: what the rule forbids happened on the day after its last day. */
export function silenceComplainBy({ last }: Pick<AnswerDue, 'last'>): string {
  return complainBy(null, daysAfter(last, 1));
}
