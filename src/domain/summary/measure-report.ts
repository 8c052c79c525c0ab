import { firstDayOf, lastDayOf } from '../month.js';
import type { FigureLabel } from './csv.js';
import type { Figure, SummaryRow } from './figures.js';
import {
  codedFigure,
  MEASURE_VERSION,
  measureUrl,
  type MeasurePopulation,
  populationCode,
} from './measure-codes.js';
import { figureName } from './tables.js';

const MASKED = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }],
};

export interface MeasureReportWords {
  /** BCP 47 tag of the labels. */
  language: string;
  label: FigureLabel;
  /** What the correction says, ready to be read; null where the summary is none. */
  note: string | null;
}

interface ReportGroup {
  code: object;
  population: object[];
  measureScore?: object;
}

/**
 * A summary as FHIR R4 MeasureReport (R4 13.3) of type `summary`: the counts of the month, and nothing that leads to
 * people. What is hidden has no count but the reason `masked`, and no score. Of a summary without figures there is none.
 * @param publicUrl of this service, without a slash at its end
 */
export function measureReport(row: SummaryRow, publicUrl: string, words: MeasureReportWords): object {
  const { id, provider, month, madeAt, version } = row;
  return {
    resourceType: 'MeasureReport',
    id,
    meta: { versionId: String(version) },
    language: words.language,
    ...(words.note === null ? {} : { text: narrative(words.note) }),
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` }],
    status: 'complete',
    type: 'summary',
    measure: `${measureUrl(publicUrl)}|${MEASURE_VERSION}`,
    date: madeAt.toISOString(),
    reporter: { display: provider.name },
    period: { start: firstDayOf(month), end: lastDayOf(month) },
    group: groupsOf(row, publicUrl, words.label),
  };
}

function groupsOf({ figures }: SummaryRow, publicUrl: string, label: FigureLabel): ReportGroup[] {
  if (figures === null) throw new Error('a summary without figures is no complete report');
  const { patients, ofPatients, studies, tables, breaches } = figures;
  const code = (table: string, cell: string): object =>
    codedFigure(publicUrl, figureName(table, cell), label(table, cell));
  const counted = (table: string, cell: string, count: number | 'hidden'): ReportGroup => ({
    code: code(table, cell),
    population: [population('initial-population', count)],
  });
  return [
    counted('coverage', 'patients', patients),
    ...(ofPatients === null ? [] : [counted('coverage', 'of-patients', ofPatients)]),
    counted('coverage', 'studies', studies),
    ...tables.flatMap(({ id, figures: each }) =>
      each.map((figure) => ratioGroup(code(id, figure.id), figure, studies)),
    ),
    counted('breaches', 'own', breaches.own),
    counted('breaches', 'vendors', breaches.vendors),
  ];
}

/** A count and the studies that it is one of, with the rate per 1,000 as score. */
function ratioGroup(code: object, { count, perThousand }: Figure, studies: number | 'hidden'): ReportGroup {
  return {
    code,
    population: [population('numerator', count), population('denominator', studies)],
    ...(count === 'hidden' || perThousand === 'hidden'
      ? {}
      : { measureScore: { value: perThousand, unit: 'per 1,000', ...PER_THOUSAND } }),
  };
}

const PER_THOUSAND = { system: 'http://unitsofmeasure.org', code: '[ppth]' };

function population(kind: MeasurePopulation, count: number | 'hidden'): object {
  return { code: populationCode(kind), ...(count === 'hidden' ? { _count: MASKED } : { count }) };
}

/** Plain words as XHTML (R4 2.4). */
function narrative(words: string): object {
  const text = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return { status: 'additional', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p></div>` };
}
