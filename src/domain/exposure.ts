import type { FeedSource, Filing } from './filing.js';
import { namesIdentityNumbers } from './identity-numbers.js';
import type { Level } from './level.js';
import type { MatchOutcome } from './organization.js';
import type { Situation } from './situation.js';

/** A match that concerns patients: everything but none. */
export type Concern = Exclude<MatchOutcome, 'none'>;

/** What a match means for the patients whose studies the organization holds. */
export interface ExposureRule {
  situation: Situation;
  level: Level;
  /** Studies up to this day (YYYY-MM-DD) may have been held there; null when the filing names no day. */
  heldUntil: string | null;
}

const SITUATION: Record<Concern, Situation> = { named: 'S12', vendor: 'S14', possible: 'S13' };

/** After half a year (the time to complain to OCR, 45 CFR 160.306) an old filing is history, not news. */
export const NEWS_DAYS = 180;
/** The letter to a patient must come within so many days of the discovery (45 CFR 164.404(b)). */
export const LETTER_DAYS = 60;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * The situation and level of an exposure (product section 3): a named organization is "act soon", "act now" when
 * the filing names identity numbers; a vendor one level lower until the organization confirms; a possible match is a
 * check; old filings stand on the page alone.
 * @param today YYYY-MM-DD
 */
export function exposureRule(outcome: Concern, filing: Filing, today: string): ExposureRule {
  return {
    situation: SITUATION[outcome],
    level: levelOf(outcome, filing, today),
    heldUntil: filing.breachEnd ?? filing.submitted,
  };
}

function levelOf(outcome: Concern, filing: Filing, today: string): Level {
  if (isHistory(filing.submitted, today)) return 'quiet';
  if (outcome === 'possible') return 'check';
  const numbers = namesIdentityNumbers(filing);
  if (outcome === 'vendor') return numbers ? 'act soon' : 'check';
  return numbers ? 'act now' : 'act soon';
}

/**
 * How loud an exposure is once a possible match was answered: the patient's "it is the same place" makes it one of a named
 * organization, by what its filing names.
 * @param madeOn YYYY-MM-DD: the day on which it was told
 */
export function answeredLevel({ situation, level, answer, filing }: Answered, madeOn: string): Level {
  if (situation !== 'S13') return level;
  if (answer === 'not-mine') return 'quiet';
  return answer === 'know' && filing !== null ? exposureRule('named', filing, madeOn).level : level;
}

export interface Answered {
  situation: string;
  level: Level;
  answer: string | null;
  filing: Filing | null;
}

/** Whether a filing submitted on that day is no news any more. Both YYYY-MM-DD. */
export function isHistory(submitted: string | null, today: string): boolean {
  return submitted !== null && daysOld(submitted, today) > NEWS_DAYS;
}

function daysOld(day: string, today: string): number {
  return (Date.parse(today) - Date.parse(day)) / DAY_MS;
}

/** What a match is compared with before anybody is told. */
export interface Circumstances {
  outcome: Concern;
  source: FeedSource;
  /** When the filing was first read (ISO 8601). */
  firstReadAt: string;
  /** Another filing named the organization: of a list that is not a state's, or read before the hold of this one. */
  seenBefore: boolean;
  /** Another source tells of the same breach. */
  secondSource: boolean;
}

/** Why patients wait for word of a match, and until when (ISO 8601). */
export interface Hold {
  reason: 'review' | 'second-source';
  until: string;
}

/** An operator has this long to say whether a possible match is one, before the patient is asked. */
export const REVIEW_DAYS = 3;
/** A state's list alone is believed after this long. */
export const STATE_LIST_HOURS = 48;
/** Their filings come from anybody, and are shown unread. */
export const STATE_LISTS: FeedSource[] = ['wa', 'ca'];

/**
 * Whether word of a match has to wait. A possible match waits for an operator where there is one who reviews. A state's
 * list takes filings from anybody and shows them unread: in June 2026 that of Maine was closed after invented breaches
 * stood in it. A surprising name that only such a list tells of therefore waits, long enough to be noticed and taken out,
 * unless a second source tells of the same breach.
 * @param reviewed somebody reviews possible matches in this installation
 * @param at when it was matched (ISO 8601)
 */
export function holdOf(match: Circumstances, reviewed: boolean, at: string): Hold | null {
  const { outcome, source, firstReadAt, seenBefore, secondSource } = match;
  if (outcome === 'possible')
    return reviewed ? { reason: 'review', until: later(at, REVIEW_DAYS * DAY_MS) } : null;
  if (!STATE_LISTS.includes(source) || seenBefore || secondSource) return null;
  const until = later(firstReadAt, STATE_LIST_HOURS * HOUR_MS);
  return until > at ? { reason: 'second-source', until } : null;
}

function later(moment: string, ms: number): string {
  return new Date(Date.parse(moment) + ms).toISOString();
}
