/** What one comparison says: a share of certainty that is left, above 1 where it speaks for one incident. */
export interface Evidence {
  factor: number;
  /** Name of the rule, null where it has nothing to say. */
  reason: string | null;
}

export const NOTHING_TOLD: Evidence = { factor: 1, reason: null };
