import { align, NOWHERE, type Alignment, type PlaceWords } from './align.js';
import {
  isContent,
  isTelling,
  comparable,
  opening,
  rareWords,
  readNames,
  sortedWords,
  squashedWords,
  startsWith,
  tellingWeight,
  weightOf,
  type ReadName,
  type Word,
} from './read-name.js';
import { KNOWN_OWNERS } from './known-owners.js';
import { WEIGHTS } from './vocabulary.js';

/** What two names by themselves say, before state and roles are weighed. */
export interface NameVerdict {
  /** `same`: equal but for spelling; `near`: one organization in other words; `like`: cannot be told. */
  verdict: 'same' | 'near' | 'like';
  score: number;
  reasons: string[];
}

const NEAR_SCORE = 0.75;
// "Wayne Hospital" and "Wayne Memorial Hospital" may be two places.
const NEAR_WITH_DESCRIPTOR = 0.8;
const NEAR_WITH_TYPES = 0.7;
const LIKE_SCORE = 0.62;

/** Compares a name of a filing with a name of an organization; null where they differ. */
export function compareNames(
  filing: ReadName,
  organization: ReadName,
  place: PlaceWords,
): NameVerdict | null {
  const same = sameName(filing, organization);
  if (same) return same;
  if (isPlan(filing) !== isPlan(organization) || !shareAnAnchor(filing, organization)) return null;
  const system = systemHeadsName(filing, organization, place);
  if (system?.verdict === 'near') return system;
  const alignment = align(filing, organization, place);
  return (
    ownerInFront(filing, organization) ??
    nearName(filing, organization, alignment) ??
    likeName(alignment) ??
    system
  );
}

