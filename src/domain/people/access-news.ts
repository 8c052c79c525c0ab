import type { Level } from '../level.js';

/** What changed in who can see a record (S19). */
export type AccessChange = 'added' | 'removed' | 'ending';

/** Somebody who is told of it. */
export interface Told {
  accountId: string;
  side: 'patient' | 'caregiver';
}

/**
 * How loud a change of access is to whom. It is information to whoever wanted it, to the person whom it is about, and
 * where somebody leaves; whoever speaks for the patient and did not do it looks at it today.
 * @param by the account that made the change
 */
export function levelOfChange(
  { accountId, side }: Told,
  change: { by: string; byPatient: boolean; leaves: boolean },
): Level {
  if (side === 'caregiver' || change.byPatient || change.leaves || accountId === change.by) return 'info';
  return 'act now';
}
