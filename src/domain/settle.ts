import { corroborate } from './evidence/corroborate.js';
import { itemsAround } from './evidence/gather.js';
import type { Evidence } from './evidence/item.js';
import { expectedItem, type Given } from './expectation.js';
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
  studyKey: string;
  /** It stands, or something explains it: evidence that came, the place that withdrew it, or the patient's own word. */
  outcome: 'stands' | 'explained';
  /** What came to speak for the study. */
  evidence: Evidence[];
}

/**
 * What becomes of flags whose settling time is over, on a later complete pull. A flag stands while its study is
 * still shown without evidence; one whose study this pull did not bring waits for the next, and is left out.
 */
export function settle(
  waiting: SettlingFlag[],
  { history, pull }: Followed,
  { expected = [], site }: Given = {},
): Settled[] {
  if (waiting.length === 0) return [];
  const shown = new Map(
    history.known.filter(({ absences }) => absences === 0).map(({ study }) => [study.key, study]),
  );
  const asked = new Set(waiting.flatMap(({ studyKey }) => shown.get(studyKey) ?? []));
  const evidence = corroborate(
    [...itemsAround(pull.corroborating, [...asked]), ...expected.map((word) => expectedItem(word, site))],
    history.known.map(({ study }) => study),
    asked,
  );
  return waiting.flatMap(({ id, studyKey, answer }): Settled[] => {
    const study = shown.get(studyKey);
    const found = (study && evidence.get(study)) ?? [];
    if (answer === 'know') return [{ id, studyKey, outcome: 'explained', evidence: found }];
    if (!study) return [];
    const explained = study.status === 'retracted' || found.length > 0;
    return [{ id, studyKey, outcome: explained ? 'explained' : 'stands', evidence: found }];
  });
}
