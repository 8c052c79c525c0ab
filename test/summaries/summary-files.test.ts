import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { Shown, SummaryFigures, SummaryRow } from '../../src/domain/summary/figures.js';
import { SUMMARY_TABLES } from '../../src/domain/summary/tables.js';
import { summaryFiles } from '../../src/summaries/summary-files.js';
import { SummaryWords } from '../../src/summaries/summary-words.js';
import { type Locale, LOCALES, wordsIn } from '../../src/words/words.js';
import { readPdf, untagged } from '../letters/read-pdf.js';
import { aFigure, aSummary, someFigures } from '../support/a-summary.js';
import { MEASURE_REPORT } from '../support/r4-measure.js';

const HERE = 'https://scans.example';

async function formsOf(row: SummaryRow, locale: Locale) {
  const files = await summaryFiles(row, locale, HERE);
  const bytes = (form: string): Buffer => files.find(({ name }) => name.endsWith(`.${form}`))!.bytes;
  return {
    pdf: readPdf(bytes('pdf')),
    lines: parse(bytes('csv'), { bom: true, columns: true }) as Record<string, string>[],
    report: MEASURE_REPORT.parse(JSON.parse(bytes('json').toString())),
  };
}

/** Any month, hidden or not. */
const months = fc.array(
  fc.oneof(fc.constantFrom<Shown>('hidden', 'none'), fc.constant(0), fc.integer({ min: 11, max: 90_000 })),
  { minLength: 11, maxLength: 11 },
);
const now = fc.oneof(fc.constant('hidden' as const), fc.constant(0), fc.integer({ min: 11, max: 90_000 }));
const anyFigures: fc.Arbitrary<SummaryFigures> = fc
  .record({
    trends: fc.array(fc.tuple(months, now), { minLength: 60, maxLength: 60 }),
    studies: fc.oneof(
      fc.constant('hidden' as const),
      fc.integer({ min: 2, max: 9000 }).map((n) => n * 10),
    ),
    ofPatients: fc.option(fc.integer({ min: 20, max: 10_000_000 })),
  })
  .map(({ trends, studies, ofPatients }) => {
    let at = 0;
    const next = (): Shown[] => trends[at++]!.flat();
    const tables = SUMMARY_TABLES.map(({ id, cells, total }) => ({
      id,
      figures: [...cells, ...(total ? ['total'] : [])].map((cell) => aFigure(cell, next())),
    }));
    return someFigures({ studies, ofPatients, tables });
  });

describe.each(LOCALES)('the forms of one summary in %s', (locale) => {
  const words = new SummaryWords(wordsIn(locale));

  it('say the same of every figure', async () => {
    await fc.assert(
      fc.asyncProperty(anyFigures, async (figures) => {
        const { pdf, lines, report } = await formsOf(aSummary({ figures }), locale);
        const told = bare(pdf.shown.map(({ text }) => text));
        for (const { id, figures: each } of figures.tables)
          for (const figure of each) {
            const line = lines.find((one) => one['table'] === id && one['figure'] === figure.id)!;
            expect([line['count'], line['per_1000'], line['year']]).toEqual(
              [figure.count, figure.perThousand, figure.year.count].map(String),
            );
            const group = report.group.find(({ code }) => code.coding[0]!.code === `${id}.${figure.id}`)!;
            expect(group.population[0]!.count ?? 'hidden').toBe(figure.count);
            expect(group.measureScore?.value ?? 'hidden').toBe(figure.perThousand);
            const { count, perThousand, meanBefore, year } = figure;
            const row = [count, perThousand, meanBefore].map((value) => words.shown(value));
            expect(told).toContain(bare([words.label(id, figure.id), ...row, words.year(year)]));
          }
      }),
      { numRuns: 8 },
    );
  });

  it('are named by month and version, and name no office', async () => {
    const files = await summaryFiles(aSummary({ version: 3 }), locale, HERE);
    expect(files.map(({ name, type }) => [name, type])).toEqual([
      ['summary-2026-05-v3.pdf', 'application/pdf'],
      ['summary-2026-05-v3.csv', 'text/csv; charset=utf-8'],
      ['summary-2026-05-v3.json', 'application/fhir+json'],
    ]);
  });

  it('are paper alone where too few agreed, and that says nothing but this', async () => {
    const [pdf, ...others] = await summaryFiles(aSummary({ figures: null }), locale, HERE);
    expect(others).toEqual([]);
    const told = bare(readPdf(pdf!.bytes).shown.map(({ text }) => text));
    expect(told).toContain(bare([words.say('tooFew')]));
    expect(told).not.toContain(bare([words.say('figures')]));
  });

  it('tell what a correction changed', async () => {
    const correction = { why: 'A list was read twice', changed: ['studies', 'links.total'] };
    const { pdf, report } = await formsOf(aSummary({ version: 2, correction }), locale);
    const told = bare(pdf.shown.map(({ text }) => text));
    for (const text of [correction.why, ...words.changed(correction.changed)]) {
      expect(told).toContain(bare([text]));
      expect(report.text!.div).toContain(text);
    }
  });
});

describe.each(LOCALES)('a summary on paper in %s', (locale) => {
  it('is a tagged document of two pages, whose figures stand in tables', async () => {
    const { pdf } = await formsOf(aSummary(), locale);
    expect(pdf.catalog).toContain(`/Lang (${locale})`);
    expect(pdf.metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(pdf.pages).toBe(2);
    for (const type of ['H1', 'H2', 'P', 'L', 'LI', 'Table', 'TR', 'TH', 'TD'])
      expect([...pdf.types]).toContain(type);
    expect(untagged(pdf)).toEqual([]);
  });

  it('says what is missing before any figure', async () => {
    const words = new SummaryWords(wordsIn(locale));
    const { pdf } = await formsOf(aSummary(), locale);
    const told = bare(pdf.shown.map(({ text }) => text));
    const gap = told.indexOf(bare([words.gaps(someFigures()).at(-1)!]));
    expect(gap).toBeGreaterThan(0);
    expect(gap).toBeLessThan(told.indexOf(bare([words.label('coverage', 'patients')])));
  });

  it('is made of any name, and gives the same bytes each time', async () => {
    const row = aSummary({ provider: { name: 'Ospedale 王 di Łódź', timeZone: 'Europe/Warsaw' } });
    const [first] = await summaryFiles(row, locale, HERE);
    const [second] = await summaryFiles(row, locale, HERE);
    expect(first!.bytes.equals(second!.bytes)).toBe(true);
  });
});

function bare(texts: string[]): string {
  return texts.join('').replace(/\s/g, '');
}
