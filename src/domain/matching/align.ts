import type { ReadName, Word } from './read-name.js';
import { comparable, weightOf } from './read-name.js';
import { differsByOneLetter } from './slips.js';
import { WEIGHTS } from './vocabulary.js';

/** Which words two names share and which stand in one only. */
export interface Alignment {
  shared: Word[];
  onlyFiling: Word[];
  onlyOrganization: Word[];
  /** What made unlike words count as shared or as no loss: `typo`, `acronym`, `name-cut`, `place-restated`. */
  notes: string[];
}

/** Words that only repeat where the organization is, in a filing's name and in the organization's own. */
export interface PlaceWords {
  inFiling: readonly string[];
  inOrganization: readonly string[];
}

export const NOWHERE: PlaceWords = { inFiling: [], inOrganization: [] };

/** Pairs the words of two names: equal words, then an acronym, a name cut short, a slip of the pen. */
export function align(filing: ReadName, organization: ReadName, place: PlaceWords): Alignment {
  const alignment: Alignment = {
    shared: filing.words.filter((word) => hasWord(organization.words, word)),
    onlyFiling: filing.words.filter((word) => !hasWord(organization.words, word)),
    onlyOrganization: organization.words.filter((word) => !hasWord(filing.words, word)),
    notes: [],
  };
  pairAcronyms(alignment);
  pairKinds(alignment);
  pairCutName(alignment, filing, organization);
  pairTypos(alignment);
  dropPlaces(alignment, place);
  return alignment;
}

function hasWord(words: readonly Word[], word: Word): boolean {
  const text = comparable(word);
  return words.some((other) => comparable(other) === text);
}

/** Moves a pair of unlike words to the shared ones; they tell as much as the lighter of the two. */
function share(alignment: Alignment, left: Word[], right: Word[], note: string): void {
  alignment.onlyFiling = alignment.onlyFiling.filter((word) => !left.includes(word));
  alignment.onlyOrganization = alignment.onlyOrganization.filter((word) => !right.includes(word));
  alignment.shared.push(...(weightOf(left) < weightOf(right) ? left : right));
  alignment.notes.push(note);
}

// Each side of a pair is used for the other: "Quillan Hospital" took to be "Quillan Medical Center".
const SAME_KINDS: [string[], string[]][] = [
  [['hospital'], ['medical', 'center']],
  [['public'], ['department']],
  [['district'], ['department']],
];

/** Words for the sort of place that stand for one another. */
function pairKinds(alignment: Alignment): void {
  for (const [one, other] of SAME_KINDS) {
    for (const [inFiling, inOrganization] of [
      [one, other],
      [other, one],
    ]) {
      const left = alignment.onlyFiling.filter(({ text }) => inFiling?.includes(text));
      const right = alignment.onlyOrganization.filter(({ text }) => inOrganization?.includes(text));
      if (left.length === inFiling?.length && right.length === inOrganization?.length)
        share(alignment, left, right, 'same-kind-of-place');
    }
  }
}

/** "UC" and "University of California". */
function pairAcronyms(alignment: Alignment): void {
  for (const word of alignment.onlyFiling) {
    const run = runSpelledBy(word.text, alignment.onlyOrganization);
    if (run) share(alignment, [word], run, 'acronym');
  }
  for (const word of alignment.onlyOrganization) {
    const run = runSpelledBy(word.text, alignment.onlyFiling);
    if (run) share(alignment, run, [word], 'acronym');
  }
}

function runSpelledBy(acronym: string, words: Word[]): Word[] | null {
  if (words.length < 2 || acronym.length > 10 || !/^\p{L}{2,5}$/u.test(acronym)) return null;
  const at = words
    .map((word) => word.text.charAt(0))
    .join('')
    .indexOf(acronym);
  return at === -1 ? null : words.slice(at, at + acronym.length);
}

/** A cut name's last word may be a beginning, and what follows it in the other name was cut off. */
function pairCutName(alignment: Alignment, left: ReadName, right: ReadName): void {
  if (!left.cut && !right.cut) return;
  const isLeftCut = left.cut && (!right.cut || left.letterCount < right.letterCount);
  const [short, long] = isLeftCut ? [left, right] : [right, left];
  const last = short.words.at(-1);
  if (!last || short.words.length < 3) return;
  const found = long.words.findIndex((word) => comparable(word).startsWith(last.text));
  const end = long.words[found];
  if (!end) return;
  const tail = new Set(long.words.slice(found + 1));
  if (end.text !== last.text)
    share(alignment, isLeftCut ? [last] : [end], isLeftCut ? [end] : [last], 'name-cut');
  alignment.onlyFiling = alignment.onlyFiling.filter((word) => !tail.has(word));
  alignment.onlyOrganization = alignment.onlyOrganization.filter((word) => !tail.has(word));
}

/** A slip counts only beside an equal word that tells something, so that "Stamford" is not "Stafford". */
function pairTypos(alignment: Alignment): void {
  const supported = alignment.shared.some((word) => word.weight >= 0.5);
  if (!supported) return;
  for (const left of alignment.onlyFiling) {
    const right = alignment.onlyOrganization.find((word) => isSlip(left, word));
    if (right) share(alignment, [left], [right], 'typo');
  }
}

function isSlip(left: Word, right: Word): boolean {
  if (left.kind !== 'rare' && right.kind !== 'rare') return false;
  return Math.min(left.text.length, right.text.length) >= 4 && differsByOneLetter(left.text, right.text);
}

/** A place that only repeats where the organization is hardly counts as a difference. */
function dropPlaces(alignment: Alignment, place: PlaceWords): void {
  const lighten = (words: Word[], places: readonly string[]): Word[] =>
    words.map((word) => (isHeavyPlace(word, places) ? { ...word, weight: WEIGHTS.initial } : word));
  const { onlyFiling, onlyOrganization } = alignment;
  const isRestated =
    onlyFiling.some((word) => isHeavyPlace(word, place.inFiling)) ||
    onlyOrganization.some((word) => isHeavyPlace(word, place.inOrganization));
  if (!isRestated) return;
  alignment.onlyFiling = lighten(onlyFiling, place.inFiling);
  alignment.onlyOrganization = lighten(onlyOrganization, place.inOrganization);
  alignment.notes.push('place-restated');
}

function isHeavyPlace(word: Word, places: readonly string[]): boolean {
  return word.weight > WEIGHTS.initial && places.includes(word.text);
}
