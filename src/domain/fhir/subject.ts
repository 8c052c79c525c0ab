import type { FhirResource } from '../pull.js';
import { codings, type Element, elements, logicalId, referencedId, references, text } from './elements.js';
import { isOtherPerson, otherPersonIn, type Person, personIn } from './person.js';

/** The patient whose record is read, and every id, identifier and name by which resources may name them. */
export interface WatchedPatient extends Person {
  ids: Set<string>;
  identifiers: Set<string>;
}

const NO_PERSON = 'it is not about one patient';

/** Why a resource is not taken for the watched patient's. */
export interface Foreign {
  reason: string;
  /** It carries somebody else's name, birth date or number, and does not name them as its patient. */
  isMixed: boolean;
  /** It says by reference that it is the watched patient's. */
  isClaimed: boolean;
}

const SUBJECT_FIELDS = ['subject', 'patient', 'beneficiary'];
const LINKS_TO_SAME_PERSON = new Set(['replaced-by', 'replaces', 'replace']);

/** The logical ids of the patients a resource says it is about; empty when it names none by reference. */
export function subjectIds(resource: FhirResource): string[] {
  if (resource.resourceType === 'Patient') return [logicalId(resource)].filter((id) => id !== null);
  const named: string[] = [];
  for (const field of SUBJECT_FIELDS) {
    for (const reference of references(resource[field])) {
      if (mayNamePatient(reference)) named.push(referencedId(reference));
    }
  }
  for (const actor of actors(resource)) {
    if (actor.startsWith('Patient/')) named.push(referencedId(actor));
  }
  return named;
}

