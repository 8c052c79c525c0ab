import { compareText } from './canonicalise.js';
import { type Change, type ChangeKind, STUDY_FIELDS } from './change.js';
import { overlay } from './combine.js';
import { compareStudy, type StudyDifference } from './compare-study.js';
import { ABSENCES_UNTIL_REMOVED, type History, type KnownStudy } from './history.js';
import { identify, type Pair } from './identify.js';
import { firmContradictions, kindsOf } from './kinds.js';
import { compareReports } from './reports/compare-reports.js';
import { reunite } from './reunite.js';
import { imagedIn, type Study, type StudySource } from './study.js';
import type { Verdict } from './verdict.js';

/** While a study is this young, what is added to it belongs to its making (product: `grown`). */
const GROWING_HOURS = 72;
const HOUR_MS = 3_600_000;
/** The types that tell of studies. */
const SOURCE_OF_TYPE: Record<string, StudySource> = {
  ImagingStudy: 'imaging-study',
  DiagnosticReport: 'report',
  DocumentReference: 'document',
};

/** What one pull brought that the history did not know, and the history after it. */
export interface Step {
  changes: Change[];
  history: History;
}

/** A study of the history after the pull, and what changed in it. */
interface Outcome {
  known: KnownStudy;
  change: Change | null;
}

/** The studies of one pull, and what else it told that bears on the comparison. */
export interface Told {
  studies: Study[];
  /** Studies that carry another person's name, birth date or number now. */
  mixedUp: Study[];
}

/**
 * Compares the studies of one pull with the history of its connection. The first complete pull that could tell of
 * studies is the baseline: it has nothing to be compared with. An incomplete pull may add or alter; it never takes away.
 * @param at when the pull was made (ISO 8601, UTC)
 */
export function advance(history: History, told: Told, verdict: Verdict, at: string): Step {
  const outcomes = outcomesOf(history.known, told, verdict.complete, at);
  const granted = newlyGranted(history, verdict);
  const changes = outcomes
    .map(({ change }) => change)
    .filter((change) => change !== null)
    .filter((change) => change.kind !== 'added' || !granted.has(change.study.source));
  const known = outcomes.map((outcome) => outcome.known);
  return {
    changes: history.baselineAt === null ? [] : changes,
    history: {
      ...history,
      baselineAt: history.baselineAt ?? (canBeBaseline(verdict, told.studies) ? at : null),
      readable: verdict.complete ? verdict.readable : history.readable,
      refused: verdict.complete ? refusedTypes(verdict) : history.refused,
      emptyAnswers: verdict.emptyAnswers,
      lastCompleteCount: verdict.complete ? told.studies.length : history.lastCompleteCount,
      lastImagedCount: verdict.complete ? imagedIn(told.studies).length : history.lastImagedCount,
      known,
    },
  };
}

function outcomesOf(before: KnownStudy[], told: Told, complete: boolean, at: string): Outcome[] {
  const knownOf = new Map(before.map((known) => [known.study, known]));
  const { pairs, added, absent, joined } = reunite(identify([...knownOf.keys()], told.studies));
  const keys = new Set(before.map(({ study }) => study.key));
  const foreign = new Set(identify(absent, told.mixedUp).pairs.map((pair) => pair.before));
  return [
    // A study that is first met as withdrawn was never shown: there is nothing to tell of it.
    ...added.filter(({ status }) => status !== 'retracted').map((study) => add(study, keys, at)),
    ...pairs.map((pair) => meet(knownOf.get(pair.before)!, pair, complete, at)),
    ...joined.map((study) => ({
      known: { ...knownOf.get(study)!, absences: ABSENCES_UNTIL_REMOVED },
      change: null,
    })),
    ...absent.map((study) =>
      foreign.has(study) ? mixUp(knownOf.get(study)!) : miss(knownOf.get(study)!, complete),
    ),
  ].sort((a, b) => compareText(a.known.study.key, b.known.study.key));
}

/** What a source refused and lets us read now was there before, as far as we know: it is learned, and no news. */
function newlyGranted({ refused }: History, { readable }: Verdict): Set<StudySource> {
  const granted = refused.filter((type) => readable.includes(type));
  return new Set(granted.flatMap((type) => SOURCE_OF_TYPE[type] ?? []));
}

function refusedTypes({ refused }: Verdict): string[] {
  return refused.map(({ type }) => type).filter((type) => type !== null);
}

/** Where studies are refused, the list says nothing: all of them will be new when access is given, and none of them news. */
function canBeBaseline({ complete, partial, refused }: Verdict, studies: Study[]): boolean {
  const isRefused = (asked: string): boolean => refused.some(({ type }) => type === asked);
  const tellsOfStudies = studies.length > 0 || !Object.keys(SOURCE_OF_TYPE).every(isRefused);
  return (complete || partial !== null) && tellsOfStudies;
}

