import type { Change, StudyField } from './change.js';
import { spanOf } from './fhir/date.js';
import { joinedSince, replacedCharts, subjectIds, type WatchedPatient } from './fhir/subject.js';
import type { Joining } from './history.js';
import type { FhirResource } from './pull.js';
import { ownReference } from './fhir/elements.js';
import { type Study, tellingOf } from './study.js';

/** What a merge brings about by itself: other ids, and another patient number. */
const OF_A_MERGE: StudyField[] = ['ids', 'accession', 'subject', 'organization'];
/** Entries of a chart that was joined are moved over in days; what comes later has another reason. */
const MOVING_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * The joining of charts that a pull still stands under: one that it tells of, else the last one while its entries may
 * be moved over.
 * @param at when the pull was made (ISO 8601, UTC)
 */
export function joiningAt(
  last: Joining | null,
  [before, now]: [WatchedPatient, WatchedPatient | null],
  resources: FhirResource[],
  at: string,
): Joining | null {
  const joined = now === null ? [] : joinedSince(before, now);
  if (joined.length > 0) {
    const replaced = replacedCharts(resources);
    return { at, givenUp: joined.filter((id) => replaced.has(id)) };
  }
  const isOver = last !== null && Date.parse(at) - Date.parse(last.at) > MOVING_DAYS * DAY_MS;
  return isOver ? null : last;
}

/** What of a pull tells which of its changes a joining of charts brought about. */
export interface Around {
  at: string;
  /** Named where the joining touched no study. */
  anyStudy: Study | null;
  patient: WatchedPatient | null;
  resources: FhirResource[];
  isCorroborated: (study: Study) => boolean;
}

/**
 * Two charts of one person were joined: all that it brought about in one pull is told as one change. Studies that came
 * with the other chart are named in it, also those that come later; what else happened to a study stays a change of its
 * own.
 */
export function foldMerge(changes: Change[], joining: Joining, around: Around): Change[] {
  const isFresh = joining.at === around.at;
  const folded = isFresh ? changes.filter(isOfAMerge) : movedLater(changes, joining, around);
  const told = folded.find(({ kind }) => kind === 'added') ?? folded[0];
  const study = told?.study ?? (isFresh ? around.anyStudy : null);
  if (study === null) return changes;
  const merge: Change = {
    kind: 'merged',
    before: null,
    study,
    firstSeenAt: told?.firstSeenAt ?? around.at,
    fields: ['subject'],
    also: told?.kind === 'added' ? ['added'] : [],
    contradicts: [],
    returned: false,
    studies: folded.length > 0 ? folded.map((change) => change.study.key) : [study.key],
  };
  return [merge, ...changes.filter((change) => !folded.includes(change))];
}

function isOfAMerge(change: Change): boolean {
  const { kind, fields } = change;
  if (kind === 'added') return isNew(change);
  return (kind === 'reissued' || kind === 'altered') && fields.every((field) => OF_A_MERGE.includes(field));
}

/**
 * What is moved over after the joining was told: what the source files under the chart that was given up, what gets
 * another number of the patient's own, and several older studies that come together, unless all of them are explained.
 * A single one may have nothing to do with it, and is asked about like any other.
 */
function movedLater(changes: Change[], joining: Joining, around: Around): Change[] {
  const older = changes.filter((change) => isNew(change) && isOlder(change.study, joining));
  const unexplained = older.filter(({ study }) => !around.isCorroborated(study));
  if (older.length > 1 && unexplained.length > 0)
    return changes.filter((change) => older.includes(change) || isRenumbered(change, around));
  const filed = older.length === 0 ? [] : filedUnder(joining, older, around.resources);
  return changes.filter((change) => filed.includes(change) || isRenumbered(change, around));
}

function isNew({ kind, returned, before }: Change): boolean {
  return kind === 'added' && !returned && before === null;
}

function isOlder({ started }: Study, joining: Joining): boolean {
  const made = spanOf(started ?? '');
  return made === null || made.from <= Date.parse(joining.at);
}

function isRenumbered({ kind, fields, before, study }: Change, { patient }: Around): boolean {
  const number = study.patientNumber;
  if (kind !== 'altered' || number === null || !fields.includes('subject') || before === study) return false;
  const isOwn = patient?.identifiers.has(`${number.system ?? ''}|${number.value}`) === true;
  return isOwn && fields.every((field) => OF_A_MERGE.includes(field));
}

function filedUnder({ givenUp }: Joining, changes: Change[], resources: FhirResource[]): Change[] {
  if (givenUp.length === 0) return [];
  const there = resources.filter((one) => subjectIds(one).some((id) => givenUp.includes(id)));
  const references = new Set(there.map(ownReference));
  return changes.filter(({ study }) => tellingOf(study).some((reference) => references.has(reference)));
}
