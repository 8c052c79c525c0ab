import { namePartsIn, type NameRole } from '../names.js';
import { withoutStatePrefix, wordsOf } from './normalise.js';
import { remembered } from './remembered.js';
import { kindOf, WEIGHTS, type WordKind } from './vocabulary.js';

export interface Word {
  text: string;
  kind: WordKind;
  weight: number;
  /** A number that words of the same letters have, in whatever order. */
  letters: number;
}

/** One name of a filing or an organization, made ready for comparison. */
export interface ReadName {
  /**
   * `known`: not written, but known from a table. `placeless`: without the words of its own state. `system`: without
   * its own town, where a system's name is left. The last two serve for equality within the state only.
   */
  role: NameRole | 'known' | 'placeless' | 'system';
  /** In order, none twice. */
  words: Word[];
  /** Of all words: equal for names that differ in order or spacing only. */
  letters: number;
  /** How many letters all words have together. */
  letterCount: number;
  /** The source cut the name at its column width, so that words are missing at the end. */
  cut: boolean;
  /** What a person may practise by the degrees in the name: "MD", "DDS"; empty for a name without any. */
  degrees: readonly string[];
}

// Widths at which the EHR directories, the CMS list, the Washington list and the HHS portal cut a name.
const WIDTHS = [40, 50, 60, 150];
// No source writes longer names; what comes after is not read.
const LONGEST = 300;

/**
 * All names that a written name holds. The role `whole` is kept for a name that has a marker or a bracket in it
 * and serves for equality only; any other name is its own `head`. What stands in brackets and only tells a place is no name.
 */
export function readNames(written: string): ReadName[] {
  const trimmed = written.trim().slice(0, LONGEST);
  const cut = WIDTHS.some((width) => trimmed.length === width || trimmed.length === width - 1);
  const parts = namePartsIn(withoutStatePrefix(trimmed));
  const hasHead = parts.some((part) => part.role === 'head');
  return parts
    .flatMap((part) => {
      const atEnd = cut && trimmed.endsWith(part.text);
      const words = wordsOf(atEnd ? withoutCutForm(part.text) : withoutLooseForm(part.text))
        .map(wordFor)
        .map(inContext);
      const role = part.role === 'whole' && !hasHead ? 'head' : part.role;
      const name = withWords({ role, cut: atEnd, degrees: degreesIn(part.text) }, words);
      return [name, ...withoutGoverningBody(name)];
    })
    .filter((name) => name.words.length > 0 && !(name.role === 'bracketed' && name.words.every(isNoName)));
}

/** The name with these words instead of its own. */
export function withWords(name: Pick<ReadName, 'role' | 'cut' | 'degrees'>, words: Word[]): ReadName {
  const { role, cut, degrees } = name;
  const letters = words.reduce((sum, word) => (sum + word.letters) | 0, 0);
  const letterCount = words.reduce((sum, word) => sum + word.text.length, 0);
  return { role, words, letters, letterCount, cut, degrees };
}

const GOVERNING = new Set(['district', 'authority', 'board', 'commission']);

/** "Quillan County Hospital District" runs "Quillan Hospital", and files for it; "Quillan Medical Center" is another's. */
function withoutGoverningBody(name: ReadName): ReadName[] {
  if (!name.words.some(({ text }) => GOVERNING.has(text))) return [];
  const words = name.words.filter(({ text }) => !GOVERNING.has(text) && text !== 'county');
  return words.length > 1 && words.some(({ text }) => text === 'hospital')
    ? [withWords({ ...name, role: 'whole' }, words)]
    : [];
}

const DEGREE = /[ ,](M\.?D|D\.?O|D\.?D\.?S|D\.?M\.?D|D\.?P\.?M|O\.?D|D\.?C)\b/g;
const NO_DEGREES: readonly string[] = [];

/** "DDS" and "DMD" are one degree. */
function degreesIn(text: string): readonly string[] {
  const found = text.match(DEGREE);
  return found?.map((one) => one.replace(/[ ,.]/g, '').replace('DMD', 'DDS')) ?? NO_DEGREES;
}

/** A physician is not the dentist of the same name. */
export function haveOtherDegrees(left: ReadName, right: ReadName): boolean {
  if (left.degrees.length === 0 || right.degrees.length === 0) return false;
  return !left.degrees.some((degree) => right.degrees.includes(degree));
}

