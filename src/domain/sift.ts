import { spanOf } from './fhir/date.js';
import { logicalId, ownReference, relativeReference } from './fhir/elements.js';
import type { History, KnownStudy } from './history.js';
import type { FhirResource } from './pull.js';
import { type Study, tellingOf } from './study.js';

/** What of a reading has to be understood anew, and what of the history nothing touches. */
export interface Sifted {
  /** Every resource that is new or different, and all that tell of the studies which those could touch. */
  resources: FhirResource[];
  /** Known studies of which every resource says what it said in the last complete pull. */
  untouched: KnownStudy[];
}

/** A change in one of these can concern every study: whose record it is, who made what, what is stated of all. */
const CONCERN_ALL = new Set(['Patient', 'Organization', 'Provenance', 'Device']);
/** Types that tell of studies. */
const TELLING = new Set(['ImagingStudy', 'DiagnosticReport', 'DocumentReference']);
/** A report without links is given to a study of up to three days before; and a day of slack for zones. */
const DAYS_AROUND = 4;
const DAY_MS = 86_400_000;
const PREFIX = /^(urn:)?(oid|uuid|dicom:uid):/i;
const DATE = /^\d{4}-\d{2}-\d{2}/;

/**
 * Sets apart what a pull says again from what is new in it, so that a long record in which little happens costs
 * little. What was set aside is always read again. Errs towards reading too much: whatever shares a number, a reference or the days around with something new is
 * read again. Null where all of it has to be: the first time, and where something changed that concerns all.
 * @param digests by `Type/id`, as `digestsOf` gives them; what has no id is always read
 */
export function sift(
  history: History,
  resources: FhirResource[],
  digests: Map<string, number>,
): Sifted | null {
  const before = history.digests;
  const isSame = (reference: string): boolean =>
    digests.has(reference) && before[reference] === digests.get(reference);
  const isNews = (one: FhirResource): boolean => logicalId(one) === null || !isSame(ownReference(one));
  const fresh = resources.filter(isNews);
  const gone = Object.keys(before).filter((reference) => !digests.has(reference));
  if (fresh.length === resources.length) return null;
  if (concernsAll(fresh, gone)) return null;
  const touched = studiesTouched(history.known, fresh, gone);
  const untouched = history.known.filter((known) => !touched.has(known) && isAtRest(known, isSame));
  const settled = new Set(untouched.flatMap(({ study }) => tellingOf(study)));
  const aside = new Set(history.quarantined.map(({ type, id }) => `${type}/${id}`));
  const isNew = new Set(fresh);
  const isNeeded = (one: FhirResource): boolean => {
    if (isNew.has(one) || CONCERN_ALL.has(one.resourceType)) return true;
    const reference = ownReference(one);
    return aside.has(reference) || (TELLING.has(one.resourceType) && !settled.has(reference));
  };
  return {
    resources: resources.filter(isNeeded),
    untouched,
  };
}

function concernsAll(fresh: FhirResource[], gone: string[]): boolean {
  return (
    fresh.some(({ resourceType }) => CONCERN_ALL.has(resourceType)) ||
    gone.some((reference) => CONCERN_ALL.has(reference.slice(0, reference.indexOf('/'))))
  );
}

/** Shown, told of by resources with ids only, and all of them the same. */
function isAtRest(
  { study, absences, isForeign }: KnownStudy,
  isSame: (reference: string) => boolean,
): boolean {
  const telling = tellingOf(study);
  return absences === 0 && !isForeign && telling.length > 0 && telling.every(isSame);
}

/** Every known study that shares a name, a reference or the days around with something new, different or gone. */
function studiesTouched(known: KnownStudy[], fresh: FhirResource[], gone: string[]): Set<KnownStudy> {
  const said = new Set([...gone, ...fresh.map(ownReference)]);
  for (const resource of fresh) addTexts(resource, said);
  const days = daysIn(said);
  return new Set(
    known.filter(({ study }) => isNamed(study, said) || daysOf(study).some((day) => days.has(day))),
  );
}

function isNamed(study: Study, said: Set<string>): boolean {
  return (
    (study.uid !== null && said.has(study.uid)) ||
    study.ids.some((id) => said.has(id)) ||
    study.references.some((reference) => said.has(reference)) ||
    [study.accessions, study.identifiers].some((numbers) => numbers.some(({ value }) => said.has(value))) ||
    study.series.some(({ uid }) => uid !== null && said.has(uid)) ||
    study.reports.some(({ ids }) => ids.some((id) => said.has(id)))
  );
}

/** Every text of a resource, bare as studies name things; the id of whoever is meant by a reference as well. */
function addTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') {
    const bare = value.trim().replace(PREFIX, '');
    const reference = relativeReference(bare);
    texts
      .add(value)
      .add(bare)
      .add(reference)
      .add(reference.slice(reference.indexOf('/') + 1));
  } else if (typeof value === 'object' && value !== null) {
    for (const one of Object.values(value)) addTexts(one, texts);
  }
}

function daysIn(texts: Set<string>): Set<number> {
  const stated = [...texts].filter((text) => DATE.test(text)).flatMap(daySpan);
  return new Set(
    stated.flatMap((day) => Array.from({ length: 2 * DAYS_AROUND + 1 }, (_, at) => day + at - DAYS_AROUND)),
  );
}

/** A study that states no day is touched by its names alone. */
function daysOf({ started }: Study): number[] {
  return started === null ? [] : daySpan(started);
}

function daySpan(date: string): number[] {
  const span = spanOf(date);
  return span === null ? [] : [Math.floor(span.from / DAY_MS)];
}
