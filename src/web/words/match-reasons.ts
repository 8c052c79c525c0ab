/** Why a report may be about an organization, as far as a reader needs to know. */
export const MATCH_REASONS = [
  'same-name',
  'other-name',
  'part-of',
  'like-name',
  'named-in-text',
  'same-state',
  'vendor',
] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

// Names of rules of domain/matching. Rules that only refine one of these are left out.
const BY_RULE: Record<string, MatchReason> = {
  'same-name': 'same-name',
  'same-but-for-spacing': 'same-name',
  'trade-name': 'other-name',
  'former-name': 'other-name',
  'alias-name': 'other-name',
  'known-name': 'other-name',
  'operator-said-same': 'same-name',
  'system-heads-name': 'part-of',
  'system-may-head-name': 'part-of',
  'owner-in-front': 'part-of',
  'brand-heads-name': 'part-of',
  'parent-name': 'part-of',
  'same-brand-and-kind': 'like-name',
  'near-same-name': 'like-name',
  'brand-and-full-name': 'like-name',
  'name-cut': 'like-name',
  'like-name': 'like-name',
  'named-in-description': 'named-in-text',
  'same-state': 'same-state',
  'state-in-name': 'same-state',
  vendor: 'vendor',
  'vendor-of': 'vendor',
};

/** The reasons of a match in a reader's terms, each once, in the order in which they spoke. */
export function matchReasons(rules: readonly string[]): MatchReason[] {
  return [...new Set(rules.flatMap((rule) => BY_RULE[rule] ?? []))];
}
