import type { GrantRole } from '../notification.js';

/** Kinds of things of a record that are shared, or kept back, together. */
export const SHARED_KINDS = ['scans', 'reports', 'breaches', 'cases'] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];

/** Whom one can let in: nobody is made the patient. */
export const INVITED_ROLES = ['helper', 'representative'] as const satisfies GrantRole[];
export type InvitedRole = (typeof INVITED_ROLES)[number];

/** What part of a record somebody sees. Null is all of it, also what is still to come. */
export interface Scope {
  /** Ids of connections. */
  places: string[] | null;
  kinds: SharedKind[] | null;
}

/** What somebody in this role can be shown at most: a helper never sees the words of reports. */
export function kindsOf(role: GrantRole): SharedKind[] {
  return SHARED_KINDS.filter((kind) => role !== 'helper' || kind !== 'reports');
}

/** A scope as it is kept: each place and kind once, and null where everything is chosen that the role can be shown. */
export function scopeOf(role: InvitedRole, places: string[] | null, kinds: readonly SharedKind[]): Scope {
  const chosen = kindsOf(role).filter((kind) => kinds.includes(kind));
  return {
    places: places === null ? null : [...new Set(places)].sort(),
    kinds: chosen.length === kindsOf(role).length ? null : chosen,
  };
}

/** Whether nothing at all would be seen. */
export function isEmpty({ places, kinds }: Scope): boolean {
  return places?.length === 0 || kinds?.length === 0;
}

/** Whether a scope shows nothing that another does not show: nobody passes on more than they have. */
export function isWithin(scope: Scope, own: Scope): boolean {
  return isPart(scope.places, own.places) && isPart(scope.kinds, own.kinds);
}

function isPart<T>(part: T[] | null, whole: T[] | null): boolean {
  if (whole === null) return true;
  return part !== null && part.every((each) => whole.includes(each));
}

/** Whether somebody in this role with this scope is shown things of a kind. */
export function shows({ kinds }: Scope, role: GrantRole, kind: SharedKind): boolean {
  return kindsOf(role).includes(kind) && (kinds === null || kinds.includes(kind));
}
