import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FeedFormatError } from '../../../src/feeds/breach-feed.js';
import type { FeedReading } from '../../../src/feeds/feed-reading.js';
import { readHhsFiles } from '../../../src/feeds/hhs/read-hhs-files.js';
import { aList, aRow, bytesOf } from './a-list.js';

const NOW = new Date('2025-06-01T12:00:00Z');

function read(content: string | Uint8Array, name = 'list.csv'): FeedReading {
  return readHhsFiles([{ name, bytes: typeof content === 'string' ? bytesOf(content) : content }], NOW);
}

function filingOf(over: Record<number, string>, name = 'Elm Street Clinic') {
  return read(aList([aRow(name, over)])).rows[0]?.filing;
}

function namesOf(reading: FeedReading): string[] {
  return reading.rows.map((row) => row.filing.name);
}

describe('a row of the HHS list', () => {
  it('becomes a filing in the shape of all feeds', () => {
    const row = aRow(' Elm Street Clinic ', { 5: 'Theft, Loss', 6: 'Laptop, Paper/Films', 7: 'Yes' });
    expect(read(aList([row])).rows[0]?.filing).toEqual({
      source: 'hhs',
      nativeId: null,
      name: 'Elm Street Clinic',
      names: ['Elm Street Clinic'],
      state: 'OH',
      entityType: 'Healthcare Provider',
      affected: 1234,
      affectedIsPlaceholder: false,
      submitted: '2025-03-07',
      breachStart: null,
      breachEnd: null,
      discovered: null,
      types: ['Theft', 'Loss'],
      locations: ['Laptop', 'Paper/Films'],
      informationTypes: [],
      businessAssociate: true,
      description: null,
      url: null,
      file: 'list.csv',
      record: 2,
    });
  });

  it.each(['500', '501'])('knows %s as a placeholder for a number not known yet', (count) => {
    expect(filingOf({ 3: count })).toMatchObject({ affected: Number(count), affectedIsPlaceholder: true });
  });

  it.each(['', '\\N'])('takes %j for "not stated" in any column', (empty) => {
    const filing = filingOf({ 1: empty, 2: empty, 3: empty, 5: empty, 6: empty, 7: empty, 8: empty });
    expect(filing).toMatchObject({ state: null, entityType: null, affected: null, types: [], locations: [] });
    expect(filing).toMatchObject({ businessAssociate: null, description: null, submitted: '2025-03-07' });
  });

  it.each([
    [3, '-40'],
    [3, '99999999999999999999'],
    [3, 'about 900'],
    [4, '01/01/2099'],
    [4, '02/30/2024'],
    [4, '2024-02-03'],
    [4, '05/05/1999'],
    [1, 'ZZ'],
    [7, 'Maybe'],
  ])('keeps the row and leaves cell %i empty when it says %j', (column, text) => {
    const { rows, rejected, blanked } = read(aList([aRow('Elm Street Clinic', { [column]: text })]));
    expect(rejected).toEqual([]);
    expect(rows[0]?.filing).toMatchObject({ name: 'Elm Street Clinic' });
    expect(blanked).toEqual([{ file: 'list.csv', record: 2, column: expect.any(String), text }]);
  });

  it('repairs damaged letters and drops other control characters', () => {
    expect(filingOf({}, 'St. Ann\u0019s\u0000 Clinic')?.name).toBe('St. Ann’s Clinic');
    expect(filingOf({}, 'Elm\tStreet \u0093Clinic\u0094')?.name).toBe('Elm Street “Clinic”');
  });

  it('keeps the description as text, with its line breaks', () => {
    const text = 'The "covered entity"\r\nreported <b>a theft</b>.';
    expect(filingOf({ 8: text })?.description).toBe(text);
  });
});

