import { align, NOWHERE, type PlaceWords } from './align.js';
import { KNOWN_OWNERS } from './known-owners.js';
import { hasText, isCare, isHealth, isHospitalByWords } from './name-kinds.js';
import { nearName, type NameVerdict } from './near-name.js';
import {
  comparable,
  rareWords,
  readNames,
  startsWith,
  tellingWeight,
  type ReadName,
  type Word,
} from './read-name.js';

/** "Orlando Health South Lake Hospital" is "South Lake Hospital" under the name of its owner. */
export function ownerInFront(
  filing: ReadName,
  organization: ReadName,
  place: PlaceWords,
): NameVerdict | null {
  const [short, long] =
    filing.words.length < organization.words.length ? [filing, organization] : [organization, filing];
  if (!isCare(short.words)) return null;
  const owner = long.words.slice(0, 4).findLastIndex(isHealth) + 1;
  const front = long.words.slice(0, long.words.length - short.words.length);
  const isSuffix = front.length > 0 && startsWith(long.words.slice(front.length), short.words);
  const isOwner = isSuffix && !isCare(front) && standsWithout(front, short);
  const site = { ...long, words: long.words.slice(owner) };
  const isKnownOwners = ownerlessName(long, short, place);
  const isSite = owner >= 2 && isCare(site.words) && !short.words.some(isHealth) && sameSite(site, short);
  return isOwner || isSite || isKnownOwners || isMerged(long, short)
    ? { verdict: 'near', score: 0.86, reasons: ['owner-in-front'] }
    : null;
}

/** A name that tells a lot, or that follows a brand known to stand in front of others. */
function standsWithout(front: Word[], { words }: ReadName): boolean {
  const isKnown = OWNERS.has(front.map(comparable).join(' '));
  const telling = tellingWeight(words);
  if (rareWords(words).length > 0 && telling >= (isKnown ? 1 : 2)) return true;
  const isLongOwner =
    front.length > 1 && front.every(({ kind }) => kind !== 'direction' && kind !== 'specialty');
  return isLongOwner && rareWords(front).length + Number(hasText(front, 'university')) > 0 && telling >= 1.2;
}

const OWNERS = new Set(
  KNOWN_OWNERS.flatMap((owner) => readNames(owner).map(({ words }) => words.map(comparable).join(' '))),
);

/**
 * "Mount Sinai Quillan Lake" and "Quillan Lake Medical Center": what follows the brand of a known owner. One rare word
 * is enough for two hospitals, if it is not only their town.
 */
function ownerlessName(long: ReadName, short: ReadName, { inFiling }: PlaceWords): boolean {
  const length = [3, 2, 1].find((count) => OWNERS.has(long.words.slice(0, count).map(comparable).join(' ')));
  if (length === undefined) return false;
  const rest = long.words.slice(length).filter(({ kind }) => kind !== 'type');
  const name = short.words.filter(({ kind }) => kind !== 'type');
  const isSame = rest.length === name.length && startsWith(rest, name);
  if (!isSame || !isCare(short.words) || rareWords(rest).length === 0) return false;
  const areHospitals = isHospitalByWords(long.words) && isHospitalByWords(short.words);
  return tellingWeight(rest) >= 1.6 || (areHospitals && rest.some(({ text }) => !inFiling.includes(text)));
}

/** "Quillan Scott & Brandt Hospital - Salem" was "Quillan Hospital at Salem" before the brand grew by merging. */
function isMerged(long: ReadName, short: ReadName): boolean {
  const [brand, ...site] = short.words;
  const grown = long.words.slice(1, 1 + long.words.length - short.words.length);
  const isSame = brand?.kind === 'rare' && brand.text === long.words[0]?.text;
  const isLong = isHospitalByWords(short.words) && tellingWeight(site) >= 1;
  if (!isSame || !isLong || !startsWith(long.words.slice(1 + grown.length), site)) return false;
  return tellingWeight(grown) > 0 && grown.every(({ kind }) => kind === 'rare' || kind === 'common');
}

/** Equal in all that tells, and telling enough to stand without the owner's name. */
function sameSite(site: ReadName, name: ReadName): boolean {
  const alignment = align(site, name, NOWHERE);
  return tellingWeight(alignment.shared) > 1 && nearName(site, name, alignment) !== null;
}
