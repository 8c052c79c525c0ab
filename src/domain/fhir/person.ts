import type { FhirResource } from '../pull.js';
import { type Element, elements, logicalId, text } from './elements.js';

/** What tells a person apart from others besides ids and numbers: every part of every name, and dates of birth. */
export interface Person {
  names: Set<string>;
  births: Set<string>;
}

/** What stands where a name is not known or not shown; titles and suffixes are no names either. */
const NO_NAMES = new Set(
  (
    'unknown anonymous anonymized anonymised masked redacted patient test self none null confidential baby boy girl ' +
    'newborn portal user record chart male female demo example account member subject person name withheld restricted protected hospital clinic medical center centre ' +
    'mr mrs ms miss dr prof jr sr ii iii iv md phd mrn dob'
  ).split(' '),
);

/** Names and birth dates of Patient resources; former names (R4 HumanName.use `old`, `maiden`) and past periods count. */
export function personIn(patients: Element[]): Person {
  return {
    names: new Set(patients.flatMap((patient) => elements(patient['name'])).flatMap(partsOfName)),
    births: new Set(patients.map(({ birthDate }) => text(birthDate)).filter((birth) => birth !== null)),
  };
}

/**
 * How the person that a resource speaks of differs from the one watched, or null where nothing that both state does.
 * Names are told apart only where they share no part at all: forms of names differ from source to source.
 */
export function otherPersonIn(
  resource: FhirResource,
  subjects: readonly Element[],
  known: Person,
): string | null {
  const named = subjects.map(({ reference }) => reference);
  const contained = elements(resource['contained']).filter(
    (one) => one['resourceType'] === 'Patient' && named.includes(`#${logicalId(one) ?? ''}`),
  );
  const { births } = personIn(contained);
  if (isOther(births, known.births)) return 'it carries another birth date than yours';
  const displays = subjects.map(({ display }) => partsOf(text(display) ?? ''));
  const names = [...contained.map((one) => elements(one['name']).flatMap(partsOfName)), ...displays];
  return names.some((name) => isOtherName(name, known.names)) ? 'it carries another name than yours' : null;
}

/** Whether a Patient resource is somebody else's although its id is known: other name and other birth date. */
export function isOtherPerson(patient: Element, known: Person): boolean {
  const { names, births } = personIn([patient]);
  return isOtherName([...names], known.names) && isOther(births, known.births);
}

function isOtherName(parts: string[], all: Set<string>): boolean {
  const script = scriptOf(parts.join(''));
  const known = new Set([...all].filter((part) => scriptOf(part) === script));
  if (script === null || parts.length < 2 || known.size < 2) return false;
  return !parts.some((part) =>
    [...known].some((own) => own === part || own.startsWith(part) || part.startsWith(own)),
  );
}

function isOther(stated: Set<string>, known: Set<string>): boolean {
  const alike = (one: string): boolean =>
    [...known].some((own) => own.startsWith(one) || one.startsWith(own));
  return known.size > 0 && stated.size > 0 && ![...stated].some(alike);
}

function partsOfName(name: Element): string[] {
  const given = [name['given'], name['family']].flat().filter((part) => typeof part === 'string');
  return partsOf([...given, text(name['text']) ?? ''].join(' '));
}

const SCRIPTS = [/^\p{Script=Latin}+$/u, /^\p{Script=Cyrillic}+$/u, /^\p{Script=Greek}+$/u];

/** Only names of one alphabet can be told apart; in other scripts, and from one to another, nobody can here. */
function scriptOf(letters: string): number | null {
  const found = SCRIPTS.findIndex((script) => script.test(letters));
  return found < 0 ? null : found;
}

/** Letters that no decomposition takes apart, as systems without them write them. */
const PLAIN: Record<string, string> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};

/** Words of at least two letters, without accents, in lower case: "DOE^JANE" and "Jane A. Doe" share two. */
function partsOf(name: string): string[] {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[øłđðßæœþı]/g, (letter) => PLAIN[letter] ?? letter)
    .split(/[^\p{L}]+/u);
  return [...new Set(words)].filter((word) => word.length > 1 && !NO_NAMES.has(word));
}