// No word ends a long name like this.
const LOOSE_FORM = /[ ,]+(?:LL|PLL|AP)$/;

function withoutLooseForm(text: string): string {
  return text.length > 30 && (text.endsWith('LL') || text.endsWith(' AP'))
    ? text.replace(LOOSE_FORM, '')
    : text;
}

/** "Advanced Imaging, LL": what is left of a legal form at the cut is no word. */
function withoutCutForm(text: string): string {
  return text.replace(/[ ,]+(?:I|In|L|LL|LLP|PL|PLL|A|AP|P|C|Co|Cor|Lt)$/i, '');
}

/** "(Cardiology Clinic)" tells a department, and many have one: a name in brackets holds a word that is its own. */
function isNoName(word: Word): boolean {
  return word.kind !== 'rare';
}

/** One object for a word, however many names have it. */
export const wordFor = remembered((text): Word => {
  const kind = kindOf(text);
  return { text, kind, weight: WEIGHTS[kind], letters: lettersOf(comparableText(text)) };
});

/**
 * Some words tell something else beside others. "Sacred Heart" treats no hearts.
 * "University of Iowa", "Ohio State University": the state is what one would search for, and tells no place.
 * A "Medical University" is another one than the university of that state.
 */
function inContext(word: Word, at: number, words: Word[]): Word {
  const isUniversity = (near: number): boolean => words[near]?.text === 'university';
  if (word.text === 'heart' && words[at - 1]?.text === 'sacred')
    return { ...word, kind: 'common', weight: WEIGHTS.common };
  if (word.text === 'medical' && isUniversity(at + 1))
    return { ...word, kind: 'specialty', weight: WEIGHTS.specialty };
  if (word.kind !== 'state' || ![at - 2, at - 1, at + 1, at + 2].some(isUniversity)) return word;
  return { ...word, kind: 'rare', weight: WEIGHTS.rare };
}

function lettersOf(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (sum + numberOfLetter(text.charCodeAt(at))) | 0;
  return sum;
}

/** What one letter adds to the `letters` of a word. */
export function numberOfLetter(code: number): number {
  return Math.imul(code, Math.imul(code, code) + 0x9e3779b1);
}

/** The text by which words are held equal: "health" and "healthcare" are used as one. */
export function comparable(word: Word): string {
  return comparableText(word.text);
}

function comparableText(text: string): string {
  return text === 'healthcare' ? 'health' : text;
}

/** Whether the word tells organizations apart, and does not only say what they are. */
export function isTelling(word: Word): boolean {
  return word.weight >= 0.5 && word.kind !== 'plan';
}

/** Whether the word is of a kind that tells organizations apart, whatever it weighs here. */
export function isContent(word: Word): boolean {
  return WEIGHTS[word.kind] >= 0.5 && word.kind !== 'plan';
}

export function weightOf(words: readonly Word[]): number {
  return words.reduce((sum, word) => sum + word.weight, 0);
}

/** The weight of the words that tell organizations apart. */
export function tellingWeight(words: readonly Word[]): number {
  return weightOf(words.filter(isTelling));
}

export function rareWords(words: readonly Word[]): Word[] {
  return words.filter((word) => word.kind === 'rare');
}

/** The opening two words, by which a system and its sites are found; null where they tell nothing. */
export function opening(name: ReadName): [Word, Word] | null {
  const [first, second] = name.words;
  if (first === undefined || second === undefined) return null;
  return isTelling(first) || isTelling(second) ? [first, second] : null;
}

/** The words in alphabetical order: the same for names that differ in order only. */
export function sortedWords(name: ReadName): string {
  return name.words.map(comparable).sort().join(' ');
}

/** The words without spaces: the same for names that differ in spacing only. */
export function squashedWords(name: ReadName): string {
  return name.words.map(comparable).join('');
}

/** Whether the words begin with these. */
export function startsWith(words: readonly Word[], head: readonly Word[]): boolean {
  const isSame = (word: Word, at: number): boolean => {
    const other = words[at];
    return other !== undefined && comparable(other) === comparable(word);
  };
  return head.length > 0 && head.every(isSame);
}
