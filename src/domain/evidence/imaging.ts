import { codings, elements, text, wordsOf } from '../fhir/elements.js';
import type { FhirResource } from '../pull.js';
import { kindInWords } from './kind.js';

/**
 * Codes that say "imaging": LOINC radiology, imaging studies and their reports; HL7 v2-0074; SNOMED CT imaging and
 * radiology; the EU's document category.
 */
const IMAGING_CODES = new Set(
  (
    'LP29684-5 RAD RUS CT NMR NMS CUS OUS VUS XRC RX IMG 363679005 394914008 18748-4 18726-0 75490-3 18782-3 68604-8 ' +
    'Medical-Imaging'
  ).split(' '),
);
const OTHER_CODES = new Set('LAB PAT SP MB HM CH LP7839-6 laboratory 108252007'.split(' '));
const IMAGING_WORDS = /\b(imaging|radiolog\w*)\b/i;

/** Whatever else they say, these are about tissue or the laboratory. */
const TISSUE = /\b(\w*patholog\w*|histolog\w*|cytolog\w*|specimens?)\b/i;
/** Without a kind of imaging beside them, these are something else although they stand under radiology. */
const NO_IMAGING = /\b(biops\w*|vital signs?|e[ck]g|electrocardiogra\w*|waveform|laborator\w*)\b/i;

/** Whether the categories of a resource name something other than imaging, and nothing else. */
export function isFiledElsewhere(resource: FhirResource): boolean {
  const categories = codings(resource['category']).map(({ code }) => code ?? '');
  return categories.length > 0 && categories.every((code) => OTHER_CODES.has(code));
}

/**
 * Whether a report or document is about imaging. Sources file under radiology what is none, and leave imaging without
 * a category: so words and codes decide together, and where the words say nothing, the text does.
 * @param words by which the resource names what was done
 */
export function isAboutImaging(resource: FhirResource, words: string): boolean {
  if (isFiledElsewhere(resource) || TISSUE.test(words)) return false;
  if (kindInWords(words).modalities.size > 0) return true;
  if (NO_IMAGING.test(words) || !isNamedImaging(resource, words)) return false;
  const said = wordsOf(resource['code']) === '' ? (text(resource['conclusion']) ?? '') : '';
  return !TISSUE.test(said) && !NO_IMAGING.test(said);
}

/** Whether its own codes or words say "imaging", of whatever kind. */
export function isNamedImaging(resource: FhirResource, words: string): boolean {
  const formats = elements(resource['content']).map((content) => content['format']);
  const named = [resource['category'], resource['code'], resource['type'], ...formats].flatMap(codings);
  return named.some(({ code }) => IMAGING_CODES.has(code ?? '')) || IMAGING_WORDS.test(words);
}
