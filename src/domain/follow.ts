import { type AssessmentContext, assess, type Flag } from './assess.js';
import type { Change } from './change.js';
import { type AllowingConsent, allowingConsents } from './consent.js';
import { advance } from './diff.js';
import { digestsOf } from './digest.js';
import { corroborate } from './evidence/corroborate.js';
import { itemsAround } from './evidence/gather.js';
import { expectedItem, type Given } from './expectation.js';
import type { WatchedPatient } from './fhir/subject.js';
import { ABSENCES_UNTIL_REMOVED, type History, type Quarantined } from './history.js';
import { foldMerge, joiningAt } from './merge-charts.js';
import type { Reading } from './pull.js';
import { corroboratingIn, readPull, type UnderstoodPull } from './read-pull.js';
import { sift } from './sift.js';
import { judgePull, type Verdict } from './verdict.js';

const NONE_OFF: ReadonlySet<string> = new Set();

/** What one reading meant: the verdict on it, the assessed changes, and the history it leaves. */
export interface Followed {
  pull: UnderstoodPull;
  studyCount: number;
  quarantined: Quarantined[];
  verdict: Verdict;
  flags: Flag[];
  history: History;
}

/**
 * The whole journey of one reading through the core: understand, judge, compare, assess.
 * @param at when it was read (ISO 8601, UTC)
 * @param given what people said, and which rules are off
 */
export function follow(
  history: History,
  reading: Reading,
  watched: WatchedPatient | string | null,
  at: string,
  settlingHours: number,
  given: Given = {},
): Followed {
  const digests = digestsOf(reading.resources);
  if (isWatched(watched) && isRepeat(history, reading, digests.whole))
    return repeated(history, reading, watched);
  const each = digests.each();
  const pull = readNews(history, reading, watched, each) ?? readPull(reading, watched);
  const { studies, mixedUp, quarantined } = pull;
  const verdict = judgePull(history, reading, pull);
  const { changes, history: after } = advance(history, { studies, mixedUp }, verdict, at);
  const evidenceFor = evidenceOf(pull, changes, after, given);
  const joining = isWatched(watched)
    ? joiningAt(history.joining, [watched, pull.patient], reading.resources, at)
    : null;
  const told =
    joining === null || history.baselineAt === null
      ? changes
      : foldMerge(changes, joining, {
          at,
          anyStudy: after.known[0]?.study ?? null,
          patient: pull.patient,
          resources: reading.resources,
          isCorroborated: (study) => evidenceFor(study).length > 0,
        });
  const context: AssessmentContext = {
    at,
    evidenceFor,
    readable: reading.read,
    settlingHours,
    rulesOff: given.rulesOff ?? NONE_OFF,
  };
  return {
    pull,
    studyCount: studies.length,
    quarantined,
    verdict,
    flags: told.map((change) => assess(change, context)),
    history: {
      ...after,
      consents: consentsAfter(history, reading, pull, verdict, at),
      joining,
      quarantined: verdict.complete ? quarantined : history.quarantined,
      digest: verdict.complete && isAtRest(after) ? digests.whole : null,
      digests: verdict.complete ? Object.fromEntries(each) : {},
    },
  };
}

/** A pull that does not show all consents takes none away. */
function consentsAfter(
  { consents }: History,
  { resources, read }: Reading,
  { patient }: UnderstoodPull,
  { complete }: Verdict,
  at: string,
): AllowingConsent[] {
  const shown = allowingConsents(resources, patient, at);
  if (complete && read.includes('Consent')) return shown;
  const isKept = (known: AllowingConsent): boolean => !shown.some(({ id }) => id === known.id);
  return [...consents.filter(isKept), ...shown];
}

/** Understands only what is new in a reading; null where all of it has to be read. */
function readNews(
  history: History,
  reading: Reading,
  watched: WatchedPatient | string | null,
  digests: Map<string, number>,
): UnderstoodPull | null {
  const sifted = isWatched(watched) ? sift(history, reading.resources, digests) : null;
  if (sifted === null) return null;
  const news = readPull({ ...reading, resources: sifted.resources }, watched, reading.resources);
  // Whether a name is somebody else's or only written otherwise is told by the whole record.
  if (news.otherPatient || news.quarantined.some(({ isMixed }) => isMixed)) return null;
  return {
    ...news,
    studies: [...sifted.untouched.map(({ study }) => study), ...news.studies],
  };
}

/**
 * Whether a reading says what the last one said, and nothing was left open then: following it would change nothing.
 * @param history what is known but for the studies
 */
export function repeats(history: Omit<History, 'known'>, reading: Reading): boolean {
  return history.digest !== null && isRepeat(history, reading, digestsOf(reading.resources).whole);
}

function isRepeat(history: Omit<History, 'known'>, reading: Reading, digest: string): boolean {
  const refused = reading.refused.map(({ type }) => type);
  return (
    history.digest === digest &&
    reading.failed.length === 0 &&
    (reading.partial ?? null) === null &&
    [...history.readable].sort().join() === [...reading.read].sort().join() &&
    refused.length === history.refused.length &&
    refused.every((type) => type !== null && history.refused.includes(type))
  );
}

/** Nothing waits for a second pull to agree. */
function isAtRest({ known, emptyAnswers, baselineAt }: History): boolean {
  const waits = known.some(({ absences }) => absences > 0 && absences < ABSENCES_UNTIL_REMOVED);
  return baselineAt !== null && emptyAnswers === 0 && !waits;
}

function repeated(history: History, reading: Reading, patient: WatchedPatient): Followed {
  const { readable, emptyAnswers, quarantined } = history;
  const nothing = { studies: [], mixedUp: [], organizations: [], keepers: [], quarantined: [] };
  const corroborating = corroboratingIn(reading.resources, patient);
  return {
    pull: { patient, otherPatient: false, texts: new Map(), corroborating, ...nothing },
    studyCount: history.lastCompleteCount,
    quarantined,
    verdict: {
      complete: true,
      incomplete: [],
      partial: null,
      readable,
      refused: reading.refused,
      emptyAnswers,
    },
    flags: [],
    history,
  };
}

function isWatched(patient: WatchedPatient | string | null): patient is WatchedPatient {
  return patient !== null && typeof patient !== 'string';
}

/** Evidence is asked for where a study is new, which most pulls do not bring. */
function evidenceOf(
  pull: UnderstoodPull,
  changes: Change[],
  { known }: History,
  { expected = [], site }: Given,
): AssessmentContext['evidenceFor'] {
  const added = new Set(
    changes.filter(({ kind, returned }) => kind === 'added' && !returned).map(({ study }) => study),
  );
  if (added.size === 0) return () => [];
  const studies = known.map(({ study }) => study);
  const items = [
    ...itemsAround(pull.corroborating, [...added]),
    ...expected.map((word) => expectedItem(word, site)),
  ];
  const found = corroborate(items, studies, added);
  return (study) => found.get(study) ?? [];
}