function add(pulled: Study, keys: Set<string>, at: string): Outcome {
  const study = { ...pulled, key: freeKey(pulled.key, keys) };
  const known = { study, firstSeenAt: at, absences: 0, isForeign: false };
  return { known, change: changeOf('added', known, null) };
}

/** Twins and reissued numbers can claim a key that names another study already. */
function freeKey(wanted: string, keys: Set<string>): string {
  let key = wanted;
  for (let copy = 2; keys.has(key); copy += 1) key = `${wanted}#${copy}`;
  keys.add(key);
  return key;
}

function meet(known: KnownStudy, pair: Pair, complete: boolean, at: string): Outcome {
  const { before, after } = pair;
  if (before === after) return { known, change: null };
  const [wasImaged, isImaged] = [before, after].map(({ source }) => source === 'imaging-study');
  if (wasImaged === isImaged) return compare(known, pair, complete, at);
  return wasImaged ? loseImages(known, after, complete) : gainImages(known, after, complete);
}

/** The images are not listed any more, the report is: the report alone stands for no images. */
function loseImages(known: KnownStudy, after: Study, complete: boolean): Outcome {
  const { reports } = overlay(known.study, { ...known.study, reports: after.reports }, complete);
  const { amended } = compareReports(known.study.reports, after.reports, complete);
  const outcome = miss(known, complete);
  const now = { ...outcome.known, study: { ...known.study, reports } };
  if (outcome.change?.kind === 'removed' || !amended)
    return { known: now, change: outcome.change === null ? null : { ...outcome.change, study: now.study } };
  return { known: now, change: amendedBeside('missing', now, known.study) };
}

/** An exam that was known by its report is listed with its images now. */
function gainImages(known: KnownStudy, after: Study, complete: boolean): Outcome {
  const { amended } = compareReports(known.study.reports, after.reports, complete);
  const study = { ...overlay(known.study, after, complete), key: known.study.key };
  const now = { ...known, study, absences: 0, isForeign: false };
  return {
    known: now,
    change: amended ? amendedBeside('added', now, known.study) : changeOf('added', now, known.study),
  };
}

function amendedBeside(also: ChangeKind, now: KnownStudy, before: Study): Change {
  return { ...changeOf('report-amended', now, before), fields: ['report'], also: [also] };
}

function compare(
  known: KnownStudy,
  { before, after, replaced }: Pair,
  complete: boolean,
  at: string,
): Outcome {
  const difference = compareStudy(before, after, complete);
  const returned = known.absences >= ABSENCES_UNTIL_REMOVED && before.status !== 'retracted';
  const [kind, ...also] = kindsOf({
    before,
    after,
    difference,
    replaced,
    returned,
    growing: isGrowing(known, at),
  });
  const now = {
    ...known,
    study: { ...overlay(before, after, complete), key: before.key },
    absences: 0,
    isForeign: false,
  };
  if (kind === undefined) return { known: now, change: null };
  const change = changeOf(kind, now, before);
  return {
    known: now,
    change: {
      ...change,
      also,
      returned,
      fields: fieldsOf(difference),
      contradicts: firmContradictions(before, after, difference),
    },
  };
}

function fieldsOf(difference: StudyDifference): Change['fields'] {
  const { altered, gained, reissued, moreImages, derivedSeries, reports } = difference;
  const found = new Set([...altered, ...gained, ...reissued]);
  if (reports.added || reports.amended) found.add('report');
  if (moreImages || derivedSeries) found.add('series');
  return STUDY_FIELDS.filter((field) => found.has(field));
}

function isGrowing(known: KnownStudy, at: string): boolean {
  const hours = (Date.parse(at) - Date.parse(known.firstSeenAt)) / HOUR_MS;
  return known.study.status === 'registered' || hours < GROWING_HOURS;
}

/** Counts an absence from a complete pull; what is gone for good stays known, and is not told again. */
function miss(known: KnownStudy, complete: boolean): Outcome {
  const isTold = known.absences >= ABSENCES_UNTIL_REMOVED || known.study.status === 'retracted';
  if (!complete || isTold) return { known, change: null };
  const now = { ...known, absences: known.absences + 1 };
  const kind = now.absences === ABSENCES_UNTIL_REMOVED ? 'removed' : 'missing';
  return { known: now, change: changeOf(kind, now, known.study) };
}

/** The source names somebody else as its patient now. It stays as it was known, and this is told once. */
function mixUp(known: KnownStudy): Outcome {
  const now = { ...known, absences: 0, isForeign: true };
  if (known.isForeign) return { known: now, change: null };
  const change = changeOf('altered', now, known.study);
  return { known: now, change: { ...change, fields: ['subject'], contradicts: ['subject'] } };
}

function changeOf(kind: ChangeKind, { study, firstSeenAt }: KnownStudy, before: Study | null): Change {
  return {
    kind,
    before,
    study,
    firstSeenAt,
    fields: [],
    also: [],
    contradicts: [],
    returned: false,
    studies: [study.key],
  };
}
