import { daysApart } from '../fhir/date.js';
import { mayBeOnePlace } from '../one-place.js';
import type { Study } from '../study.js';
import { partsAgree } from './body-parts.js';
import { type Candidate, type Candidates, candidatesIn } from './candidates.js';
import type { Evidence, EvidenceItem, EvidenceKind } from './item.js';
import { agree, type Kind } from './kind.js';

/** Days that an item may lie before and after a study and still speak of it. */
interface Window {
  before: number;
  after: number;
}

/** Where the item and the study are linked they may lie further apart than where only day and kind speak. */
const WINDOWS: Record<EvidenceKind | 'order-far' | 'report-written', { unlinked: Window; linked: Window }> = {
  order: { unlinked: { before: 7, after: 2 }, linked: { before: 30, after: 7 } },
  'order-far': { unlinked: { before: 0, after: 0 }, linked: { before: 365, after: 7 } },
  appointment: { unlinked: { before: 0, after: 0 }, linked: { before: 0, after: 0 } },
  visit: { unlinked: { before: 0, after: 0 }, linked: { before: 0, after: 0 } },
  procedure: { unlinked: { before: 0, after: 0 }, linked: { before: 1, after: 1 } },
  report: { unlinked: { before: 0, after: 0 }, linked: { before: 1, after: 1 } },
  // Bills state the day of service a little off.
  claim: { unlinked: { before: 3, after: 3 }, linked: { before: 3, after: 3 } },
  'own-word': { unlinked: { before: 1, after: 1 }, linked: { before: 1, after: 1 } },
  'report-written': { unlinked: { before: 0, after: 3 }, linked: { before: 0, after: 30 } },
};

/** Reaches every unlinked window above, and a night. */
const NEAR_DAYS = 8;

/** How an item fits a study. */
interface Fit {
  candidate: Candidate;
  strength: Evidence['strength'];
  /** The item names the study. */
  named: boolean;
  /** The study refers to the item, or both to the same visit or order. */
  tied: boolean;
  /** Days between them. */
  gap: number;
}

/**
 * Says what corroborates each of the studies in question. Every item but a visit speaks for one exam, so that the
 * order or report of another does not excuse a study that nobody ordered: the items are shared out over all studies.
 */
export function corroborate(
  items: EvidenceItem[],
  studies: Study[],
  asked: Set<Study>,
): Map<Study, Evidence[]> {
  const candidates = candidatesIn(studies, asked);
  const claims = items
    .map((item) => ({ item, fits: fitsOf(item, candidates) }))
    .filter(({ fits }) => fits.length > 0)
    .sort((a, b) => closeness(a.fits) - closeness(b.fits) || byName(a.item, b.item));
  for (const { item, fits } of claims) {
    for (const { candidate, strength } of owners(item, fits))
      candidate.evidence.push({ evidence: item.evidence, type: item.type, id: item.id, strength });
  }
  const found = candidates.all.filter(({ isNew }) => isNew);
  return new Map(found.map(({ study, evidence }) => [study, evidence.sort(byName)]));
}

/** Every study that an item fits; where it names studies, those alone. */
function fitsOf(item: EvidenceItem, candidates: Candidates): Fit[] {
  const named = candidates.named(item);
  const tied = candidates.tied(item);
  return (named.length > 0 ? named : openTo(item, tied, candidates))
    .map((candidate) => fit(item, candidate, named.length > 0, tied.has(candidate)))
    .filter((one) => one !== null);
}

/** Studies that an item may speak of although it names none: tied to it, or near it in time. */
function openTo(item: EvidenceItem, tied: Set<Candidate>, candidates: Candidates): Candidate[] {
  const near = candidates.near(item, NEAR_DAYS);
  return [...new Set([...tied, ...near])].filter(({ study }) => !namesAnother(item, study));
}

