import type { Alignment } from './align.js';
import { isCare, isDescriptor, isHospital, isPracticeArm, isSystem } from './name-kinds.js';
import {
  isContent,
  isTelling,
  rareWords,
  tellingWeight,
  weightOf,
  type ReadName,
  type Word,
} from './read-name.js';
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
export const LIKE_SCORE = 0.62;

/** The names differ only in words that say what sort of place it is, or in nothing that tells. */
export function nearName(left: ReadName, right: ReadName, alignment: Alignment): NameVerdict | null {
  const { onlyFiling, onlyOrganization, shared, notes } = alignment;
  const score = scoreOf(alignment);
  const loose = [...onlyFiling, ...onlyOrganization];
  if (loose.some(isTelling) || score < nearFrom(alignment, loose)) return null;
  if (notes.includes('same-kind-of-place') && rareWords(shared).length === 0) return null;
  if (isPracticeArm(onlyFiling) || isPracticeArm(onlyOrganization)) return null;
  if (loose.length > 0 && isTurnedAround(left, right, shared)) return null;
  const bothDiffer = onlyFiling.length > 0 && onlyOrganization.length > 0;
  const reasons = [bothDiffer ? 'same-brand-and-kind' : 'near-same-name', ...notes];
  if (bothDiffer && !(rareWords(shared).length > 0 && areOneKind(left, right, shared))) return null;
  const onlyPlaces = loose.every((word) => word.weight === WEIGHTS.initial);
  return tellingWeight(shared) >= (onlyPlaces ? 0.5 : 1) ? { verdict: 'near', score, reasons } : null;
}

/** "Quillan Memorial Health System" calls itself "Quillan Health" for short. */
export function sameSystem(left: ReadName, right: ReadName, alignment: Alignment): NameVerdict | null {
  const { onlyFiling, onlyOrganization, shared } = alignment;
  const areSystems = isSystem(left) && isSystem(right) && left.words[0]?.text === right.words[0]?.text;
  const loose = [...onlyFiling, ...onlyOrganization];
  const isShorter = loose.every((word) => isOfHospital(word) || LEFT_OUT.has(word.text));
  return areSystems && rareWords(shared).length > 0 && isShorter
    ? { verdict: 'near', score: NEAR_SCORE, reasons: ['same-system'] }
    : null;
}

const LEFT_OUT = new Set('memorial regional general area university'.split(' '));

const OF_HOSPITAL = new Set('hospital medical center health healthcare system clinic service'.split(' '));

function isOfHospital({ text }: Word): boolean {
  return OF_HOSPITAL.has(text);
}

/** "Urology Salem" and "Salem Urology Institute": with another kind, the order of the words tells two practices. */
function isTurnedAround(left: ReadName, right: ReadName, shared: Word[]): boolean {
  if (isHospital(left) || isHospital(right) || shared.filter(isTelling).length !== 2) return false;
  if (!shared.some(({ kind }) => kind === 'specialty')) return false;
  const [first, second] = left.words.filter((word) => shared.includes(word) && isTelling(word));
  const at = (word: Word | undefined): number => right.words.findIndex(({ text }) => text === word?.text);
  return left.words[0] === first && right.words[0]?.text === second?.text && at(first) > at(second);
}

/** Words for the sort of place cost less beside two words that tell, and nothing where both sorts are hospitals. */
function nearFrom({ shared }: Alignment, loose: Word[]): number {
  if (rareWords(shared).length > 0 && loose.every(isOfHospital)) return 0;
  const isFull = shared.filter(isTelling).length > 1;
  if (loose.some(isDescriptor)) return isFull ? NEAR_SCORE : NEAR_WITH_DESCRIPTOR;
  return tellingWeight(shared) >= 1.5 && rareWords(shared).length > 0 ? NEAR_WITH_TYPES : NEAR_SCORE;
}

/** Both hospitals; or both named for the same specialty, one a "center" and one a "hospital". */
function areOneKind(left: ReadName, right: ReadName, shared: Word[]): boolean {
  if (isHospital(left) && isHospital(right)) return true;
  return isCare(left.words) && isCare(right.words) && tellingWeight(shared) >= 1.5;
}

/** Much alike, and at most one of the two says something the other does not. */
export function likeName(alignment: Alignment): NameVerdict | null {
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
