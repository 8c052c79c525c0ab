import type { Situation } from '../../domain/situation.js';

/** The ordinary reasons behind a change; templates choose the sentence for each. */
export const PLAIN_REASONS = [
  'filed-late',
  'sent-over',
  'second-reading',
  'order-first',
  'saved-twice',
  'records-joined',
  'late-images',
  'label-corrected',
  'archive-moved',
  'portal-gap',
  'order-cancelled',
  'keeping-time',
  'typing-fixed',
  'comparison-added',
] as const;
export type PlainReason = (typeof PLAIN_REASONS)[number];

const BACKDATED: PlainReason[] = ['filed-late', 'sent-over', 'second-reading', 'records-joined'];
const BY_SITUATION: Partial<Record<Situation, PlainReason[]>> = {
  S02: ['order-first', 'sent-over', 'saved-twice', 'second-reading', 'records-joined'],
  S04: ['late-images', 'label-corrected', 'records-joined', 'archive-moved'],
  S05: ['portal-gap', 'records-joined', 'order-cancelled', 'keeping-time', 'archive-moved'],
  S06: ['typing-fixed', 'comparison-added'],
};

/** What most often explains a situation, most likely first; an old date points to old scans. */
export function plainReasons(situation: Situation, backdated: boolean): PlainReason[] {
  if (situation === 'S02' && backdated) return BACKDATED;
  return BY_SITUATION[situation] ?? [];
}
