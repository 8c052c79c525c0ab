import { daysBetween } from './days.js';
import { NOTHING_TOLD, type Evidence } from './evidence.js';
import type { IncidentView } from './incident-view.js';

/** Filings of one incident are seldom further apart; those that are, no rule can tell from a second incident. */
export const LONGEST_GAP_DAYS = 300;

// 45 CFR 164.404(b) and the state laws give 30 to 60 days after discovery; filers are late by a week or two.
const REPORTED_WITHIN_DAYS = 75;
// The day of discovery is filed loosely: the first sign, or the end of the inquiry.
const DISCOVERY_SLACK_DAYS = 14;
const WINDOW_SLACK_DAYS = 30;
const CLOSE_DAYS = 60;

/** Days between the two filings, whichever came first; by discovery or breach where no day of filing is told. */
export function gapOf(left: IncidentView, right: IncidentView): number | null {
  const gap = daysBetween(dayOf(left), dayOf(right));
  return gap === null ? null : Math.abs(gap);
}

export function dayOf({ submitted, discovered, breachEnd, breachStart }: IncidentView): string | null {
  return submitted ?? discovered ?? breachEnd ?? breachStart;
}

/** What the days of filing, discovery and breach say of two filings that lie `gap` days apart. */
export function compareDates(left: IncidentView, right: IncidentView, gap: number): Evidence[] {
  const told = [orderOf(left, right), orderOf(right, left), compareWindows(left, right)];
  const against = told.filter(({ factor }) => factor < 1);
  const support = told.find(({ factor }) => factor > 1);
  // Filings that are close together need no support; and many filers have one vendor's time of breach in common.
  const isNeeded = gap > CLOSE_DAYS && support !== undefined && against.length === 0;
  return isNeeded ? [closeness(gap), support] : [closeness(gap), ...against];
}

function closeness(gap: number): Evidence {
  if (gap <= 3) return { factor: 1, reason: gap === 0 ? 'filed-same-day' : 'filed-within-days' };
  if (gap <= 14) return { factor: 0.97, reason: 'filed-within-two-weeks' };
  if (gap <= CLOSE_DAYS) return { factor: 0.85, reason: 'filed-within-two-months' };
  if (gap > LONGEST_GAP_DAYS) return { factor: 0.1, reason: 'filed-long-apart' };
  return { factor: gap <= 120 ? 0.46 : 0.4, reason: 'filed-months-apart' };
}

/** Whether one filing's day fits what the other tells of start and discovery. */
function orderOf(told: IncidentView, filed: IncidentView): Evidence {
  const sinceStart = daysBetween(told.breachStart, filed.submitted);
  if (sinceStart !== null && sinceStart < -3) return { factor: 0.1, reason: 'filed-before-it-began' };
  const sinceEnd = daysBetween(told.breachEnd ?? told.breachStart, filed.submitted);
  const isSoonAfter = sinceEnd !== null && sinceEnd <= REPORTED_WITHIN_DAYS;
  const sinceDiscovery = daysBetween(told.discovered, filed.submitted);
  if (sinceDiscovery === null) return NOTHING_TOLD;
  // A day of discovery that lies long after the breach is often when the list of those concerned was ready.
  if (sinceDiscovery < -DISCOVERY_SLACK_DAYS && isSoonAfter) return { factor: 1.35, reason: 'fits-breach' };
  if (sinceDiscovery < -DISCOVERY_SLACK_DAYS) return { factor: 0.4, reason: 'filed-before-discovery' };
  const fits = sinceDiscovery <= REPORTED_WITHIN_DAYS;
  return fits ? { factor: 1.35, reason: 'fits-discovery' } : NOTHING_TOLD;
}

function compareWindows(left: IncidentView, right: IncidentView): Evidence {
  const [one, other] = [windowOf(left), windowOf(right)];
  if (one === null || other === null) return NOTHING_TOLD;
  const isExact = one.start === other.start && one.end === other.end;
  if (isExact) return { factor: 1.6, reason: 'same-days-of-breach' };
  const apart = Math.max(daysBetween(one.end, other.start) ?? 0, daysBetween(other.end, one.start) ?? 0);
  if (apart <= 0) return { factor: 1.3, reason: 'same-time-of-breach' };
  return apart > WINDOW_SLACK_DAYS ? { factor: 0.4, reason: 'other-time-of-breach' } : NOTHING_TOLD;
}

function windowOf({ breachStart, breachEnd }: IncidentView): { start: string; end: string } | null {
  const start = breachStart ?? breachEnd;
  const end = breachEnd ?? breachStart;
  return start === null || end === null ? null : { start, end };
}