function fit(item: EvidenceItem, candidate: Candidate, named: boolean, tied: boolean): Fit | null {
  if (isItsOwnReport(item, candidate.study) || isElsewhere(item, candidate.study)) return null;
  const { kind } = candidate;
  const span = item.evidence === 'own-word' ? candidate.day : candidate.span;
  const gap = item.span === null || span === null ? null : daysApart(item.span, span);
  if (gap === null && !named) return null;
  const byDay = fitByDay(item, gap, named || tied, item.span?.coarse === true || span?.coarse === true);
  const byKind = fitByKind(item, kind, named || tied);
  if (byDay === null || byKind === null) return null;
  const strength = byDay === 'strong' && byKind === 'strong' ? 'strong' : 'partial';
  return { candidate, strength, named, tied, gap: Math.abs(gap ?? 0) };
}

/** An exam that is told of by reports alone is not corroborated by reports. */
function isItsOwnReport({ evidence }: EvidenceItem, { source }: Study): boolean {
  return evidence === 'report' && source !== 'imaging-study';
}

/** A study that does not say where it was made may have been made there. */
function isElsewhere({ place }: EvidenceItem, { organization }: Study): boolean {
  return place !== undefined && organization.name !== null && !mayBeOnePlace(place, organization.name);
}

/** Where a day is not stated on either side only a name can tell, and it tells in part. */
function fitByDay(
  item: EvidenceItem,
  gap: number | null,
  linked: boolean,
  coarse: boolean,
): Evidence['strength'] | null {
  if (gap === null) return 'partial';
  const window = (name: keyof typeof WINDOWS): boolean => {
    const { before, after } = WINDOWS[name][linked ? 'linked' : 'unlinked'];
    return gap <= before && -gap <= after;
  };
  const usual = item.evidence === 'report' && item.written ? 'report-written' : item.evidence;
  if (window(usual)) return coarse ? 'partial' : 'strong';
  return item.evidence === 'order' && linked && window('order-far') ? 'partial' : null;
}

/** A visit says that the patient was there, not what for. */
function fitByKind(item: EvidenceItem, kind: Kind, linked: boolean): Evidence['strength'] | null {
  if (item.evidence === 'visit') return 'partial';
  const sameModality = agree(kind.modalities, item.kind.modalities);
  if (sameModality === false || partsAgree(kind.parts, item.kind.parts) === false) return null;
  if (sameModality === true) return 'strong';
  if (!item.imaging) return null;
  return linked ? 'strong' : 'partial';
}

/**
 * The studies an item speaks for. A visit speaks for all of its day, an item that names studies for those. Any other
 * speaks for the one it is closest to, and for those of the same day that are tied to it as well.
 */
function owners(item: EvidenceItem, fits: Fit[]): Fit[] {
  if (item.evidence === 'visit' || fits.some(({ named }) => named)) return fits;
  const served = (fit: Fit): number =>
    fit.candidate.evidence.filter(({ evidence }) => evidence === item.evidence).length;
  const [closest] = fits
    .map((fit) => ({ fit, rank: rankOf(fit, served(fit)) }))
    .sort((a, b) => compareRanks(a.rank, b.rank));
  return fits.filter(
    (one) => one === closest?.fit || (one.tied && closest?.fit.tied && one.gap === closest.fit.gap),
  );
}

/** Known studies that are tied to the item come first; then those that lack one, the best fit, the nearest, the known. */
function rankOf({ tied, gap, strength, candidate }: Fit, served: number): number[] {
  const standing = tied && !candidate.isNew ? 0 : tied || served === 0 ? 1 : 2;
  return [standing, strength === 'strong' ? 0 : 1, gap, served, candidate.isNew ? 1 : 0];
}

function compareRanks(a: number[], b: number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

/** Items that name their studies, or lie closest to them, are shared out first. */
function closeness(fits: Fit[]): number {
  return Math.min(...fits.map(({ named, gap }) => (named ? -1 : gap)));
}

/** Both state an accession number or a study UID, and not the same: the item belongs to an exam we do not see. */
function namesAnother({ names: { uids, accessions } }: EvidenceItem, study: Study): boolean {
  return (accessions.length > 0 && study.accessions.length > 0) || (uids.length > 0 && study.uid !== null);
}

function byName(a: Pick<Evidence, 'type' | 'id'>, b: Pick<Evidence, 'type' | 'id'>): number {
  return `${a.type}/${a.id}` < `${b.type}/${b.id}` ? -1 : 1;
}
