import { describe, expect, it } from '@jest/globals';
import { summaryMeasure } from '../../../src/domain/summary/measure.js';
import { measureReport } from '../../../src/domain/summary/measure-report.js';
import type { SummaryRow } from '../../../src/domain/summary/figures.js';
import { aSummary, someFigures } from '../../support/a-summary.js';
import { MEASURE, MEASURE_REPORT } from '../../support/r4-measure.js';

const HERE = 'https://scans.example';
const label = (table: string, figure: string): string => `${table} ${figure}`;

function reportOf(row: SummaryRow, note: string | null = null) {
  return MEASURE_REPORT.parse(measureReport(row, HERE, { language: 'en', label, note }));
}

function groupOf(row: SummaryRow, name: string) {
  return reportOf(row).group.find(({ code }) => code.coding[0]!.code === name)!;
}

describe('a summary as MeasureReport', () => {
  it('is a whole R4 resource about one month of one office, and about no person', () => {
    const report = reportOf(aSummary());
    expect(report).toMatchObject({
      status: 'complete',
      type: 'summary',
      measure: 'https://scans.example/fhir/Measure/imaging-record-summary|1',
      period: { start: '2026-05-01', end: '2026-05-31' },
      reporter: { display: 'Lakeside Hospital' },
    });
    expect(JSON.stringify(report)).not.toMatch(/subject|evaluatedResource|reference/i);
  });

  it.each([
    ['2026-02', '2026-02-28'],
    ['2028-02', '2028-02-29'],
    ['2026-12', '2026-12-31'],
  ])('ends %s on %s', (month, end) => {
    expect(reportOf(aSummary({ month })).period).toEqual({ start: `${month}-01`, end });
  });

  it('tells a count with the studies that it is one of, and the rate', () => {
    const group = groupOf(aSummary(), 'studies.new');
    expect(group.population.map(({ code, count }) => [code.coding[0]!.code, count])).toEqual([
      ['numerator', 66],
      ['denominator', 4120],
    ]);
    expect(group.measureScore).toMatchObject({ value: 16, unit: 'per 1,000' });
  });

  it('masks what is hidden: no count, not even 0, and no score', () => {
    const group = groupOf(aSummary(), 'changes.after-final');
    expect(group.population[0]).toEqual({
      code: expect.anything(),
      _count: {
        extension: [
          { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' },
        ],
      },
    });
    expect(group).not.toHaveProperty('measureScore');
  });

  it('shows a 0 as a 0', () => {
    expect(groupOf(aSummary(), 'answers.not-sure').population[0]!.count).toBe(0);
  });

  it('leaves out how many patients there are where the office does not say', () => {
    const row = aSummary({ figures: someFigures({ ofPatients: null }) });
    expect(groupOf(row, 'coverage.of-patients')).toBeUndefined();
    expect(groupOf(row, 'coverage.patients').population[0]!.count).toBe(1230);
  });

  it('says what a correction says, as text', () => {
    expect(reportOf(aSummary(), 'a < b & c').text!.div).toContain('<p>a &lt; b &amp; c</p>');
  });

  it('is not given out of a month in which too few agreed', () => {
    expect(() => reportOf(aSummary({ figures: null }))).toThrow('without figures');
  });
});

describe('the Measure that it reports on', () => {
  const words = {
    ...{ language: 'en', title: 'Summary', description: 'What is missing' },
    ...{ label, definition: (table: string, cell: string) => `counts ${table} ${cell}` },
  };
  const measure = MEASURE.parse(summaryMeasure(HERE, words));

  it('is a whole R4 resource at the address that reports name', () => {
    expect(`${measure.url}|${measure.version}`).toBe(reportOf(aSummary()).measure);
  });

  it('defines every figure that a report may tell, with the same populations', () => {
    const shape = (group: { code: { coding: { code: string }[] }; population: { code: object }[] }) => [
      group.code.coding[0]!.code,
      group.population.map(({ code }) => code),
    ];
    expect(measure.group.map(shape)).toEqual(reportOf(aSummary()).group.map(shape));
  });
});
