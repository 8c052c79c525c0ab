/**
 * The situations a person can be told about. Each has its own words in templates/;
 * the numbers are fixed, because messages, letters and summaries refer to them.
 */
export const SITUATIONS = {
  S01: 'first list ready',
  S02: 'a new study the patient may not know',
  S03: 'a new study, known or expected',
  S04: 'a study changed',
  S05: 'a study is no longer shown',
  S06: 'a report was amended',
  S12: 'a breach at a provider, confirmed match',
  S13: 'a breach, possible match',
  S14: 'a breach at a vendor of a provider',
  S16: 'a connection is broken',
  S18: 'account security',
} as const;
export type Situation = keyof typeof SITUATIONS;
