import { NOTHING_TOLD, type Evidence } from './evidence.js';
import type { IncidentView } from './incident-view.js';

// Counts are corrected later, in one feed and not in the other; and filings of one day are seldom of two incidents.
const CLOSE_DAYS = 14;
const CORRECTED_DAYS = 60;

/**
 * Counts of one scope may be equal; counts of different scope never are, but the residents of one state cannot be
 * more than all patients. A placeholder counts nobody.
 */
export function compareCounts(left: IncidentView, right: IncidentView, gap: number): Evidence {
  const [one, other] = [countOf(left), countOf(right)];
  if (one === null || other === null || left.scope === null || right.scope === null) return NOTHING_TOLD;
  if (left.scope === right.scope) return one === other ? { factor: 1.4, reason: 'same-count' } : NOTHING_TOLD;
  const state = left.scope === 'state' ? one : right.scope === 'state' ? other : null;
  const nation = left.scope === 'nation' ? one : right.scope === 'nation' ? other : null;
  if (state === null || nation === null || state <= nation) return NOTHING_TOLD;
  const isSlight = gap <= CORRECTED_DAYS && state <= 1.5 * nation;
  return { factor: gap <= CLOSE_DAYS ? 0.9 : isSlight ? 0.75 : 0.5, reason: 'state-count-above-national' };
}

function countOf({ affected, affectedIsPlaceholder }: IncidentView): number | null {
  return affectedIsPlaceholder || affected === null || affected <= 0 ? null : affected;
}
