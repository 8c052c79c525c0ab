import { compareText } from './canonicalise.js';
import { shareSeries } from './compare-series.js';
import { partsAgree } from './evidence/body-parts.js';
import { agree, kindOfStudy } from './evidence/kind.js';
import { fold } from './compare-site.js';
import { dayOf, sameMoment, spanOf } from './fhir/date.js';
import type { Study } from './study.js';

/** A known study and the one that it is in the new pull. */
export interface Pair {
  before: Study;
  after: Study;
  /** The same exam, but under another Study Instance UID. */
  replaced: boolean;
}

export interface Pairing {
  pairs: Pair[];
  added: Study[];
  absent: Study[];
}

/**
 * Studies that share a key may be the same. `alone`: only where one known and one pulled study share it; `in-order`:
 * where several do they are twins, and are paired in order, so that reissued ids make no news.
 */
interface Pass {
  keys: (study: Study) => string[];
  shared: 'alone' | 'in-order';
  accepts: (before: Study, after: Study) => boolean;
}

/**
 * The passes, strongest first. Servers reissue logical ids and accession numbers, so each pass pairs only
 * what the stronger ones left over.
 */
const PASSES: Pass[] = [
  { keys: (study) => (study.uid === null ? [] : [study.uid]), shared: 'alone', accepts: () => true },
  { keys: sourceIds, shared: 'alone', accepts: isConfirmed },
  { keys: issuedAccessions, shared: 'alone', accepts: mayShareAccession },
  { keys: accessionValues, shared: 'alone', accepts: mayShareAccession },
  { keys: reportIds, shared: 'alone', accepts: haveNoOtherUid },
  { keys: seriesUids, shared: 'alone', accepts: () => true },
  { keys: anyNumber, shared: 'alone', accepts: haveNoOtherNumber },
  { keys: reportTexts, shared: 'alone', accepts: (a, b) => haveNoOtherUid(a, b) && alike(a, b) },
  { keys: fingerprintByTime, shared: 'in-order', accepts: haveNoOtherNumber },
  { keys: fingerprintByDay, shared: 'in-order', accepts: haveNoOtherNumber },
  { keys: sourceIds, shared: 'alone', accepts: haveNoOtherNumber },
  // Without a UID, ids and accession numbers that were reissued together leave nothing but the looks of an exam.
  { keys: fingerprintByTime, shared: 'in-order', accepts: haveNoOtherUid },
  { keys: fingerprintByDay, shared: 'in-order', accepts: haveNoOtherUid },
  { keys: sourceIds, shared: 'alone', accepts: (a, b) => haveNoOtherUid(a, b) && alike(a, b) },
  { keys: kindOfDay, shared: 'alone', accepts: areReportsAlike },
];

/** Says which study of the new pull is which of the known ones. Each pass is linear in the studies left over. */
export function identify(known: Study[], pulled: Study[]): Pairing {
  let [absent, added] = [known, pulled];
  const pairs: Pair[] = [];
  for (const pass of PASSES) {
    if (absent.length === 0 || added.length === 0) break;
    const found = pairBy(pass, absent, added);
    pairs.push(...found);
    const paired = new Set(found.flatMap((pair) => [pair.before, pair.after]));
    absent = absent.filter((study) => !paired.has(study));
    added = added.filter((study) => !paired.has(study));
  }
  return { pairs, added, absent };
}

function pairBy(pass: Pass, known: Study[], pulled: Study[]): Pair[] {
  const knownByKey = byKey(known, pass.keys);
  const taken = new Set<Study>();
  const pairs: Pair[] = [];
  for (const [key, candidates] of byKey(pulled, pass.keys)) {
    for (const [before, after] of couples(pass, knownByKey.get(key) ?? [], candidates)) {
      if (taken.has(before) || taken.has(after) || !pass.accepts(before, after)) continue;
      taken.add(before).add(after);
      pairs.push({ before, after, replaced: isReplaced(before, after) });
    }
  }
  return pairs;
}

function byKey(studies: Study[], keys: Pass['keys']): Map<string, Study[]> {
  const sharing = new Map<string, Study[]>();
  for (const study of studies) {
    for (const key of new Set(keys(study))) {
      const others = sharing.get(key);
      if (others) others.push(study);
      else sharing.set(key, [study]);
    }
  }
  return sharing;
}

function couples({ shared }: Pass, known: Study[], pulled: Study[]): [Study, Study][] {
  if (shared === 'alone' && (known.length !== 1 || pulled.length !== 1)) return [];
  const [before, after] = known.length === 1 ? [known, pulled] : [known, pulled].map(inOrder);
  return before!.slice(0, after!.length).map((study, at) => [study, after![at]!]);
}

