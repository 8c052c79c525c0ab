import type { GrantRole } from '../notification.js';
import type { InvitedRole } from './scope.js';

/** On what the right of a representative rests: the patient's own word, or papers that an operator has seen. */
export const AUTHORITIES = ['patient', 'parent', 'guardian', 'attorney', 'estate'] as const;
export type Authority = (typeof AUTHORITIES)[number];

/** What somebody may state when they add a person in their care. */
export const CARE_AUTHORITIES = ['parent', 'guardian', 'attorney', 'estate'] as const;
export type CareAuthority = (typeof CARE_AUTHORITIES)[number];

/** Somebody who can see a record, as far as it matters to who may let others in or out. */
export interface Seer {
  role: GrantRole;
  /** Null for whoever is no representative, and for those whose authority was not noted. */
  authority: Authority | null;
}

/**
 * Whom somebody may let in. The patient: anybody. A representative: helpers; and where the patient has no account to
 * appoint anybody with, such as a child, a representative by papers may appoint another.
 */
export function rolesToInvite(seer: Seer, patientHasAccount: boolean): InvitedRole[] {
  if (seer.role === 'self') return ['helper', 'representative'];
  if (seer.role === 'helper') return [];
  return !patientHasAccount && hasPapers(seer) ? ['helper', 'representative'] : ['helper'];
}

/** Whether somebody may change or end what another person sees. One's own is ended by `mayLeave`. */
export function mayEnd(seer: Seer, other: Seer, patientHasAccount: boolean): boolean {
  if (other.role === 'self') return false;
  if (seer.role === 'self') return true;
  if (seer.role === 'helper') return false;
  return other.role === 'helper' || (!patientHasAccount && hasPapers(seer) && !hasPapers(other));
}

/** Whoever helps can stop; nobody takes the patient's own record from them. */
export function mayLeave({ role }: Seer): boolean {
  return role !== 'self';
}

/** Only the patient keeps things to themselves: whoever acts for them would hide them from the patient too. */
export function mayHide({ role }: Seer): boolean {
  return role === 'self';
}

function hasPapers({ role, authority }: Seer): boolean {
  return role === 'representative' && authority !== null && authority !== 'patient';
}
