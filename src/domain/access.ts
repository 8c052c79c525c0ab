import type { GrantRole } from './notification.js';

/**
 * What a route asks of its visitor. `view` and `act` are about the patient that the route names, `officer` about the
 * provider: it is for the privacy officers of that one.
 */
export type AccessRule = 'public' | 'signed-in' | 'operator' | 'officer' | 'view' | 'act';

/** The parts of a record that a grant can be for. */
export type GrantKind = 'scans' | 'reports' | 'breaches' | 'cases';

/** What one account may see of one patient now, and as whom. */
export interface Grant {
  id: string;
  role: GrantRole;
  /** Connections; null is all of them. */
  places: string[] | null;
  /** Null is all of them. */
  kinds: GrantKind[] | null;
  /** Null is until it is taken back. */
  validUntil: Date | null;
}

/** What a token lets a program do: read what its person may see, answer questions as its person. */
export const API_SCOPES = ['read', 'answer'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/**
 * Whether a visitor comes in by the door that a route has: programs with a token that holds its scope, browsers without one.
 * @param needed null for a page
 * @param held null for a browser
 */
export function fitsDoor(needed: ApiScope | null, held: readonly ApiScope[] | null): boolean {
  return needed === null ? held === null : (held?.includes(needed) ?? false);
}

/** Who knocks: the account's roles, and what it is to the patient or the provider of the route, where that is something. */
export interface Visitor {
  roles: string[];
  grant: GrantRole | 'officer' | null;
}

/**
 * The one decision about access; what no rule allows is denied. An operator runs the service and sees no record, nor a summary.
 * @param visitor null when nobody is signed in
 */
export function allows(rule: AccessRule | undefined, visitor: Visitor | null): boolean {
  switch (rule) {
    case 'public':
      return true;
    case 'signed-in':
      return visitor !== null;
    case 'operator':
      return visitor?.roles.includes('operator') ?? false;
    case 'officer':
      return visitor?.grant === 'officer';
    case 'view':
      return visitor?.grant === 'helper' || allows('act', visitor);
    case 'act':
      return visitor?.grant === 'self' || visitor?.grant === 'representative';
    case undefined:
      return false;
  }
}
