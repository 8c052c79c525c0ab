import { compareText } from './canonicalise.js';
import { type Change, type ChangeKind, STUDY_FIELDS } from './change.js';
import { overlay } from './combine.js';
import { compareStudy, type StudyDifference } from './compare-study.js';
import { ABSENCES_UNTIL_REMOVED, type History, type KnownStudy } from './history.js';
import { identify, type Pair } from './identify.js';
import { firmContradictions, kindsOf } from './kinds.js';
import type { Study } from './study.js';
import type { Verdict } from './verdict.js';

/** While a study is this young, what is added to it belongs to its making (product: `grown`). */
const GROWING_HOURS = 72;
const HOUR_MS = 3_600_000;
/** The one type that studies are read from today. */
const STUDY_TYPE = 'ImagingStudy';

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

/**
 * Compares the studies of one pull with the history of its connection. The first complete pull that could tell of
 * studies is the baseline: it has nothing to be compared with. An incomplete pull may add or alter; it never takes away.
 * @param at when the pull was made (ISO 8601, UTC)
 */
export function advance(history: History, studies: Study[], verdict: Verdict, at: string): Step {
  const knownOf = new Map(history.known.map((known) => [known.study, known]));
  const { pairs, added, absent } = identify([...knownOf.keys()], studies);
  const keys = new Set(history.known.map(({ study }) => study.key));
  const outcomes = [
    // A study that is first met as withdrawn was never shown: there is nothing to tell of it.
    ...added.filter(({ status }) => status !== 'retracted').map((study) => add(study, keys, at)),
    ...pairs.map((pair) => meet(knownOf.get(pair.before)!, pair, at)),
    ...absent.map((study) => miss(knownOf.get(study)!, verdict.complete)),
  ].sort((a, b) => compareText(a.known.study.key, b.known.study.key));
  return {
    changes:
      history.baselineAt === null
        ? []
        : outcomes.map(({ change }) => change).filter((change) => change !== null),
    history: {
      baselineAt: history.baselineAt ?? (canBeBaseline(verdict, studies) ? at : null),
      readable: verdict.complete ? verdict.readable : history.readable,
      emptyAnswers: verdict.emptyAnswers,
      lastCompleteCount: verdict.complete ? studies.length : history.lastCompleteCount,
      digest: null,
      known: outcomes.map(({ known }) => known),
    },
  };
}

/** Where studies are refused, the list says nothing: all of them will be new when access is given, and none of them news. */
function canBeBaseline({ complete, refused }: Verdict, studies: Study[]): boolean {
  const tellsOfStudies = studies.length > 0 || !refused.some(({ type }) => type === STUDY_TYPE);
  return complete && tellsOfStudies;
}

function add(pulled: Study, keys: Set<string>, at: string): Outcome {
  const study = { ...pulled, key: freeKey(pulled.key, keys) };
  const known = { study, firstSeenAt: at, absences: 0 };
  return { known, change: changeOf('added', known, null) };
}

/** Twins and reissued numbers can claim a key that names another study already. */
function freeKey(wanted: string, keys: Set<string>): string {
  let key = wanted;
  for (let copy = 2; keys.has(key); copy += 1) key = `${wanted}#${copy}`;
  keys.add(key);
  return key;
}

function meet(known: KnownStudy, { before, after, replaced }: Pair, at: string): Outcome {
  const difference = compareStudy(before, after);
  const returned = known.absences >= ABSENCES_UNTIL_REMOVED && before.status !== 'retracted';
  const [kind, ...also] = kindsOf({
    before,
    after,
    difference,
    replaced,
    returned,
    growing: isGrowing(known, at),
  });
  const now = { ...known, study: { ...overlay(before, after), key: before.key }, absences: 0 };
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
  const { altered, gained, reissued, moreImages, derivedSeries } = difference;
  const found = new Set([...altered, ...gained, ...reissued]);
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

function changeOf(kind: ChangeKind, { study, firstSeenAt }: KnownStudy, before: Study | null): Change {
  return { kind, before, study, firstSeenAt, fields: [], also: [], contradicts: [], returned: false };
}