/** An order that twins keep when their ids change: by time and content. */
function inOrder(twins: Study[]): Study[] {
  const content = ({ started, seriesCount, instanceCount, laterality, series, reports }: Study): string =>
    JSON.stringify([
      spanOf(started ?? '')?.from,
      seriesCount,
      instanceCount,
      laterality,
      series,
      reports.map(({ status, conclusion, whole }) => [status, conclusion, whole]),
    ]);
  return twins
    .map((study) => ({ study, content: content(study) }))
    .sort((a, b) => compareText(a.content, b.content) || compareText(a.study.key, b.study.key))
    .map(({ study }) => study);
}

/** Same id and accession with another UID: the images are others. Where an accession is missing, series tell. */
function isReplaced(before: Study, after: Study): boolean {
  if (!otherUids(before, after)) return false;
  const sameId = before.ids.some((id) => after.ids.includes(id));
  return (sameId && shareAccession(before, after)) || !shareSeries(before, after);
}

/** An id is reused by some sources: it counts where something else agrees. */
function isConfirmed(before: Study, after: Study): boolean {
  return (
    shareAccession(before, after) ||
    shareSeries(before, after) ||
    fingerprintByDay(before).some((print) => fingerprintByDay(after).includes(print)) ||
    after.status === 'retracted'
  );
}

/** One accession number may cover several exams: under another UID day and kind must agree as well. */
function mayShareAccession(before: Study, after: Study): boolean {
  return !otherUids(before, after) || shareSeries(before, after) || alike(before, after);
}

/** No number that both state differs. */
function haveNoOtherNumber(before: Study, after: Study): boolean {
  return haveNoOtherUid(before, after) && !otherAccessions(before, after);
}

function haveNoOtherUid(before: Study, after: Study): boolean {
  return !otherUids(before, after);
}

function otherUids(before: Study, after: Study): boolean {
  return before.uid !== null && after.uid !== null && before.uid !== after.uid;
}

function shareAccession(before: Study, after: Study): boolean {
  return before.accessions.some(({ value }) => after.accessions.some((other) => other.value === value));
}

function otherAccessions(before: Study, after: Study): boolean {
  return before.accessions.length > 0 && after.accessions.length > 0 && !shareAccession(before, after);
}

/** Same day and kind: what two records of one exam have in common when every number differs. */
function alike(before: Study, after: Study): boolean {
  if (before.started === null || after.started === null) return false;
  const sameDay = sameMoment(dayOf(before.started), after.started);
  return sameDay && agree(kindOfStudy(before).modalities, kindOfStudy(after).modalities) !== false;
}

/** Ids are unique within a type of resource. */
function sourceIds({ ids, source }: Study): string[] {
  return ids.map((id) => `${source}/${id}`);
}

/** Images and the report that was there before them, or that is left of them, are one exam. */
function reportIds({ reports }: Study): string[] {
  return reports.flatMap(({ ids }) => ids);
}

function issuedAccessions(study: Study): string[] {
  return study.accessions.map(({ system, value }) => `${system ?? ''}|${value}`);
}

function accessionValues(study: Study): string[] {
  return study.accessions.map(({ value }) => value);
}

/** A number that was typed as an accession number may stand without its type later. */
function anyNumber({ accessions, identifiers }: Study): string[] {
  return [...accessions, ...identifiers].map(({ value }) => value);
}

function reportTexts({ reports }: Study): string[] {
  return reports.flatMap(({ conclusion, whole }) => [conclusion, whole]).filter((text) => text !== null);
}

function kindOfDay({ started, modalities, source }: Study): string[] {
  return started === null || modalities.length === 0
    ? []
    : [`${dayOf(started)}|${modalities.join('+')}|${source}`];
}

/** Exams told of by reports alone, in a record where numbers and names were reissued at once. */
function areReportsAlike(before: Study, after: Study): boolean {
  if (before.source === 'imaging-study' || !haveNoOtherUid(before, after)) return false;
  return partsAgree(kindOfStudy(before).parts, kindOfStudy(after).parts) !== false;
}

function seriesUids(study: Study): string[] {
  return study.series.map(({ uid }) => uid).filter((uid) => uid !== null);
}

function fingerprintByDay(study: Study): string[] {
  return [`${dayOf(study.started ?? '')}|${looks(study)}`];
}

/** By instant, so that a zone stated anew does not move an exam to another day. */
function fingerprintByTime(study: Study): string[] {
  const at = spanOf(study.started ?? '');
  return at === null ? [] : [`${at.from}|${looks(study)}`];
}

function looks({ modalities, bodySites, description, procedure, source }: Study): string {
  const sites = bodySites.map(({ code, display }) => code ?? fold(display ?? ''));
  return [modalities.join('+'), sites.join('+'), fold(description ?? ''), procedure?.code ?? '', source].join(
    '|',
  );
}
