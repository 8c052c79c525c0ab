import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { cellText, summaryCsv } from '../../../src/domain/summary/csv.js';
import { aSummary, someFigures } from '../../support/a-summary.js';

const label = (table: string, figure: string): string => `${table}, "${figure}"`;

function linesOf(csv: string): Record<string, string>[] {
  return parse(csv, { bom: true, columns: true, record_delimiter: '\r\n' });
}

describe('a summary as CSV', () => {
  const csv = summaryCsv(aSummary({ version: 2 }), label);

  it('has a line for every figure, with its table, its label and its months', () => {
    const lines = linesOf(csv);
    const figures = someFigures().tables.flatMap((table) => table.figures);
    expect(lines).toHaveLength(figures.length + 5);
    expect(lines[3]).toEqual({
      ...{ month: '2026-05', version: '2', table: 'studies', figure: 'new', label: 'studies, "new"' },
      ...{ count: '66', per_1000: '16', mean_before: '21.3', year: '435', year_exact: 'yes' },
      ...{ '2025-06': 'none', '2025-07': 'none', '2025-08': '21', '2025-09': '26', '2025-10': '31' },
      ...{ '2025-11': '36', '2025-12': '41', '2026-01': '46', '2026-02': '51', '2026-03': '56' },
      ...{ '2026-04': '61', '2026-05': '66' },
    });
  });

  it('says hidden where a figure is hidden, and never a number in its place', () => {
    const hidden = linesOf(csv).find(({ figure }) => figure === 'after-final');
    expect(hidden).toMatchObject({ count: 'hidden', per_1000: 'hidden', mean_before: 'hidden' });
    expect(hidden).toMatchObject({ year: '1240', year_exact: 'no', '2026-05': 'hidden' });
  });

  it('leaves empty what the office does not say, and is UTF-8 that spreadsheets know, in lines that end as RFC 4180 asks', () => {
    const text = summaryCsv(aSummary({ figures: someFigures({ ofPatients: null }) }), label);
    expect(linesOf(text)[1]).toMatchObject({ figure: 'of-patients', count: '' });
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it('is not made of a month in which too few agreed', () => {
    expect(() => summaryCsv(aSummary({ figures: null }), label)).toThrow('without figures');
  });
});

describe('a cell', () => {
  it('is never the beginning of a formula, and reads back as it was', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string()).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const [[read]] = parse(`${cellText(text)},x\r\n`, { record_delimiter: '\r\n' }) as [[string]];
        expect(read).not.toMatch(/^[=+\-@\t\r]/);
        expect(read.replace(/^'(?=[=+\-@\t\r])/, '')).toBe(text.replace(/^'(?=[=+\-@\t\r])/, ''));
      }),
    );
  });
});
