import { elements, logicalId, text } from './fhir/elements.js';
import { isAbout, watchedPatient, type WatchedPatient } from './fhir/subject.js';
import type { FhirResource } from './pull.js';

/** What is known of a patient before files are taken as theirs. */
export interface KnownPerson {
  name: string;
  /** Birth dates (YYYY-MM-DD) that files taken before stated. */
  born: string[];
  /** The ids and numbers by which earlier files of the same place named them, or null. */
  watched: WatchedPatient | null;
}

/** Who the files are about, or why that cannot be told. */
export type Whose =
  { watched: WatchedPatient | null; born: string | null } | { unfit: 'another' | 'unnamed' | 'several' };

/**
 * Whether files are about the patient: a Patient in them has their name (every word of the shorter of two names stands
 * in the other) or an id known from earlier files, and no other birth date; or without any Patient, a resource names a
 * known id.
 * @param confirmed the person says that the one patient in the files is theirs, under whatever name
 */
export function whoseFiles(resources: FhirResource[], known: KnownPerson, confirmed: boolean): Whose {
  const patients = resources.filter(({ resourceType }) => resourceType === 'Patient');
  if (patients.length === 0) return withoutPatient(resources, known, confirmed);
  const fitting = patients.filter((patient) => fits(patient, known));
  const taken = confirmed && fitting.length === 0 ? patients : fitting;
  if (taken.length === 0) return { unfit: 'another' };
  const born = new Set(taken.map(birthDate).filter((date) => date !== null));
  const isOnePerson = born.size <= 1 && (taken === fitting || idsOf(taken).size === 1);
  if (!isOnePerson) return { unfit: 'several' };
  return { watched: joined(known.watched, idsOf(taken)), born: [...born][0] ?? null };
}

function withoutPatient(resources: FhirResource[], { watched }: KnownPerson, confirmed: boolean): Whose {
  if (watched !== null && resources.some((resource) => isAbout(resource, watched)))
    return { watched, born: null };
  if (!confirmed) return { unfit: 'unnamed' };
  return { watched: joined(watched, watchedPatient(resources, null)?.ids ?? new Set()), born: null };
}

function fits(patient: FhirResource, { name, born, watched }: KnownPerson): boolean {
  const date = birthDate(patient);
  if (date !== null && born.length > 0 && !born.includes(date)) return false;
  const id = logicalId(patient);
  if (id !== null && watched?.ids.has(id)) return true;
  return namesOf(patient).some((one) => areOneName(one, name));
}

function birthDate(patient: FhirResource): string | null {
  const date = text(patient['birthDate']);
  return date !== null && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : null;
}

function namesOf(patient: FhirResource): string[] {
  return elements(patient['name']).flatMap((name) => {
    const parts = [name['given'], name['family']].flat().map(text);
    return [text(name['text']), parts.filter((part) => part !== null).join(' ')].filter(
      (one) => one !== null,
    );
  });
}

function areOneName(a: string, b: string): boolean {
  const [shorter, longer] = [wordsOf(a), wordsOf(b)].sort((one, other) => one.size - other.size);
  return shorter!.size > 0 && [...shorter!].every((word) => longer!.has(word));
}

/** Without accents, case and initials. */
function wordsOf(name: string): Set<string> {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return new Set(plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1));
}

function idsOf(patients: FhirResource[]): Set<string> {
  return new Set(patients.map(logicalId).filter((id) => id !== null));
}

function joined(watched: WatchedPatient | null, ids: Set<string>): WatchedPatient | null {
  if (watched === null && ids.size === 0) return null;
  return {
    ids: new Set([...(watched?.ids ?? []), ...ids]),
    identifiers: new Set(watched?.identifiers),
    names: new Set(watched?.names),
    births: new Set(watched?.births),
  };
}
