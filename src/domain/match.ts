import { decide, readFiling, readOrganization, type MatchableFiling } from './matching/decide.js';
import type { Match, Organization } from './organization.js';

export {
  indexOrganizations,
  matchAll,
  type OrganizationIndex,
  type OrganizationMatch,
} from './matching/organization-index.js';
export type { MatchableFiling } from './matching/decide.js';

/** Stored with each match; scores compare within one version only. */
export const MATCH_RULES_VERSION = 1;

/**
 * Says whether a filing concerns an organization.
 * `named`: the row names it, or the health system whose brand heads its name. `possible`: a person has to look.
 * The score is 0..1; the reasons are names of rules, strongest first. Never throws.
 */
export function matchFiling(filing: MatchableFiling, organization: Organization): Match {
  return decide(readFiling(filing), readOrganization(organization));
}
