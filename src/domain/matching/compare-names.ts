import { align, type PlaceWords } from './align.js';
import { cutName } from './cut-name.js';
import { ownerInFront } from './owner-in-front.js';
import { LIKE_SCORE, likeName, nearName, type NameVerdict } from './near-name.js';
import { headBrand } from './head-brand.js';
import { isHospital, isHospitalByWords, isPlan, isSystem, isSystemWord } from './name-kinds.js';
import {
  haveOtherDegrees,
  isTelling,
  opening,
  rareWords,
  sortedWords,
  squashedWords,
  startsWith,
  tellingWeight,
  type ReadName,
} from './read-name.js';

/** Compares a name of a filing with a name of an organization; null where they differ. */
export function compareNames(
  filing: ReadName,
  organization: ReadName,
  place: PlaceWords,
): NameVerdict | null {
  const same = sameName(filing, organization);
  if (same) return same;
  if (isPlan(filing) !== isPlan(organization) || haveOtherDegrees(filing, organization)) return null;
  if (!shareAnAnchor(filing, organization)) return null;
  const system = systemHeadsName(filing, organization, place) ?? ofMergedSystem(filing, organization);
  if (system?.verdict === 'near') return system;
  const alignment = align(filing, organization, place);
  return (
    cutName(filing, organization) ??
    ownerInFront(filing, organization) ??
    nearName(filing, organization, alignment) ??
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

/** Names are compared word by word only if they share a rare word, two common ones, or how they open. */
export function shareAnAnchor(left: ReadName, right: ReadName): boolean {
  let common = 0;
  for (const word of left.words) {
    if (!isTelling(word) || !right.words.some((other) => other.text === word.text)) continue;
    if (word.kind === 'rare') return true;
    common += 1;
    if (common === 2) return true;
  }
  const [one, other] = [opening(left), opening(right)];
  return one !== null && other !== null && one[0].text === other[0].text && one[1].text === other[1].text;
}

/** "Quillan St. Mary Healthcare" is the merger of "Quillan Hospital" and "St. Mary Hospital". */
function ofMergedSystem(filing: ReadName, organization: ReadName): NameVerdict | null {
  const saint = filing.words.findIndex(({ text }) => text === 'saint');
  if (saint < 1 || !isSystem(filing) || !isHospitalByWords(organization.words)) return null;
  const brand = filing.words.filter((word) => !isSystemWord(word));
  const member = organization.words.filter(({ kind }) => kind !== 'type');
  const isMember = [brand.slice(0, saint), brand.slice(saint)].some(
    (part) => part.length === member.length && startsWith(member, part) && tellingWeight(part) >= 1,
  );
  return isMember ? { verdict: 'near', score: 0.8, reasons: ['system-heads-name', 'merged-system'] } : null;
}

/**
 * "Broward Health" heads "Broward Health North", "Vidant Health" heads "Vidant Duplin Hospital".
 * With the brand alone, and no hospital by its words, the relation is unclear.
 */
function systemHeadsName(filing: ReadName, organization: ReadName, place: PlaceWords): NameVerdict | null {
  if (!isSystem(filing)) return null;
  const system = filing.words.filter((word, at) => at === 0 || !place.inFiling.includes(word.text));
  const brand = system.filter((word) => !isSystemWord(word));
  const spelledOut = startsWith(organization.words, system);
  const rest = organization.words.slice(spelledOut ? system.length : brand.length);
  if (!rest.some(isTelling) && !isHospitalByWords(rest)) return null;
  const reasons = ['system-heads-name'];
  if (spelledOut && tellingWeight(brand) >= 0.5) return { verdict: 'near', score: 0.9, reasons };
  if (!startsWith(organization.words, brand) || rareWords(brand).length === 0) return null;
  // Nobody but a hospital is called after the brand and then a saint.
  if (isHospital(organization) || rest[0]?.text === 'saint') return { verdict: 'near', score: 0.85, reasons };
  const isPractice = rest.some((word) => word.kind === 'specialty');
  return isPractice ? null : { verdict: 'like', score: LIKE_SCORE, reasons: ['system-may-head-name'] };
}
