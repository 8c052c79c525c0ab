import { type CaseWord, newest } from './events.js';

/** How a scan that was "not mine" came to be there; the harmless causes first, as they are more common. */
export const STUDY_OUTCOMES = [
  'filed-late',
  'sent-from-elsewhere',
  'records-joined',
  'label-fixed',
  'forgotten',
  'other-place',
  'corrected',
  'moved',
  'misuse',
  'no-answer',
  'something-else',
] as const;
/** How a breach ended for this person. */
export const BREACH_OUTCOMES = ['letter-includes', 'letter-excludes', 'no-answer', 'something-else'] as const;
/** What no form says: the answer that had opened the case was changed, or the case was taken up again. */
export const OTHER_OUTCOMES = ['answer-changed', 'reopened'] as const;

export type Outcome =
  (typeof STUDY_OUTCOMES)[number] | (typeof BREACH_OUTCOMES)[number] | (typeof OTHER_OUTCOMES)[number];

export interface OutcomeWord extends CaseWord {
  outcome: Outcome;
}

/** The outcome that stands, or null while the case is open. */
export function outcomeOf(words: readonly OutcomeWord[]): OutcomeWord | null {
  const last = newest(words);
  return last === null || last.outcome === 'reopened' ? null : last;
}

/** The outcomes that can be said of a case. */
export function outcomesOf(cause: 'study' | 'breach'): readonly Outcome[] {
  return cause === 'study' ? STUDY_OUTCOMES : BREACH_OUTCOMES;
}
