import { align, type PlaceWords } from './align.js';
import { hasLetterLost } from './slips.js';
import { ofSystem } from './system-heads-name.js';
import { cutName } from './cut-name.js';
import { ownerInFront } from './owner-in-front.js';
import { likeName, nearName, sameSystem, type NameVerdict } from './near-name.js';
import { headBrand } from './head-brand.js';
import { isPlan } from './name-kinds.js';
import {
  comparable,
  haveOtherDegrees,
  isTelling,
  opening,
  sortedWords,
  squashedWords,
  type ReadName,
  type Word,
} from './read-name.js';

/** Compares a name of a filing with a name of an organization; null where they differ. */
export function compareNames(
  filing: ReadName,
  organization: ReadName,
  place: PlaceWords,
): NameVerdict | null {
  const same = sameName(filing, organization) ?? sameButForASlip(filing, organization);
  if (same) return same;
  if (isPlan(filing) !== isPlan(organization) || haveOtherDegrees(filing, organization)) return null;
  if (!shareAnAnchor(filing, organization)) return null;
  const system = ofSystem(filing, organization, place);
  if (system?.verdict === 'near') return system;
  const alignment = align(filing, organization, place);
  return (
    cutName(filing, organization) ??
    ownerInFront(filing, organization, place) ??
    nearName(filing, organization, alignment) ??
    sameSystem(filing, organization, alignment) ??
    headBrand(filing, organization) ??
    likeName(alignment) ??
    system
  );
}

/** Equal but for spelling, order or spacing; null where it is not so. */
export function sameName(left: ReadName, right: ReadName): NameVerdict | null {
  if (left.letters !== right.letters || haveOtherDegrees(left, right)) return null;
  if (sortedWords(left) === sortedWords(right)) return { verdict: 'same', score: 1, reasons: ['same-name'] };
  if (squashedWords(left) === squashedWords(right))
    return { verdict: 'same', score: 0.98, reasons: ['same-but-for-spacing'] };
  return null;
}

/** "Quilan Hospital" and "Quillan Hospital": one word of their own has a letter more or less, or two swapped. */
function sameButForASlip(left: ReadName, right: ReadName): NameVerdict | null {
  if (left.words.length !== right.words.length || haveOtherDegrees(left, right)) return null;
  const one = left.words.filter((word) => !holdsWord(right, word));
  const other = right.words.filter((word) => !holdsWord(left, word));
  const [ours, theirs] = [one[0], other[0]];
  if (ours === undefined || theirs === undefined || one.length > 1 || other.length > 1) return null;
  if (ours.kind !== 'rare' || theirs.kind !== 'rare' || !hasLetterLost(ours.text, theirs.text)) return null;
  return { verdict: 'near', score: 0.93, reasons: ['same-but-for-a-slip'] };
}

function holdsWord(name: ReadName, word: Word): boolean {
  return name.words.some((other) => comparable(other) === comparable(word));
}

/** Names are compared word by word only if they share a rare word, two common ones, or how they open. */
export function shareAnAnchor(left: ReadName, right: ReadName): boolean {
  let common = 0;
  for (const word of left.words) {
    const other = isTelling(word) ? right.words.find(({ text }) => text === word.text) : undefined;
    if (other === undefined) continue;
    if (word.kind === 'rare' && other.kind === 'rare') return true;
    common += 1;
    if (common === 2) return true;
  }
  const [one, other] = [opening(left), opening(right)];
  return one !== null && other !== null && one[0].text === other[0].text && one[1].text === other[1].text;
}
