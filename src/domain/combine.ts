import { compareText, sortedSet } from './canonicalise.js';
import { oneSide } from './fhir/laterality.js';
import type { Identifier, Report, Series, Study } from './study.js';

/**
 * Joins the studies that share a Study Instance UID: one exam can be told by several resources. Without a UID each
 * resource is a study of its own, since one accession number can cover several exams. The result does not depend on
 * the order of resources, nor on their ids.
 */
export function combineStudies(studies: Study[]): Study[] {
  const groups = new Map<string, Study[]>();
  const alone: Study[] = [];
  for (const study of studies) {
    const group = study.uid === null ? undefined : groups.get(study.uid);
    if (group) group.push(study);
    else if (study.uid !== null) groups.set(study.uid, [study]);
    else alone.push(study);
  }
  return [...alone, ...[...groups.values()].map(combine)].sort(
    (a, b) => compareText(a.key, b.key) || compareText(a.ids.join(), b.ids.join()),
  );
}

function combine(group: Study[]): Study {
  const [only, ...others] = group;
  if (others.length === 0) return only!;
  const valid = group.filter((study) => study.status !== 'retracted');
  const ranked = (valid.length > 0 ? valid : group)
    .map((study) => ({ study, content: contentOf(study) }))
    .sort((a, b) => compareText(a.content, b.content))
    .map(({ study }) => study);
  return { ...ranked.reduce(join), ids: sortedSet(group.flatMap((study) => study.ids)) };
}

/** All that a study says, without the numbers that sources reissue. */
function contentOf(study: Study): string {
  return JSON.stringify({
    ...study,
    key: '',
    ids: [],
    accessions: [],
    identifiers: [],
    references: [],
    organization: null,
  });
}

function join(one: Study, other: Study): Study {
  const series = new Map(
    [...other.series, ...one.series].map((each) => [each.uid ?? JSON.stringify(each), each]),
  );
  return {
    ...overlay(one, other, false),
    status: one.status === 'available' ? one.status : other.status,
    accessions: distinct([...one.accessions, ...other.accessions]),
    identifiers: distinct([...one.identifiers, ...other.identifiers]),
    modalities: sortedSet([...one.modalities, ...other.modalities]),
    bodySites: [
      ...new Map(
        [...other.bodySites, ...one.bodySites].map((site) => [site.code ?? site.display, site]),
      ).values(),
    ],
    laterality: oneSide([one.laterality, other.laterality]),
    series: [...series.values()].sort((a: Series, b: Series) => compareText(a.uid ?? '', b.uid ?? '')),
    references: sortedSet([...one.references, ...other.references]),
    ai: one.ai ?? other.ai,
  };
}

function distinct(identifiers: Identifier[]): Identifier[] {
  const byValue = new Map(identifiers.map((identifier) => [identifier.value, identifier]));
  return [...byValue.values()].sort((a, b) => compareText(a.value, b.value));
}

/** What is known after `later` spoke: its own words, and the earlier ones where it is silent. */
export function overlay(earlier: Study, later: Study, complete: boolean): Study {
  return {
    ...later,
    uid: later.uid ?? earlier.uid,
    accessions: later.accessions.length > 0 ? later.accessions : earlier.accessions,
    identifiers: later.identifiers.length > 0 ? later.identifiers : earlier.identifiers,
    ids: later.ids.length > 0 ? later.ids : earlier.ids,
    modalities: later.modalities.length > 0 ? later.modalities : earlier.modalities,
    started: finerDate(earlier.started, later.started),
    description: later.description ?? earlier.description,
    procedure: later.procedure ?? earlier.procedure,
    procedureCodes: later.procedureCodes.length > 0 ? later.procedureCodes : earlier.procedureCodes,
    bodySites: later.bodySites.length > 0 ? later.bodySites : earlier.bodySites,
    laterality: later.laterality ?? earlier.laterality,
    patientNumber: later.patientNumber ?? earlier.patientNumber,
    organization: later.organization.name === null ? earlier.organization : later.organization,
    seriesCount: later.seriesCount ?? earlier.seriesCount,
    instanceCount: later.instanceCount ?? earlier.instanceCount,
    series: later.series.length > 0 ? later.series : earlier.series,
    references: later.references.length > 0 ? later.references : earlier.references,
    reports: overlayReports(earlier.reports, later.reports, complete),
    ai: later.ai ?? earlier.ai,
  };
}

/** A report that is not told of again stays known, unless another has come in its place. */
function overlayReports(earlier: Report[], later: Report[], complete: boolean): Report[] {
  const told = new Set(later.flatMap(({ ids }) => ids));
  const silent = earlier.filter(({ ids }) => !ids.some((id) => told.has(id)));
  const known = new Set(earlier.flatMap(({ ids }) => ids));
  const isReplaced = later.some(({ ids }) => !ids.some((id) => known.has(id)));
  const now = later.map((report) =>
    overlayReport(
      earlier.find((one) => shareId(one, report)),
      report,
    ),
  );
  return [...now, ...(isReplaced && complete ? [] : silent)].sort((a, b) =>
    compareText(a.ids[0] ?? '', b.ids[0] ?? ''),
  );
}

function overlayReport(earlier: Report | undefined, later: Report): Report {
  if (earlier === undefined) return later;
  return {
    ...later,
    issued: later.issued ?? earlier.issued,
    conclusion: later.conclusion ?? earlier.conclusion,
    whole: later.whole ?? earlier.whole,
  };
}

function shareId(one: Report, other: Report): boolean {
  return one.ids.some((id) => other.ids.includes(id));
}

/** A source that states only the day today does not take back the time it stated before. */
function finerDate(earlier: string | null, later: string | null): string | null {
  if (earlier === null || later === null) return later ?? earlier;
  return earlier.startsWith(later) ? earlier : later;
}
