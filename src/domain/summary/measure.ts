import type { FigureLabel } from './csv.js';
import {
  codedFigure,
  MEASURE_ID,
  MEASURE_VERSION,
  type MeasurePopulation,
  measureUrl,
  populationCode,
} from './measure-codes.js';
import { figureName, SUMMARY_TABLES } from './tables.js';

/** Figures that stand outside the tables: they are counted and have no rate. */
export const COUNTED_ALONE = {
  coverage: ['patients', 'of-patients', 'studies'],
  breaches: ['own', 'vendors'],
} as const;

export interface MeasureWords {
  language: string;
  title: string;
  /** What is left out, and what hidden means. */
  description: string;
  label: FigureLabel;
  /** What a figure counts. */
  definition: FigureLabel;
}

/**
 * What the figures of all summaries mean, as FHIR R4 Measure (R4 13.2): a group for each figure, with its definition in words.
 * @param publicUrl of this service, without a slash at its end
 */
export function summaryMeasure(publicUrl: string, words: MeasureWords): object {
  const group = (table: string, cell: string, kinds: MeasurePopulation[]): object => ({
    code: codedFigure(publicUrl, figureName(table, cell), words.label(table, cell)),
    description: words.definition(table, cell),
    population: kinds.map((kind) => ({
      code: populationCode(kind),
      criteria: { language: 'text/plain', expression: criteriaOf(kind, table, cell, words) },
    })),
  });
  const alone = (table: keyof typeof COUNTED_ALONE): object[] =>
    COUNTED_ALONE[table].map((cell) => group(table, cell, ['initial-population']));
  const tables = SUMMARY_TABLES.flatMap(({ id, cells, total }) =>
    [...cells, ...(total ? ['total'] : [])].map((cell) => group(id, cell, ['numerator', 'denominator'])),
  );
  return {
    resourceType: 'Measure',
    id: MEASURE_ID,
    language: words.language,
    url: measureUrl(publicUrl),
    version: MEASURE_VERSION,
    name: 'ImagingRecordSummary',
    title: words.title,
    status: 'active',
    subjectCodeableConcept: {
      coding: [{ system: 'http://hl7.org/fhir/resource-types', code: 'Organization' }],
    },
    description: words.description,
    scoring: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/measure-scoring', code: 'ratio' }],
    },
    group: [...alone('coverage'), ...tables, ...alone('breaches')],
  };
}

function criteriaOf(kind: MeasurePopulation, table: string, cell: string, words: MeasureWords): string {
  return kind === 'denominator' ? words.definition('coverage', 'studies') : words.definition(table, cell);
}