/** Equal but for spelling, order or spacing; null where it is not so. */
export function sameName(left: ReadName, right: ReadName): NameVerdict | null {
  if (left.letters !== right.letters) return null;
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

/**
 * "Broward Health" heads "Broward Health North", "Vidant Health" heads "Vidant Duplin Hospital".
 * With the brand alone, and no hospital by its words, the relation is unclear.
 */
function systemHeadsName(filing: ReadName, organization: ReadName, place: PlaceWords): NameVerdict | null {
  if (!isSystem(filing)) return null;
  const system = filing.words.filter((word, at) => at === 0 || !place.inFiling.includes(word.text));
  const brand = system.filter((word) => !SYSTEM_WORDS.has(word.text));
  const spelledOut = startsWith(organization.words, system);
  const rest = organization.words.slice(spelledOut ? system.length : brand.length);
  if (!rest.some(isTelling) && !isHospitalByWords(rest)) return null;
  const reasons = ['system-heads-name'];
  if (spelledOut && tellingWeight(brand) >= 0.5) return { verdict: 'near', score: 0.9, reasons };
  if (!startsWith(organization.words, brand) || rareWords(brand).length === 0) return null;
  if (isHospital(organization)) return { verdict: 'near', score: 0.85, reasons };
  const isPractice = rest.some((word) => word.kind === 'specialty');
  return isPractice ? null : { verdict: 'like', score: LIKE_SCORE, reasons: ['system-may-head-name'] };
}

/** "Orlando Health South Lake Hospital" is "South Lake Hospital" under the name of its owner. */
function ownerInFront(filing: ReadName, organization: ReadName): NameVerdict | null {
  const [short, long] =
    filing.words.length < organization.words.length ? [filing, organization] : [organization, filing];
  if (!isCare(short.words)) return null;
  const owner = long.words.slice(0, 4).findLastIndex(isHealth) + 1;
  const front = long.words.slice(0, long.words.length - short.words.length);
  const isSuffix = front.length > 0 && startsWith(long.words.slice(front.length), short.words);
  const isOwner = isSuffix && !isCare(front) && standsWithout(front, short);
  const site = { ...long, words: long.words.slice(owner) };
  const isSite = owner >= 2 && isCare(site.words) && !short.words.some(isHealth) && sameSite(site, short);
  return isOwner || isSite ? { verdict: 'near', score: 0.86, reasons: ['owner-in-front'] } : null;
}

/** A name that tells a lot, or that follows a brand known to stand in front of others. */
function standsWithout(front: Word[], { words }: ReadName): boolean {
  const isKnown = OWNERS.has(front.map(comparable).join(' '));
  return rareWords(words).length > 0 && tellingWeight(words) >= (isKnown ? 1 : 2);
}

const OWNERS = new Set(
  KNOWN_OWNERS.flatMap((owner) => readNames(owner).map(({ words }) => words.map(comparable).join(' '))),
);

/** Equal in all that tells, and telling enough to stand without the owner's name. */
function sameSite(site: ReadName, name: ReadName): boolean {
  const alignment = align(site, name, NOWHERE);
  return tellingWeight(alignment.shared) > 1 && nearName(site, name, alignment) !== null;
}

/** The names differ only in words that say what sort of place it is, or in nothing that tells. */
function nearName(left: ReadName, right: ReadName, alignment: Alignment): NameVerdict | null {
  const { onlyFiling, onlyOrganization, shared, notes } = alignment;
  const score = scoreOf(alignment);
  const loose = [...onlyFiling, ...onlyOrganization];
  if (loose.some(isTelling) || score < nearFrom(alignment, loose)) return null;
  if (isPracticeArm(onlyFiling) || isPracticeArm(onlyOrganization)) return null;
  const bothDiffer = onlyFiling.length > 0 && onlyOrganization.length > 0;
  const reasons = [bothDiffer ? 'same-brand-and-kind' : 'near-same-name', ...notes];
  if (bothDiffer && !(rareWords(shared).length > 0 && areOneKind(left, right, shared))) return null;
  const onlyPlaces = loose.every((word) => word.weight === WEIGHTS.initial);
  return tellingWeight(shared) >= (onlyPlaces ? 0.5 : 1) ? { verdict: 'near', score, reasons } : null;
}

/** Words for the sort of place cost less beside two words that tell. */
function nearFrom({ shared }: Alignment, loose: Word[]): number {
  if (loose.some(isDescriptor)) return NEAR_WITH_DESCRIPTOR;
  return tellingWeight(shared) >= 1.5 && rareWords(shared).length > 0 ? NEAR_WITH_TYPES : NEAR_SCORE;
}

/** Both hospitals; or both named for the same specialty, one a "center" and one a "hospital". */
function areOneKind(left: ReadName, right: ReadName, shared: Word[]): boolean {
  if (isHospital(left) && isHospital(right)) return true;
  return isCare(left.words) && isCare(right.words) && tellingWeight(shared) >= 1.5;
}

/** Much alike, and at most one of the two says something the other does not. */
function likeName(alignment: Alignment): NameVerdict | null {
  const score = scoreOf(alignment);
  if (score < LIKE_SCORE || contradict(alignment) || tellingWeight(alignment.shared) < 1) return null;
  return { verdict: 'like', score, reasons: ['like-name', ...alignment.notes] };
}

/** Each names something that the other lacks, if only its own town: siblings do. */
function contradict({ onlyFiling, onlyOrganization }: Alignment): boolean {
  if (onlyFiling.some(isTelling)) return onlyOrganization.some(isContent);
  return onlyFiling.some(isContent) && onlyOrganization.some(isTelling);
}

function scoreOf({ shared, onlyFiling, onlyOrganization }: Alignment): number {
  const both = weightOf(shared);
  return both / (both + weightOf(onlyFiling) + weightOf(onlyOrganization));
}

const SYSTEM_WORDS = new Set(['health', 'healthcare', 'system', 'care', 'service', 'network']);

/** A health system by its words, or by a name that is one rare word. */
export function isSystem(name: ReadName): boolean {
  if (name.words.length === 1) return name.words.every((word) => word.kind === 'rare');
  const others = name.words.filter((word) => word.kind === 'type' && !SYSTEM_WORDS.has(word.text));
  return (
    name.words.some(isHealth) && others.length === 0 && !name.words.some((word) => word.kind === 'specialty')
  );
}

function isHospital(name: ReadName): boolean {
  return name.words.some((word) => isHealth(word) || word.text === 'system') || isHospitalByWords(name.words);
}

function isHospitalByWords(words: Word[]): boolean {
  return hasText(words, 'hospital') || (hasText(words, 'medical') && hasText(words, 'center'));
}

/** "Medical Group", "Physicians", "Foundation": an arm beside the hospital of that name. */
function isPracticeArm(words: Word[]): boolean {
  const isGroup = hasText(words, 'medical') && hasText(words, 'group');
  return isGroup || hasText(words, 'physician') || hasText(words, 'foundation');
}

function hasText(words: Word[], text: string): boolean {
  return words.some((word) => word.text === text);
}

function isPlan(name: ReadName): boolean {
  return name.words.some((word) => word.kind === 'plan');
}

function isHealth(word: Word): boolean {
  return word.text === 'health' || word.text === 'healthcare';
}

function isDescriptor(word: Word): boolean {
  return word.kind === 'descriptor';
}

/** A place where patients are seen. */
function isCare(words: Word[]): boolean {
  return words.some((word) => word.text === 'hospital' || word.text === 'center');
}
