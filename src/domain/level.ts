/** How loud a message may be, in rising order. See docs/ARCHITECTURE.md for what each level does to delivery. */
export const LEVELS = ['quiet', 'info', 'check', 'act soon', 'act now'] as const;
export type Level = (typeof LEVELS)[number];

/** Negative when `a` is quieter than `b`, zero when equal. */
export function compareLevels(a: Level, b: Level): number {
  return LEVELS.indexOf(a) - LEVELS.indexOf(b);
}
