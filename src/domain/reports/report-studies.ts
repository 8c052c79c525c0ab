import { canonicalReportStudy } from './canonical-report-study.js';
import type { Telling } from './telling.js';
import { partsAgree } from '../evidence/body-parts.js';
import { type Candidate, type Candidates, candidatesIn } from '../evidence/candidates.js';
import type { EvidenceItem } from '../evidence/item.js';
import { agree } from '../evidence/kind.js';
import { daysApart } from '../fhir/date.js';
import type { FhirResource } from '../pull.js';
import type { Report, Study } from '../study.js';

/** A report that says only when it was written follows its exam within these days. */
const WRITTEN_WITHIN_DAYS = 3;

type OrganizationOf = (resource: FhirResource) => Study['organization'];

/**
 * Gives each report to the study it belongs to; the reports that are left are exams told of by reports alone, one for
 * each cluster that shares an accession number, an order, or a visit and day.
 * @param imaged studies told of by ImagingStudy, each with no reports yet
 * @param setAside studies that are not taken for the patient's: their reports are set aside with them
 */
export function withReports(
  imaged: Study[],
  setAside: Study[],
  tellings: Telling[],
  organizationOf: OrganizationOf,
): Study[] {
  const candidates = candidatesIn([...imaged, ...setAside], new Set());
  const reportsOf = new Map<Study, Report[]>();
  const left: Telling[] = [];
  for (const telling of inOrder(tellings)) {
    const owner = ownerOf(telling.item, candidates, (study) => reportsOf.get(study)?.length ?? 0);
    if (owner === null) left.push(telling);
    else reportsOf.set(owner, [...(reportsOf.get(owner) ?? []), telling.report]);
  }
  const complete = imaged.map((study) => {
    const reports = reportsOf.get(study);
    return reports === undefined ? study : { ...study, reports: reports.sort(byId) };
  });
  return [...complete, ...clustersOf(left).map((cluster) => canonicalReportStudy(cluster, organizationOf))];
}

/** Reports that name their study come first, so that the others find which studies have none. */
function inOrder(tellings: Telling[]): Telling[] {
  const rank = ({ item: { names, references } }: Telling): number =>
    names.ids.length + names.uids.length > 0
      ? 0
      : names.accessions.length > 0
        ? 1
        : references.length > 0
          ? 2
          : 3;
  return [...tellings].sort((a, b) => rank(a) - rank(b) || byId(a.report, b.report));
}

function byId(a: Report, b: Report): number {
  return a.ids[0]! < b.ids[0]! ? -1 : 1;
}

/** The one study that a report is about: one that it names, else one of its order or visit, else of its day and kind. */
function ownerOf(
  item: EvidenceItem,
  candidates: Candidates,
  reported: (study: Study) => number,
): Study | null {
  const steps = [
    () => candidates.named(item).filter((one) => namesSurely(item, one.study) || mayBe(item, one)),
    () =>
      [...candidates.tied(item)].filter((one) => isOpen(item, one) && sameDay(item, one) && mayBe(item, one)),
    () => ofItsKind(item, candidates, reported),
  ];
  for (const step of steps) {
    const [best] = step()
      .map((one) => ({ one, rank: rankOf(item, one, reported) }))
      .sort((a, b) => compareRanks(a.rank, b.rank));
    if (best) return best.one.study;
  }
  return null;
}

/** By id or UID, not by an accession number, under which several exams may stand. */
function namesSurely({ names }: EvidenceItem, study: Study): boolean {
  return (
    names.ids.some((id) => study.ids.includes(id)) || (study.uid !== null && names.uids.includes(study.uid))
  );
}

/** Nothing that both state speaks against it. */
function mayBe(item: EvidenceItem, { kind }: Candidate): boolean {
  return (
    agree(kind.modalities, item.kind.modalities) !== false &&
    partsAgree(kind.parts, item.kind.parts) !== false
  );
}

