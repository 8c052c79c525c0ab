import { compareCounts } from './same-breach/compare-counts.js';
import { compareDates, gapOf } from './same-breach/compare-dates.js';
import { certainty, compareFilers } from './same-breach/compare-filers.js';
import { compareKinds } from './same-breach/compare-kinds.js';
import type { Evidence } from './same-breach/evidence.js';
import type { IncidentView } from './same-breach/incident-view.js';

export { incidentView, type CountScope, type IncidentView } from './same-breach/incident-view.js';
export {
  indexIncidents,
  linkCandidates,
  linkWindow,
  type IncidentIndex,
} from './same-breach/link-candidates.js';

export interface SameBreach {
  same: boolean;
  /** 0..1; one incident from .5 on. Comparable within one rule version only. */
  score: number;
  /** Names of the rules that spoke: of the filers, then of days, of counts and of kinds. */
  reasons: string[];
}

/** Stored with each link. */
export const SAME_BREACH_RULES_VERSION = 3;

const SAME_FROM = 0.5;

/**
 * Whether two filings, of two feeds or of one, tell of one incident. Each rule takes its share of certainty away or
 * gives some back; the reasons say which spoke. The same filer is not yet the same incident, and filings without
 * a day cannot be told. It makes no difference which of the two is given first. Never throws.
 */
export function sameBreach(left: IncidentView, right: IncidentView): SameBreach {
  const gap = gapOf(left, right);
  if (gap === null) return { same: false, score: 0, reasons: ['day-not-known'] };
  const filers = compareFilers(left, right, gap);
  if (filers[0]?.factor === 0) return { same: false, score: 0, reasons: reasonsOf(filers) };
  const all = [
    ...filers,
    ...compareDates(left, right, gap),
    compareCounts(left, right, gap),
    compareKinds(left, right),
  ];
  const score = Math.min(1, certainty(all));
  const rounded = Math.round(score * 1000) / 1000;
  return { same: rounded >= SAME_FROM, score: rounded, reasons: reasonsOf(all) };
}

function reasonsOf(all: Evidence[]): string[] {
  return [...new Set(all.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
}
