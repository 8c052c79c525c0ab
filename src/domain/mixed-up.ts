import type { Quarantined } from './history.js';

/** What carries somebody else's name, birth date or number, and was not set aside the last time. */
export function newlyMixed(before: Quarantined[], now: Quarantined[]): Quarantined[] {
  const known = new Set(before.filter(({ isMixed }) => isMixed).map(nameOf));
  return now.filter((one) => one.isMixed && !known.has(nameOf(one)));
}

/** One without an id is told from others by its type and what is wrong with it. */
function nameOf({ type, id, reason }: Quarantined): string {
  return id === null ? `${type} ${reason}` : `${type}/${id}`;
}
