import type { TimeView } from '../words/times.js';

/** The dates that steps name, counted from today: when to call, and when an office must have answered. */
export interface StepDates {
  callBy: TimeView;
  /** 45 CFR 164.524(b)(2): 30 days for copies. */
  copiesBy: TimeView;
  /** 45 CFR 164.526(b)(2): 60 days for a correction. */
  correctBy: TimeView;
  /** 45 CFR 164.528(c)(1): 60 days for the list of disclosures. */
  listBy: TimeView;
}
