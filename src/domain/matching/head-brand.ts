import {
  hasText,
  isDescriptor,
  isHospital,
  isHospitalByWords,
  isPracticeArm,
  isSystem,
} from './name-kinds.js';
import { LIKE_SCORE, type NameVerdict } from './near-name.js';
import { isTelling, rareWords, startsWith, tellingWeight, type ReadName, type Word } from './read-name.js';

/** One name is the beginning of the other: the brand, and with more words a site of it or its full name. */
export function headBrand(filing: ReadName, organization: ReadName): NameVerdict | null {
  return fullName(filing, organization) ?? siteOfPractice(filing, organization);
}

/**
 * "Quillan Park" and "Quillan Park Cancer Center": a brand that says of no kind what it is, and the same with its
 * kind. A school, a foundation, the physicians or a compass point make it another.
 */
function fullName(filing: ReadName, organization: ReadName): NameVerdict | null {
  const [short, long] =
    filing.words.length < organization.words.length ? [filing, organization] : [organization, filing];
  const rest = long.words.slice(short.words.length);
  const isBrand = isBrandAlone(short.words) || (isBrandCenter(short.words) && rest[0]?.kind === 'specialty');
  if (!isBrand || rest.length === 0 || !startsWith(long.words, short.words)) return null;
  if (!rest.every(tellsKind) || isPracticeArm(rest) || hasText(rest, 'department')) return null;
  if (rest.some(isTelling) && !long.words.some(({ text }) => PLACES.has(text))) return null;
  const telling = tellingWeight(short.words);
  const needed = short.words.length < 2 || rest.some(isTelling) ? 1 : 0.5;
  const isOne = rest.some(isTelling) || short.words.length > 1 || rest.some(isDescriptor);
  return isOne && telling >= needed
    ? { verdict: 'near', score: 0.82, reasons: ['brand-and-full-name'] }
    : null;
}

function isBrandAlone(words: Word[]): boolean {
  return !words.some(({ kind }) => kind === 'type' || kind === 'plan');
}

/** "Quillan Center" and "Quillan Center for Mental Health Services". */
function isBrandCenter([brand, kind, ...more]: Word[]): boolean {
  return brand?.kind === 'rare' && kind?.text === 'center' && more.length === 0;
}

const PLACES = new Set(['hospital', 'center', 'university', 'institute', 'clinic']);

function tellsKind(word: Word): boolean {
  return ['type', 'descriptor', 'specialty', 'initial'].includes(word.kind) && word.text !== 'county';
}

/** "Quillan Imaging" and "Quillan Imaging Salem": practices have sites that are called by their towns. */
function siteOfPractice(filing: ReadName, organization: ReadName): NameVerdict | null {
  const brand = withoutKindAtEnd(filing.words);
  const isPractice = brand.some((word) => word.kind === 'specialty') && rareWords(brand).length > 0;
  if (!isPractice || isSystem(filing) || isHospital(filing) || hasText(filing.words, 'university'))
    return null;
  const rest = organization.words.slice(brand.length);
  if (!rest.some(isTelling) || !startsWith(organization.words, brand)) return null;
  if (isPracticeArm(rest) || isHospitalByWords(rest) || rest.some(isResearch)) return null;
  const isLoose = brand.length < filing.words.length;
  const verdict = isLoose && rest.some((word) => word.kind === 'specialty') ? 'like' : 'near';
  return { verdict, score: verdict === 'near' ? 0.84 : LIKE_SCORE, reasons: ['brand-heads-name'] };
}

function isResearch({ text }: Word): boolean {
  return text === 'research' || text === 'school' || text === 'laboratory' || text === 'pharmacy';
}

const KIND_AT_END = new Set(['group', 'associate', 'service', 'partner', 'network', 'holding', 'management']);

function withoutKindAtEnd(words: Word[]): Word[] {
  return words.slice(0, words.findLastIndex(({ text }) => !KIND_AT_END.has(text)) + 1);
}
