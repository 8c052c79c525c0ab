import { EVIDENCE_TYPES } from '../domain/evidence/item.js';
import { canShowFace } from '../domain/face.js';
import { compareLevels, type Level } from '../domain/level.js';
import type { FlagRow, Sighting } from '../store/pages/flag.reader.js';
import type { GivenAnswer } from '../store/pages/sql.js';
import { fieldChanges } from './field-changes.js';
import { flagMessage } from './flag-message.js';
import type { MessageReader } from './message-of.js';
import { studyView } from './study-view.js';
import type { FlagView, SightingView } from './views/flag.js';
import type { StudyView } from './views/record.js';
import { momentWords, type Reader } from './words/times.js';

/** What the page of a flag shows besides what every page carries, and who may answer. */
export type FlagFacts = Omit<
  FlagView,
  | 'lang'
  | 'csrf'
  | 'viewer'
  | 'who'
  | 'patientHref'
  | 'lettersHref'
  | 'caseHref'
  | 'sharing'
  | 'answerAction'
  | 'answer'
  | 'scanHref'
  | 'dealtAction'
  | 'dealt'
  | 'hide'
>;

/**
 * How loud a flag is once people have spoken: "not mine" makes it one to act on soon (the place can tell a mix-up
 * from misuse), "I know this" ends it, and so does the word that it is dealt with. One that does not stand, or no longer holds, is quiet.
 */
export function shownLevel(
  level: Level,
  holds: boolean,
  { answer, dealt }: { answer: GivenAnswer['answer'] | null; dealt: boolean },
): Level {
  if (dealt) return 'quiet';
  if (answer === 'not-mine') return compareLevels(level, 'act soon') > 0 ? level : 'act soon';
  return holds && answer !== 'know' ? level : 'quiet';
}

/** A flag, the study as it was then, and what we saw since. */
export function flagFacts(
  row: FlagRow,
  sightings: Sighting[],
  reports: FlagView['reports'],
  to: MessageReader,
): FlagFacts {
  const { reader } = to;
  const study = studyOf(row, reader);
  const returned = row.situation === 'S05' && study.shown.state === 'shown';
  const level = shownLevel(row.level, row.standing && !returned, {
    answer: row.answer?.answer ?? null,
    dealt: row.dealt !== null,
  });
  const state = { level, since: since(row), evidenceReadable: study.evidenceReadable, returned };
  return {
    organization: row.study.organization,
    situation: row.situation as FlagView['situation'],
    message: flagMessage(row, state, to),
    code: row.code,
    study,
    face: canShowFace(row.study.facts),
    changes: fieldChanges(row.fields, row.before, row.after, reader),
    reports,
    seen: seenViews(row, sightings, reader),
  };
}

/** A scan that is gone was gone when it was first missing, before a second look agreed. */
function since({ situation, after, study, seenAt }: FlagRow): Date {
  const gone = situation === 'S05' && after.status !== 'retracted';
  return gone ? (study.missingSince ?? seenAt) : seenAt;
}

/** The study in the words of the flag; whether it is shown is as of today. What could be read is what that pull could. */
function studyOf({ study, after, flagEvidence, refused }: FlagRow, reader: Reader): StudyView {
  const refusedTypes = new Set(refused.map(({ type }) => type));
  const evidence = flagEvidence.length > 0 ? flagEvidence : study.evidence;
  return {
    ...studyView({ ...study, evidence }, reader),
    ...described(studyView({ ...study, evidence, facts: after }, reader)),
    evidenceReadable: EVIDENCE_TYPES.some((type) => !refusedTypes.has(type)),
  };
}

function described({ kind, name, day, holds, images }: StudyView): Partial<StudyView> {
  return { kind, name, day, holds, images };
}

function seenViews({ study }: FlagRow, sightings: Sighting[], reader: Reader): SightingView[] {
  const later = sightings
    .filter(({ what, at }) => what !== 'added' || at > study.firstSeenAt)
    .map(({ what, at }) => ({ what: WHAT[what], at: momentWords(at, reader) }));
  return [{ what: 'added', at: momentWords(study.firstSeenAt, reader) }, ...later];
}

const WHAT: Record<Sighting['what'], SightingView['what']> = {
  added: 'seen-again',
  outcome: 'seen-again',
  missing: 'missing',
  removed: 'missing-again',
  retracted: 'withdrawn',
  altered: 'changed',
  replaced: 'replaced',
  grown: 'changed',
  'derived-added': 'more-images',
  'late-images': 'more-images',
  reissued: 'changed',
  'report-added': 'report-added',
  'report-amended': 'report-amended',
  merged: 'joined',
  answered: 'answered',
  dealt: 'dealt',
  written: 'written',
};
