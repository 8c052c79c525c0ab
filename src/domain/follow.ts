import { type AssessmentContext, assess, type Flag } from './assess.js';
import type { Change } from './change.js';
import { advance } from './diff.js';
import { digestOf } from './digest.js';
import { corroborate } from './evidence/corroborate.js';
import { itemsAround } from './evidence/gather.js';
import type { WatchedPatient } from './fhir/subject.js';
import { ABSENCES_UNTIL_REMOVED, type History } from './history.js';
import type { Reading } from './pull.js';
import { readPull, type UnderstoodPull } from './read-pull.js';
import { judgePull, type Verdict } from './verdict.js';

/** What one reading meant: the verdict on it, the assessed changes, and the history it leaves. */
export interface Followed {
  pull: UnderstoodPull;
  verdict: Verdict;
  flags: Flag[];
  history: History;
}

/**
 * The whole journey of one reading through the core: understand, judge, compare, assess.
 * @param at when it was read (ISO 8601, UTC)
 */
export function follow(
  history: History,
  reading: Reading,
  watched: WatchedPatient | string | null,
  at: string,
  settlingHours: number,
): Followed {
  const pull = readPull(reading, watched);
  const verdict = judgePull(history, reading, pull);
  const { changes, history: after } = advance(history, pull.studies, verdict, at);
  const evidenceFor = evidenceOf(pull, changes, after);
  const context: AssessmentContext = { at, evidenceFor, readable: reading.read, settlingHours };
  const digest = verdict.complete && isSettled(after) ? readingDigest(reading) : null;
  return {
    pull,
    verdict,
    flags: changes.map((change) => assess(change, context)),
    history: { ...after, digest },
  };
}

/**
 * Whether this reading says the same as the last complete one and nothing is pending, so that following it could change
 * nothing.
 */
export function repeats({ digest }: Omit<History, 'known'>, reading: Reading): boolean {
  return digest !== null && reading.failed.length === 0 && digest === readingDigest(reading);
}

function readingDigest({ resources, read, refused }: Reading): string {
  const refusedTypes = refused.map(({ type }) => type).sort();
  return [digestOf(resources), [...read].sort().join(), refusedTypes.join()].join(' ');
}

function isSettled({ baselineAt, known }: History): boolean {
  const isPending = known.some(({ absences }) => absences > 0 && absences < ABSENCES_UNTIL_REMOVED);
  return baselineAt !== null && !isPending;
}

/** Evidence is asked for where a study is new, which most pulls do not bring. */
function evidenceOf(
  pull: UnderstoodPull,
  changes: Change[],
  { known }: History,
): AssessmentContext['evidenceFor'] {
  const added = new Set(
    changes.filter(({ kind, returned }) => kind === 'added' && !returned).map(({ study }) => study),
  );
  if (added.size === 0) return () => [];
  const studies = known.map(({ study }) => study);
  const found = corroborate(itemsAround(pull.corroborating, [...added]), studies, added);
  return (study) => found.get(study) ?? [];
}
