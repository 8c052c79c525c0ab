import { wordsOfText } from './matching/normalise.js';
import { kindOf } from './matching/vocabulary.js';

const LEGAL_ENDING = String.raw`\b(?:inc|incorporated|llc|l\.l\.c|ltd|corp|corporation|p\.?a|p\.?c|pllc|lp)\b\.?`;
const LEGAL_AND = new RegExp(`(${LEGAL_ENDING}),? (?:and|&) (?!(?:its|all|affiliat|subsidiar)\\w*)`, 'gi');
const LEGAL_COMMA = new RegExp(`(${LEGAL_ENDING}), ?(?=(?!privacy)\\p{L}[\\p{L}-]{2,} \\p{L})`, 'giu');
const SLASH = /(\p{L}{3,}\.?)\s?\/\s?(\p{Lu}\p{L}*\p{Ll})/gu;

// What a place that treats is called; "services" and "associates" stand in the middle of too many single names.
const PLACE_WORD =
  /\b(?:hospitals?|hosp|centers?|centre|ctr|clinics?|health(?:care| care)?|imaging|radiology|institute|pharmacy|physicians|medical group)\b/i;
const TWO_PLACES = new RegExp(`${PLACE_WORD.source}.*(?:,|&|\\sand\\s).*${PLACE_WORD.source}`, 'i');
const JOINT = /,|&|\sand\s/i;
const BETWEEN_PLACES = /,\s*(?:and |& )?|\s+(?:and|&)\s+/i;
const NAMING = new Set(['rare', 'common', 'state']);
const LEGAL_FORM_ONLY = /^(?:inc|llc|ltd|corp|p\.?a|p\.?c|pllc|p\.?s|l\.?p|llp)\.?$/i;

const DEGREE = String.raw`(?:M\.?D|D\.?O|D\.?D\.?S|D\.?M\.?D|D\.?P\.?M|O\.?D|D\.?C|Ph\.?D)\b\.?`;
const AFTER_DEGREE = new RegExp(`(?<=\\s${DEGREE})(?:\\s*[,;]\\s*(?:and |& )?|\\s+(?:and|&)\\s+)`);
const PERSON = new RegExp(
  `^(?:Drs?\\.? )?\\p{Lu}[\\p{L}.'’-]*(?: \\p{Lu}[\\p{L}.'’-]*){1,3},? ${DEGREE}$`,
  'u',
);

// Longer texts are no names, and not worth the time that a hostile one takes.
const LONGEST = 300;

/** Cheap to ask: whether a name may be a list of names. */
export function mayBeList(name: string): boolean {
  return name.length <= LONGEST && JOINT.test(name) && (TWO_PLACES.test(name) || AFTER_DEGREE.test(name));
}

/**
 * The names in a list of several: "A, LLC and B", "A; B", "First Clinic/Second Group", "A Hospital and B Clinic",
 * "Anna A MD, Bo B DO". None where the text is one name.
 */
export function namesInList(text: string): string[] {
  const joined = text.replace(LEGAL_AND, '$1;').replace(LEGAL_COMMA, '$1;');
  const marked = joined.replace(SLASH, '$1;$2').split(';').map(tidy);
  if (marked.length > 1 && marked.every((name) => /^(?:the )?[\p{Lu}\d].* /u.test(name))) return marked;
  const people = text.split(AFTER_DEGREE).map(tidy);
  if (people.length > 1 && people.every((name) => PERSON.test(name))) return people;
  return placesIn(text);
}

/**
 * Each says what sort of place it is, and has a word that only names have: "Ear, Nose and Throat Center" and
 * "Salem Health and Wellness Center" are one name each. "Center for" begins a name by itself.
 */
function placesIn(text: string): string[] {
  const places = text
    .split(BETWEEN_PLACES)
    .map(tidy)
    .filter((name) => !LEGAL_FORM_ONLY.test(name));
  return places.length > 1 && places.every(isPlace) ? places : [];
}

function isPlace(name: string): boolean {
  if (!/ /.test(name) || !PLACE_WORD.test(name) || !/^(?:the )?\p{Lu}/u.test(name)) return false;
  return (
    /^(?:center|institute) for /i.test(name) || wordsOfText(name).some((word) => NAMING.has(kindOf(word)))
  );
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/^[\s,;:&]+|[\s,;:&]+$/g, '');
}