describe('a row that is none', () => {
  it.each([
    ['has too few columns', aRow('Elm Street Clinic').slice(0, 7), '7 columns where the list has 9'],
    ['has too many columns', [...aRow('Elm Street Clinic'), 'x'], '10 columns where the list has 9'],
    ['has no name', aRow('\u0001 '), 'no name'],
    ['has its columns shifted', ['1', ...aRow('Elm Street Clinic').slice(0, 8)], 'columns out of place'],
    ['holds a name alone', ['Total: 3 rows', '', '', '', '', '', '', '', ''], 'neither a state nor a date'],
  ])('is told of with its line when it %s', (_, cells, why) => {
    const { rows, rejected } = read(aList([aRow('First', { 8: 'two\r\nlines' }), cells, aRow('Last')]));
    expect(rows.map((row) => row.filing.record)).toEqual([2, 4]);
    expect(rejected).toEqual([{ rejected: expect.stringContaining(`list.csv: record 3: ${why}`), line: 4 }]);
  });

  it('costs no other row when a quote is never closed', () => {
    const rows = ['First', 'Second', 'Third', 'Fourth'].map((name) => aRow(name));
    const text = aList(rows).replace('"No",""\n"Third"', '"No","\n"Third"');
    const reading = read(text);
    expect(namesOf(reading)).toEqual(['First', 'Third', 'Fourth']);
    expect(reading.rows.map((row) => row.filing.record)).toEqual([2, 4, 5]);
    expect(reading.rejected).toMatchObject([{ line: 3 }]);
  });

  it('makes a file that breaks off within it no list at all: half a poll is none', () => {
    const cut = aList([aRow('First'), aRow('Second')]).slice(0, -30);
    expect(() => read(cut)).toThrow('it was cut off in the middle of record 3');
  });
});

describe('an export', () => {
  it('is read by position under a junk header', () => {
    const junk = aList([aRow('Elm Street Clinic')], '\r\n')
      .replace('Name of Covered Entity', 'javax.faces.component.UIPanel@1f2e')
      .replace('Business Associate Present', 'javax.faces.component.UIPanel@77aa');
    expect(namesOf(read(junk))).toEqual(['Elm Street Clinic']);
  });

  it('loses no first row when it has no header', () => {
    const [, ...lines] = aList([aRow('First'), aRow('Second')]).split('\n');
    expect(namesOf(read(lines.join('\n')))).toEqual(['First', 'Second']);
  });

  const text = aList([aRow('Clínica “Olmo”'), aRow('Elm Street Clinic')], '\r\n');
  const latin = Uint8Array.from(text, (letter) => ({ '“': 0x93, '”': 0x94 })[letter] ?? letter.charCodeAt(0));
  const wide = new Uint8Array(Uint16Array.from(text, (letter) => letter.charCodeAt(0)).buffer);
  const swapped = wide.map((_, index) => wide[index ^ 1] ?? 0);
  it.each([
    ['UTF-8', bytesOf(text)],
    ['UTF-8 with a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf, ...bytesOf(text))],
    ['Windows-1252', latin],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, ...wide)],
    ['UTF-16, big end first', Uint8Array.of(0xfe, 0xff, ...swapped)],
    ['UTF-16 without a mark', wide],
  ])('is read in %s', (_, bytes) => {
    expect(namesOf(read(bytes))).toEqual(['Clínica “Olmo”', 'Elm Street Clinic']);
  });

  it('is refused by name when it is something else', () => {
    for (const content of [
      '<!DOCTYPE html><html></html>',
      '',
      '  \n',
      '%PDF-1.7',
      '{"rows":[]}',
      'a,b\n1,2\n',
    ]) {
      expect(() => read(content, 'odd.csv')).toThrow(FeedFormatError);
      expect(() => read(content, 'odd.csv')).toThrow(/^odd\.csv: not the HHS breach list/);
    }
  });

  it('is of the view that its name or its texts tell', () => {
    const viewOf = (rows: string[][], name: string) => read(aList(rows), name).rows[0]?.view;
    const [plain, described] = [aRow('A'), aRow('B', { 8: 'OCR closed the case.' })];
    expect(viewOf([plain], 'x/archive-2025.csv')).toBe('archive');
    expect(viewOf([plain], 'archive/export.csv')).toBe('under-investigation');
    expect(viewOf([plain, described], 'export.csv')).toBe('archive');
    expect(viewOf([plain, described], 'under-investigation.csv')).toBe('under-investigation');
    expect(() => viewOf([described, described], 'Under investigation')).toThrow(/as those of the archive do/);
  });

  it('makes a filing or a rejection of every record, whatever its cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r\n', '\\N', '\u0000', 'é', ' ', '1') });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 11 }), { minLength: 1 });
    fc.assert(
      fc.property(rows, (cells) => {
        const { rows, rejected } = read(aList(cells));
        expect(rows.length + rejected.length).toBe(cells.length);
      }),
    );
  });
});
