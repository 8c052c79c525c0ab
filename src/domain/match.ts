import { NOTHING_LEARNT, readKnowledge, type MatchKnowledge } from './matching/knowledge.js';
import { decide, readFiling, readOrganization, type MatchableFiling } from './matching/decide.js';
import type { Match, Organization } from './organization.js';

export {
  indexOrganizations,
  matchAll,
  type OrganizationIndex,
  type OrganizationMatch,
} from './matching/organization-index.js';
export type { MatchableFiling } from './matching/decide.js';
export type { KnownAlias } from './matching/known-aliases.js';
export { filedNameKey, type MatchKnowledge, type OperatorVerdict } from './matching/knowledge.js';

/** Stored with each match; scores compare within one version only. */
export const MATCH_RULES_VERSION = 5;

/**
 * Says whether a filing concerns an organization.
 * `named`: the row names it, or the health system whose brand heads its name, or an operator said so. `vendor`: the
 * row is of a vendor that a sourced list gives for it. `possible`: a person has to look.
 * The score is 0..1; the reasons are names of rules, strongest first. Never throws.
 */
export function matchFiling(
  filing: MatchableFiling,
  organization: Organization,
  learnt: MatchKnowledge = NOTHING_LEARNT,
): Match {
  return decide(readFiling(filing), readOrganization(organization, readKnowledge(learnt)));
}
