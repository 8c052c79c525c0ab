import { type FieldDifference, siteDifferences } from './compare-site.js';
import { isDerivedModality } from './evidence/kind.js';
import type { Concept, Series, Study } from './study.js';

/** How the images of two states of one study differ. */
export interface ImageDifference {
  /** New series, or more images in one, acquired from the patient. */
  more: boolean;
  /** New series made from images: key objects, reports, segmentations and their like. */
  derived: boolean;
  differences: FieldDifference[];
}

interface KeptSeries {
  before: Series;
  after: Series;
}

/** Series are compared by UID where both states list them; stated counts are hints, used where a list is missing. */
export function compareImages(before: Study, after: Study): ImageDifference {
  const known = new Map(before.series.filter(hasUid).map((series) => [series.uid, series]));
  const listed = after.series.filter(hasUid);
  if (known.size === 0 || listed.length === 0) return compareCounts(before, after);
  const fresh = listed.filter((series) => !known.has(series.uid));
  const kept = listed
    .filter((series) => known.has(series.uid))
    .map((series) => ({ before: known.get(series.uid)!, after: series }));
  const keptUids = new Set(kept.map((one) => one.after.uid));
  const lost = [...known.values()].some((series) => !keptUids.has(series.uid) && !isDerived(series));
  return {
    more: fresh.some((series) => !isDerived(series)) || kept.some(hasMore),
    derived: fresh.some(isDerived),
    differences: [
      ...kept.flatMap(seriesDifferences),
      ...(lost ? [{ field: 'series', how: 'altered' } as const] : []),
    ],
  };
}

/** Whether two states of a study list series in common, so that each can be compared with itself. */
export function shareSeries(before: Study, after: Study): boolean {
  const known = new Set(before.series.filter(hasUid).map((series) => series.uid));
  return after.series.some((series) => known.has(series.uid));
}

function compareCounts(before: Study, after: Study): ImageDifference {
  const fresh = after.modalities.filter((code) => !before.modalities.includes(code));
  const toldBefore = before.modalities.length > 0;
  const derived = toldBefore && fresh.some(isDerivedModality);
  const acquired = toldBefore && fresh.some((code) => !isDerivedModality(code));
  const series = growth(before.seriesCount, after.seriesCount);
  const instances = growth(before.instanceCount, after.instanceCount);
  const differences: FieldDifference[] = [];
  if (series < 0) differences.push({ field: 'series', how: 'altered' });
  if (instances < 0) differences.push({ field: 'instances', how: 'altered' });
  if (instances > 0 && series === 0 && !derived) differences.push({ field: 'instances', how: 'gained' });
  return { more: acquired || (series > 0 && !derived), derived, differences };
}

/** By how much a stated number grew; 0 where one is not stated. */
function growth(before: number | null, after: number | null): number {
  return before === null || after === null ? 0 : after - before;
}

function seriesDifferences({ before, after }: KeptSeries): FieldDifference[] {
  return [
    ...sideDifferences(before, after),
    ...kindDifferences(before, after),
    ...instanceDifferences(before, after),
  ];
}

function sideDifferences(before: Series, after: Series): FieldDifference[] {
  if (after.laterality === null || before.laterality === after.laterality) return [];
  return [{ field: 'laterality', how: before.laterality === null ? 'gained' : 'contradicts' }];
}

function kindDifferences(before: Series, after: Series): FieldDifference[] {
  const sites = siteDifferences(concept(before.bodySite), concept(after.bodySite ?? before.bodySite));
  const stated = before.modality !== null && after.modality !== null;
  return stated && before.modality !== after.modality
    ? [...sites, { field: 'modality', how: 'altered' }]
    : sites;
}

function concept(site: Concept | null): Concept[] {
  return site === null ? [] : [site];
}

/** Images that were listed are gone; where others stand in their place, they were swapped. */
function instanceDifferences(before: Series, after: Series): FieldDifference[] {
  if (isDerived(after)) return [];
  if (!isWhollyListed(before) || !isWhollyListed(after)) return countDifferences(before, after);
  if (lacksNone(before, after)) return [];
  return [{ field: 'instances', how: lacksNone(after, before) ? 'altered' : 'contradicts' }];
}

function countDifferences(before: Series, after: Series): FieldDifference[] {
  const change = growth(before.instances, after.instances);
  return change === 0 ? [] : [{ field: 'instances', how: change > 0 ? 'gained' : 'altered' }];
}

/** More images in an acquired series, by their UIDs: a count alone does not prove it. */
function hasMore({ before, after }: KeptSeries): boolean {
  return (
    !isDerived(after) &&
    isWhollyListed(before) &&
    isWhollyListed(after) &&
    lacksNone(before, after) &&
    !lacksNone(after, before)
  );
}

/** Sources may list some images of a series only; which ones then says nothing. */
function isWhollyListed(series: Series): boolean {
  return series.instanceUids.length > 0 && series.instances === series.instanceUids.length;
}

function lacksNone(before: Series, after: Series): boolean {
  const now = new Set(after.instanceUids);
  return before.instanceUids.every((uid) => now.has(uid));
}

function isDerived(series: Series): boolean {
  return series.modality !== null && isDerivedModality(series.modality);
}

function hasUid(series: Series): boolean {
  return series.uid !== null;
}
