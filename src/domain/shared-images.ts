import { daysApart, spanOf } from './fhir/date.js';
import { hashOf } from './hash.js';
import type { KnownStudy } from './history.js';
import type { Note } from './notes.js';
import { mayBeOnePlace } from './one-place.js';
import type { Study } from './study.js';

/** Two studies in which the same series or the same image stands. */
export interface SharedImages {
  /** The later in the list of what is known, and the other. */
  study: Study;
  other: Study;
}

/** Every pair of shown studies that share a series or an image, by their UIDs. */
function sharedImages(known: KnownStudy[]): SharedImages[] {
  const holder = new Map<string, Study>();
  const pairs = new Map<string, SharedImages>();
  for (const { study, absences } of known) {
    if (absences > 0 || study.status === 'retracted') continue;
    for (const uid of uidsOf(study)) {
      const other = holder.get(uid);
      if (other === undefined) holder.set(uid, study);
      else if (other !== study) pairs.set(pairKey(study, other), { study, other });
    }
  }
  return [...pairs.values()];
}

function uidsOf({ series }: Study): string[] {
  return series.flatMap(({ uid, instanceUids }) => (uid === null ? instanceUids : [uid, ...instanceUids]));
}

function pairKey(one: Study, other: Study): string {
  return [one.key, other.key].sort().join(' ');
}

/** One exam has one day, one place and one patient number; an image that stands in two exams is no copy within one. */
export function isAtOdds(one: Study, other: Study): boolean {
  return isOfAnotherDay(one, other) || isOfAnotherPlace(one, other) || hasAnotherNumber(one, other);
}

function isOfAnotherDay(one: Study, other: Study): boolean {
  const [made, madeToo] = [spanOf(one.started ?? ''), spanOf(other.started ?? '')];
  return made !== null && madeToo !== null && Math.abs(daysApart(made, madeToo)) > 1;
}

function isOfAnotherPlace({ organization: { name } }: Study, { organization }: Study): boolean {
  return name !== null && organization.name !== null && !mayBeOnePlace(name, organization.name);
}

function hasAnotherNumber({ patientNumber: one }: Study, { patientNumber: other }: Study): boolean {
  return one !== null && other !== null && one.system === other.system && one.value !== other.value;
}

/**
 * Studies that share images since this pull (S08), and are at odds in day, place or patient number: that is worth a
 * look. Where all agrees it is a copy, and stands on their pages alone.
 * @param changed keys of the studies that the pull changed: one of them carries the note
 * @param place what the place is called here
 */
export function sharingNotes(
  before: KnownStudy[],
  after: KnownStudy[],
  changed: ReadonlySet<string>,
  place: string,
): Note[] {
  const known = new Set(sharedImages(before).map(({ study, other }) => pairKey(study, other)));
  return sharedImages(after)
    .filter(({ study, other }) => !known.has(pairKey(study, other)) && isAtOdds(study, other))
    .map(({ study, other }) => ({
      key: `images:${hashOf(JSON.stringify([place, pairKey(study, other)]))}`,
      situation: 'S08',
      level: 'check',
      studyKey: changed.has(study.key) ? study.key : other.key,
    }));
}
