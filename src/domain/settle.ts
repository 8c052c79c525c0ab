import { corroborate } from './evidence/corroborate.js';
import { itemsAround } from './evidence/gather.js';
import type { Followed } from './follow.js';

/** A flag whose settling time is over. */
export interface SettlingFlag {
  id: string;
  studyKey: string;
  /** The newest answer to "Do you know about this?", or null. */
  answer: string | null;
}

export interface Settled {
  id: string;
  /** It stands, or something explains it: evidence that came, the place that withdrew it, or the patient's own word. */
  outcome: 'stands' | 'explained';
}

/**
 * What becomes of flags whose settling time is over, on a later complete pull. A flag stands while its study is
 * still shown without evidence; one whose study this pull did not bring waits for the next, and is left out.
 */
export function settle(waiting: SettlingFlag[], { history, pull }: Followed): Settled[] {
  if (waiting.length === 0) return [];
  const shown = new Map(
    history.known.filter(({ absences }) => absences === 0).map(({ study }) => [study.key, study]),
  );
  const asked = new Set(waiting.flatMap(({ studyKey }) => shown.get(studyKey) ?? []));
  const evidence = corroborate(
    itemsAround(pull.corroborating, [...asked]),
    history.known.map(({ study }) => study),
    asked,
  );
  return waiting.flatMap(({ id, studyKey, answer }): Settled[] => {
    const study = shown.get(studyKey);
    if (answer === 'know') return [{ id, outcome: 'explained' }];
    if (!study) return [];
    if (study.status === 'retracted') return [{ id, outcome: 'explained' }];
    return [{ id, outcome: (evidence.get(study) ?? []).length > 0 ? 'explained' : 'stands' }];
  });
}
