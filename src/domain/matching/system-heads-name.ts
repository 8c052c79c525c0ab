import type { PlaceWords } from './align.js';
import { hasText, isHospital, isHospitalByWords, isSystem, isSystemWord } from './name-kinds.js';
import { LIKE_SCORE, type NameVerdict } from './near-name.js';
import { isTelling, rareWords, startsWith, tellingWeight, type ReadName, type Word } from './read-name.js';

/** The filing's name is that of a health system, and its brand heads the organization's name. */
export function ofSystem(filing: ReadName, organization: ReadName, place: PlaceWords): NameVerdict | null {
  return systemHeadsName(filing, organization, place) ?? ofMergedSystem(filing, organization);
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
 * "Broward Health" heads "Broward Health North", "Vidant Health" heads "Vidant Duplin Hospital", "St. Quill Health"
 * heads "St. Quill Hospital". With the brand alone, and no hospital by its words, the relation is unclear.
 */
function systemHeadsName(filing: ReadName, organization: ReadName, place: PlaceWords): NameVerdict | null {
  const placeless = filing.words.filter((word, at) => at === 0 || !place.inFiling.includes(word.text));
  if (!isSystem(filing) && !isBrandAlone(placeless)) return null;
  const asWritten = headsName(filing, filing.words, organization, place);
  if (asWritten?.verdict === 'near' || placeless.length === filing.words.length) return asWritten;
  return headsName(filing, placeless, organization, place) ?? asWritten;
}

function headsName(
  filing: ReadName,
  system: Word[],
  organization: ReadName,
  place: PlaceWords,
): NameVerdict | null {
  const brand = system.filter((word) => !isSystemWord(word) && word.text !== 'district');
  const spelledOut = isSystem(filing) && startsWith(organization.words, system);
  const rest = organization.words.slice(spelledOut ? system.length : brand.length);
  if (!rest.some(isTelling) && !isHospitalByWords(rest)) return null;
  const reasons = ['system-heads-name'];
  if (spelledOut && tellingWeight(brand) >= 0.5) return { verdict: 'near', score: 0.9, reasons };
  if (!startsWith(organization.words, brand)) return null;
  if (rareWords(brand).length === 0 && !(isBrandOfCommonWords(brand, filing) && isHospitalByWords(rest)))
    return null;
  // Nobody but a hospital is called after the brand and then a saint, or its own town.
  if (isHospital(organization) || rest[0]?.text === 'saint' || isOwnPlace(rest, place))
    return { verdict: 'near', score: 0.85, reasons };
  const isPractice = rest.some((word) => word.kind === 'specialty');
  return isPractice ? null : { verdict: 'like', score: LIKE_SCORE, reasons: ['system-may-head-name'] };
}

/** "Quillan Ohio": one rare word and the state. */
function isBrandAlone(system: Word[]): boolean {
  return system.length === 1 && system[0]?.kind === 'rare';
}

/** "North Quill Memorial", "St. Charles": but half of all states have a St. Mary's, and many a firm a region's name. */
function isBrandOfCommonWords(brand: Word[], filing: ReadName): boolean {
  const isRegions = brand.some(({ kind }) => kind === 'state') || hasText(filing.words, 'service');
  return brand.length > 1 && tellingWeight(brand) >= 0.5 && !isRegions && !brand.some(isOftenSaint);
}

function isOftenSaint({ text }: Word): boolean {
  return OFTEN_SAINTS.has(text);
}

const OFTEN_SAINTS = new Set('mary joseph francis john luke vincent anthony elizabeth'.split(' '));

function isOwnPlace(rest: Word[], { inFiling }: PlaceWords): boolean {
  return rest.every(
    ({ text, kind }) => inFiling.includes(text) || kind === 'direction' || kind === 'descriptor',
  );
}
