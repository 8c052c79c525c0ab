import type { Filing } from './filing.js';
import type { Level } from './level.js';
import type { MatchOutcome } from './organization.js';
import type { Situation } from './situation.js';

/** What a match means for the patients whose studies the organization holds. */
export interface ExposureRule {
  situation: Situation;
  level: Level;
  /** Studies up to this day (YYYY-MM-DD) may have been held there; null when the filing names no day. */
  heldUntil: string | null;
}

/** Identity numbers in a filing's own words: with them someone can open accounts or get care in another's name. */
const IDENTITY_NUMBERS =
  /\b(social security|ssns?|bank account|financial account|credit card|debit card|card numbers?|health plan|health insurance|insurance (policy|id|number)|member id|medicare|medicaid id)\b/i;
const SITUATION: Record<Exclude<MatchOutcome, 'none'>, Situation> = {
  named: 'S12',
  vendor: 'S14',
  possible: 'S13',
};

/** After half a year (the time to complain to OCR, 45 CFR 160.306) an old filing is history, not news. */
export const NEWS_DAYS = 180;
const DAY_MS = 86_400_000;

/**
 * The situation and level of an exposure (product section 3): a named organization is "act soon", "act now" when
 * the filing names identity numbers; vendors and possible matches are a check; old filings stand on the page alone.
 * @param today YYYY-MM-DD
 */
export function exposureRule(
  outcome: Exclude<MatchOutcome, 'none'>,
  filing: Filing,
  today: string,
): ExposureRule {
  return {
    situation: SITUATION[outcome],
    level: levelOf(outcome, filing, today),
    heldUntil: filing.breachEnd ?? filing.submitted,
  };
}

function levelOf(outcome: MatchOutcome, filing: Filing, today: string): Level {
  if (filing.submitted !== null && daysOld(filing.submitted, today) > NEWS_DAYS) return 'quiet';
  if (outcome !== 'named') return 'check';
  return IDENTITY_NUMBERS.test(filing.description ?? '') ? 'act now' : 'act soon';
}

function daysOld(day: string, today: string): number {
  return (Date.parse(today) - Date.parse(day)) / DAY_MS;
}
