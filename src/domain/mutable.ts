import type { Situation } from './situation.js';

/**
 * Kinds of messages that a person may keep out of mail and digest. Not those that ask to act soon or are about the
 * account; a breach that is confirmed always asks to act soon, or is a vendor's (next-steps.md section 11).
 */
export const MUTABLE_SITUATIONS = [
  'S01',
  'S02',
  'S04',
  'S05',
  'S06',
  'S08',
  'S09',
  'S10',
  'S11',
  'S13',
  'S15',
  'S16',
  'S21',
] as const satisfies readonly Situation[];
export type MutableSituation = (typeof MUTABLE_SITUATIONS)[number];
