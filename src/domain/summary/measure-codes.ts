/** The measure that all monthly summaries report on; a change of what a figure counts is a new version. */
export const MEASURE_ID = 'imaging-record-summary';
export const MEASURE_VERSION = '1';

/** Populations of a ratio (R4 code system measure-population) and of what is only counted. */
export type MeasurePopulation = 'initial-population' | 'numerator' | 'denominator';

const POPULATIONS: Record<MeasurePopulation, string> = {
  'initial-population': 'Initial Population',
  numerator: 'Numerator',
  denominator: 'Denominator',
};

/** Canonical address without its version. @param publicUrl without a slash at its end */
export function measureUrl(publicUrl: string): string {
  return `${publicUrl}/fhir/Measure/${MEASURE_ID}`;
}

export function populationCode(kind: MeasurePopulation): object {
  const system = 'http://terminology.hl7.org/CodeSystem/measure-population';
  return { coding: [{ system, code: kind, display: POPULATIONS[kind] }] };
}

/** A figure by its name (`figureName`), with the label that people read. */
export function codedFigure(publicUrl: string, name: string, label: string): object {
  return { coding: [{ system: `${publicUrl}/fhir/CodeSystem/summary-figure`, code: name }], text: label };
}
