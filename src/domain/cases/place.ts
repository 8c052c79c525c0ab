import type { Jurisdiction } from '../law.js';
import { stateCode } from '../matching/states.js';

/** Whose rules hold at a place, by the state of its address; null where it tells none. */
export function placeOfState(state: string | null): Jurisdiction | null {
  const code = stateCode(state);
  if (code === null) return null;
  return code === 'CA' || code === 'TX' ? `US-${code}` : 'US';
}
