import type { StudyField } from '../domain/change.js';
import { type Concept, type Study } from '../domain/study.js';
import { imagesOf } from './study-view.js';
import type { FieldChangeView } from './views/flag.js';
import { type Reader, statedDay } from './words/times.js';

type Says = (study: Study, reader: Reader) => string | null;

/**
 * What a study says of each field, in the source's own words. Numbers of machines tell a reader nothing, and of the
 * patient number nothing is told but that it differs (a reason says so): the other one may be another person's.
 */
const SAYS: Record<StudyField, Says> = {
  uid: () => null,
  ids: () => null,
  accession: ({ accessions }) => listed(accessions.map(({ value }) => value)),
  status: ({ status }) => status,
  subject: () => null,
  modality: ({ modalities }) => listed(modalities),
  started: ({ started }, reader) =>
    started === null ? null : (statedDay(started, reader)?.exact ?? started),
  description: ({ description }) => description,
  procedureCode: ({ procedure }) => (procedure === null ? null : wordsOf(procedure)),
  bodySite: ({ bodySites }) => listed(bodySites.map(wordsOf)),
  laterality: ({ laterality, series }) => laterality ?? listed(series.map((one) => one.laterality)),
  organization: ({ organization }) => organization.name,
  series: ({ seriesCount, series }) => String(seriesCount ?? series.length),
  instances: (study) => imagesOf(study)?.toString() ?? null,
  report: () => null,
};

/** Before and after of the fields that differ to a reader; what looks the same on both sides is told by the reasons. */
export function fieldChanges(
  fields: StudyField[],
  before: Study | null,
  after: Study,
  reader: Reader,
): FieldChangeView[] {
  if (before === null) return [];
  return fields
    .map((field) => ({ field, before: SAYS[field](before, reader), after: SAYS[field](after, reader) }))
    .filter((change) => change.before !== change.after);
}

function wordsOf({ display, code }: Concept): string {
  return display ?? code ?? '';
}

function listed(words: (string | null)[]): string | null {
  const stated = [...new Set(words.filter((word) => word !== null && word !== ''))];
  return stated.length === 0 ? null : stated.join(', ');
}
