import type { StepKey } from '../messages/steps.js';
import { type CaseWord, newest } from './events.js';

export const STEP_STATES = ['done', 'skipped', 'not-now', 'open'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** What somebody said of a step. */
export interface StepWord extends CaseWord {
  step: string;
  state: StepState;
  /** YYYY-MM-DD: the day on which a step that is put off stands open again. */
  until: string | null;
}

export interface CaseStep {
  key: StepKey;
  state: StepState;
  until: string | null;
  /** Who said so last; null where nobody said anything of it. */
  said: StepWord | null;
}

/** Each step of a case as it stands on a day (YYYY-MM-DD), in the order of the case. */
export function stepsOn(keys: readonly StepKey[], words: readonly StepWord[], today: string): CaseStep[] {
  return keys.map((key) => {
    const said = newest(words.filter(({ step }) => step === key));
    if (said === null || isDueAgain(said, today)) return { key, state: 'open', until: null, said };
    return { key, state: said.state, until: said.until, said };
  });
}

function isDueAgain({ state, until }: StepWord, today: string): boolean {
  return state === 'not-now' && until !== null && until <= today;
}