/** Neither names another study. */
function isOpen({ names }: EvidenceItem, study: { study: Study }): boolean {
  const { accessions, uid } = study.study;
  return !(names.accessions.length > 0 && accessions.length > 0) && !(names.uids.length > 0 && uid !== null);
}

function sameDay(item: EvidenceItem, { span }: Candidate): boolean {
  return item.span === null || span === null || daysApart(item.span, span) === 0;
}

/**
 * Without any link a report is taken for that of a study which has none and was made on its day, or up to some days
 * before it was written, and is of its kind; one that does not say what of, for the only study of that day.
 */
function ofItsKind(
  item: EvidenceItem,
  candidates: Candidates,
  reported: (study: Study) => number,
): Candidate[] {
  const open = candidates
    .near(item, WRITTEN_WITHIN_DAYS + 1)
    .filter((one) => isOpen(item, one) && reported(one.study) === 0 && isInTime(item, one));
  const alike = open.filter(
    (one) => agree(one.kind.modalities, item.kind.modalities) === true && mayBe(item, one),
  );
  const only = open.length === 1 && item.kind.modalities.size === 0 && mayBe(item, open[0]!) ? open : [];
  return alike.length > 0 ? alike : only;
}

function isInTime(item: EvidenceItem, { span }: Candidate): boolean {
  if (item.span === null || span === null || span.coarse) return false;
  const days = daysApart(span, item.span);
  return days === 0 || (item.written && days > 0 && days <= WRITTEN_WITHIN_DAYS);
}

/** The one without a report, of its kind and part, nearest in time; then any, but always the same. */
function rankOf(item: EvidenceItem, one: Candidate, reported: (study: Study) => number): (number | string)[] {
  const gap = item.span === null || one.span === null ? 0 : Math.abs(item.span.from - one.span.from);
  const kind = agree(one.kind.modalities, item.kind.modalities) === true ? 0 : 1;
  const part = partsAgree(one.kind.parts, item.kind.parts) === true ? 0 : 1;
  return [kind + part, Math.min(1, reported(one.study)), gap, one.study.key];
}

function compareRanks(a: (number | string)[], b: (number | string)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

/** Reports that are about one exam, though no images are listed. */
function clustersOf(tellings: Telling[]): Telling[][] {
  const clusters: Telling[][] = [];
  const sharing = new Map<string, Telling[][]>();
  for (const telling of tellings) {
    const links = linksOf(telling);
    const home = links
      .flatMap((link) => sharing.get(link) ?? [])
      .find((cluster) => cluster.every((other) => isSameExam(telling, other)));
    const cluster = home ?? [];
    if (home === undefined) clusters.push(cluster);
    cluster.push(telling);
    for (const link of links) sharing.set(link, [...(sharing.get(link) ?? []), cluster]);
  }
  return clusters;
}

function linksOf({ item: { names, references } }: Telling): string[] {
  return [
    ...names.uids.map((uid) => `uid ${uid}`),
    ...names.accessions.map((number) => `accession ${number}`),
    ...references,
  ];
}

/** What shares a number is one exam unless day or kind speak against it; what shares a visit or order, if both do agree. */
function isSameExam(one: Telling, { item: other }: Telling): boolean {
  const { item } = one;
  const days = item.span === null || other.span === null ? null : Math.abs(daysApart(item.span, other.span));
  const shared = (a: string[], b: string[]): boolean => a.some((value) => b.includes(value));
  const kind = { kind: other.kind } as Candidate;
  if (shared(item.names.uids, other.names.uids)) return true;
  if (shared(item.names.accessions, other.names.accessions)) return (days ?? 0) <= 1 && mayBe(item, kind);
  const numbered = item.names.accessions.length > 0 && other.names.accessions.length > 0;
  return (
    !numbered &&
    days === 0 &&
    mayBe(item, kind) &&
    agree(item.kind.modalities, other.kind.modalities) === true
  );
}
