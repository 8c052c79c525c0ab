import { describe, expect, it } from '@jest/globals';
import { readCaFiles } from '../../../src/feeds/ca/read-ca-files.js';
import { FeedFormatError } from '../../../src/feeds/breach-feed.js';
import type { FeedReading } from '../../../src/feeds/feed-reading.js';
import { bytesOf } from '../hhs/a-list.js';
import { aCsv, aPage, type CaRow } from './ca-lists.js';

const NOW = new Date('2025-06-01T12:00:00Z');
const ELM: CaRow = ['Elm Street Imaging & Co', '01/05/2025, 12/01/2024, 01/04/2025', '03/07/2025'];

function read(...contents: string[]): FeedReading {
  const files = contents.map((content, at) => ({ name: `list-${at + 1}`, bytes: bytesOf(content) }));
  return readCaFiles(files, NOW);
}

describe('a filing of the California list', () => {
  it('has the first and the last of its dates, no count, and no state: filers are of any', () => {
    expect(read(aCsv([ELM])).rows[0]?.filing).toEqual({
      source: 'ca',
      nativeId: null,
      name: 'Elm Street Imaging & Co',
      names: ['Elm Street Imaging & Co'],
      state: null,
      entityType: null,
      affected: null,
      affectedIsPlaceholder: false,
      submitted: '2025-03-07',
      breachStart: '2024-12-01',
      breachEnd: '2025-01-05',
      discovered: null,
      types: [],
      locations: [],
      informationTypes: [],
      businessAssociate: null,
      description: null,
      url: null,
      file: 'list-1',
      record: 2,
    });
  });

  it('has a start and no end where one date is all that is said, and neither where none is', () => {
    const { rows, blanked } = read(
      aCsv([
        ['A', '12/01/2024', '03/07/2025'],
        ['B', 'n/a', '03/07/2025'],
      ]),
    );
    expect(rows.map(({ filing }) => [filing.breachStart, filing.breachEnd])).toEqual([
      ['2024-12-01', null],
      [null, null],
    ]);
    expect(blanked).toEqual([]);
  });

  it('says the same on the page as in the CSV, and has an id there', () => {
    const [inCsv, onPage] = [read(aCsv([ELM])).rows[0], read(aPage([ELM])).rows[0]];
    expect(onPage?.cells).toEqual(inCsv?.cells);
    expect(onPage?.filing).toEqual({
      ...inCsv?.filing,
      nativeId: 'sb24-600001',
      url: 'https://oag.ca.gov/ecrime/databreach/reports/sb24-600001',
      record: 1,
    });
  });

  it('that repeats another to the letter is told as its repetition; with an id of its own it is another', () => {
    const { rows, rejected } = read(aCsv([ELM, ELM]));
    expect(rows).toHaveLength(1);
    expect(rejected).toEqual([{ rejected: 'list-1: record 3: the same as record 2 of list-1', line: 3 }]);
    expect(read(aPage([ELM, ELM])).rows).toHaveLength(2);
  });

  it('keeps the dates that can be read, and tells of the others', () => {
    const { rows, blanked } = read(aCsv([['A', '13/45/2024, 12/01/2024', '01/01/2099']]));
    expect(rows[0]?.filing).toMatchObject({ breachStart: '2024-12-01', submitted: null });
    expect(blanked.map(({ text }) => text)).toEqual(['13/45/2024', '01/01/2099']);
  });

  it('is rejected by line without a name or with too few columns', () => {
    const csv = aCsv([['', '', '03/07/2025'], ELM]) + '"Half","01/01/2025"\r\n';
    expect(read(csv).rejected).toEqual([
      { rejected: 'list-1: record 4: 2 columns where the list has 3', line: 4 },
      { rejected: 'list-1: record 2: no name', line: 2 },
    ]);
  });

  it('costs no other row when its quote is never closed', () => {
    const rows: CaRow[] = ['First', 'Second', 'Third'].map((name) => [name, '', '03/07/2025']);
    const { rows: found, rejected } = read(aCsv(rows).replace('"Second"', '"Second'));
    expect(found.map(({ filing }) => filing.name)).toEqual(['First', 'Third']);
    expect(rejected).toMatchObject([{ line: 3 }]);
  });
});

describe('what is not the list of California', () => {
  it.each([
    ['another CSV', 'a,b,c\n1,2,3\n'],
    ['a page without the list', '<html><table><tr><td>1</td><td>2</td><td>3</td></tr></table>'],
    ['half an export', aCsv([ELM, ELM]).slice(0, -20)],
    ['JSON', '[]'],
  ])('is refused by name: %s', (_, content) => {
    expect(() => read(content)).toThrow(FeedFormatError);
    expect(() => read(content)).toThrow(/^list-1: not the breach list of California/);
  });
});