/** A `urn:` or bare id leaves the type open; the id of a contained patient (`#id`) holds in its resource only. */
function mayNamePatient(reference: string): boolean {
  return reference.startsWith('Patient/') || !/^(#|[A-Z][A-Za-z]+\/)/.test(reference);
}

/** Who takes part in an appointment. */
function actors(resource: FhirResource): string[] {
  if (resource.resourceType !== 'Appointment') return [];
  return elements(resource['participant']).flatMap((participant) => references(participant['actor']));
}

/**
 * Whose record this is: the id that was asked for, else the Patient in the pull, else the subject that most
 * resources name; joined with every id that `Patient.link` (replaced-by, replaces) ties to it.
 */
export function watchedPatient(resources: FhirResource[], asked: string | null): WatchedPatient | null {
  const [first] = resources.filter((resource) => resource.resourceType === 'Patient').flatMap(subjectIds);
  const chosen =
    (asked === null ? null : referencedId(asked)) ?? first ?? commonest(resources.flatMap(subjectIds));
  if (chosen === null) return null;
  const nobody = { identifiers: new Set<string>(), names: new Set<string>(), births: new Set<string>() };
  return joinLinked({ ids: new Set([chosen]), ...nobody }, resources);
}

/** Adds what later pulls tell: linked patient ids, and the identifiers of the watched Patient resources. */
export function joinLinked(watched: WatchedPatient, resources: FhirResource[]): WatchedPatient {
  const patients = resources.filter((resource) => resource.resourceType === 'Patient');
  const ids = new Set(watched.ids);
  for (let before = -1; before < ids.size;) {
    before = ids.size;
    for (const patient of patients) {
      const tied = [...subjectIds(patient), ...linkedIds(patient)];
      if (tied.some((id) => ids.has(id))) tied.forEach((id) => ids.add(id));
    }
  }
  const own = patients.filter(
    (patient) => subjectIds(patient).some((id) => ids.has(id)) && !isOtherPerson(patient, watched),
  );
  const numbers = own.flatMap((patient) => elements(patient['identifier']).map(identifierKey));
  const { names, births } = personIn(own);
  return {
    ids,
    identifiers: new Set([...watched.identifiers, ...numbers]),
    names: new Set([...watched.names, ...names]),
    births: new Set([...watched.births, ...births]),
  };
}

/** Ids of charts that were joined since: the patient's now, and not known for theirs before. */
export function joinedSince(before: WatchedPatient, now: WatchedPatient): string[] {
  return [...now.ids].filter((id) => !before.ids.has(id));
}

/** Charts that another one took the place of, by `Patient.link`; in DSTU2 `replace` points forward. */
export function replacedCharts(resources: FhirResource[]): Set<string> {
  const links = resources
    .filter(({ resourceType }) => resourceType === 'Patient')
    .flatMap((patient) => elements(patient['link']).map((link) => ({ patient, link })));
  return new Set(
    links.flatMap(({ patient, link }) => {
      const type = text(link['type']) ?? '';
      if (type === 'replaces') return references(link['other']).map(referencedId);
      return LINKS_TO_SAME_PERSON.has(type) ? subjectIds(patient) : [];
    }),
  );
}

function linkedIds(patient: FhirResource): string[] {
  return elements(patient['link'])
    .filter((link) => LINKS_TO_SAME_PERSON.has(text(link['type']) ?? ''))
    .flatMap((link) => references(link['other']))
    .map(referencedId);
}

/** Why a resource is not about the watched patient, or null when nothing says so. */
export function foreignBecause(resource: FhirResource, watched: WatchedPatient): Foreign | null {
  const ids = subjectIds(resource);
  const isOwn = ids.some((id) => watched.ids.has(id));
  if (ids.length > 0 && !isOwn)
    return { reason: 'it is about another patient', isMixed: false, isClaimed: false };
  const reason =
    resource.resourceType === 'Patient'
      ? otherPatientBecause(resource, watched)
      : otherSubject(resource, watched, isOwn);
  return reason === null ? null : { reason, isMixed: reason !== NO_PERSON, isClaimed: isOwn };
}

function otherPatientBecause(patient: FhirResource, watched: WatchedPatient): string | null {
  return isOtherPerson(patient, watched) ? 'it carries another name and birth date than yours' : null;
}

function otherSubject(resource: FhirResource, watched: WatchedPatient, isOwn: boolean): string | null {
  const numbers = subjectNumbers(resource);
  // A number is another one only under the issuer that gave both.
  const comparable = numbers.some((number) =>
    [...watched.identifiers].some((own) => isIssuer(issuerOf(own)) && issuerOf(own) === issuerOf(number)),
  );
  const matches = numbers.some((number) => watched.identifiers.has(number));
  if (comparable && !matches) return 'its patient number is another than yours';
  if (!isOwn && !matches && namesOtherThanPatient(resource)) return NO_PERSON;
  const subjects = SUBJECT_FIELDS.flatMap((field) => elements(resource[field]));
  return otherPersonIn(resource, subjects, watched);
}

/** Whether the subject is a group, a device or the like, by its reference, its stated type or as contained. */
function namesOtherThanPatient(resource: FhirResource): boolean {
  const subjects = SUBJECT_FIELDS.flatMap((field) => elements(resource[field]));
  const types = [
    ...references(subjects).map((reference) => /^([A-Z][A-Za-z]+)\//.exec(reference)?.[1]),
    ...subjects.map((subject) => /(?:^|\/)([A-Z][a-z][A-Za-z]+)$/.exec(text(subject['type']) ?? '')?.[1]),
    ...containedSubjects(resource).map((subject) => text(subject['resourceType'])),
  ];
  return types.some((type) => typeof type === 'string' && type !== 'Patient');
}

/** What a resource carries within itself and names as its subject. */
function containedSubjects(resource: FhirResource): Element[] {
  const named = SUBJECT_FIELDS.flatMap((field) => references(resource[field]));
  return elements(resource['contained']).filter((one) => named.includes(`#${logicalId(one) ?? ''}`));
}

/** Whether a resource says that it is about the watched patient; silence is not enough. */
export function isAbout(resource: FhirResource, watched: WatchedPatient): boolean {
  return (
    subjectIds(resource).some((id) => watched.ids.has(id)) ||
    actors(resource).some((actor) => watched.ids.has(referencedId(actor))) ||
    subjectNumbers(resource).some((number) => watched.identifiers.has(number))
  );
}

function subjectNumbers(resource: FhirResource): string[] {
  const references = SUBJECT_FIELDS.flatMap((field) => elements(resource[field]));
  const contained = containedSubjects(resource).filter((one) => one['resourceType'] === 'Patient');
  return [...references, ...contained].flatMap((one) => elements(one['identifier'])).map(identifierKey);
}

function identifierKey(identifier: Element): string {
  const issuer = text(identifier['system']) ?? codings(identifier['type'])[0]?.code ?? '';
  return `${issuer}|${text(identifier['value']) ?? ''}`;
}

/** A system (an address or object identifier), not the type of a number, under which many issuers give theirs. */
function isIssuer(issuer: string): boolean {
  return issuer.includes(':') || issuer.includes('.');
}

function issuerOf(key: string): string {
  return key.slice(0, key.lastIndexOf('|'));
}

function commonest(values: string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? null;
}
