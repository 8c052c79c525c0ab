import { describe, expect, it } from '@jest/globals';
import { FeedFormatError } from '../../../src/feeds/breach-feed.js';
import type { FeedReading } from '../../../src/feeds/feed-reading.js';
import { readWaFiles } from '../../../src/feeds/wa/read-wa-files.js';
import { bytesOf } from '../hhs/a-list.js';
import { aCsv, aCsvRow, aPage, aPageRow, aSodaRow } from './wa-lists.js';

const NOW = new Date('2025-06-01T12:00:00Z');

function read(...contents: string[]): FeedReading {
  const files = contents.map((content, at) => ({ name: `list-${at + 1}`, bytes: bytesOf(content) }));
  return readWaFiles(files, NOW);
}

const namesOf = ({ rows }: FeedReading): string[] => rows.map(({ filing }) => filing.name);
const json = (...rows: unknown[]): string => JSON.stringify(rows);

describe('a breach of the Washington list', () => {
  const filing = {
    source: 'wa',
    nativeId: '9001',
    name: 'Elm Street Imaging, Inc.',
    names: ['Elm Street Imaging, Inc.'],
    state: 'OR',
    entityType: 'Health',
    affected: 1650,
    affectedIsPlaceholder: false,
    submitted: '2025-03-07',
    breachStart: '2024-12-01',
    breachEnd: '2025-01-05',
    discovered: '2025-02-06',
    types: ['Cyberattack', 'Ransomware'],
    locations: [],
    informationTypes: ['Medical Information', 'Name'],
    businessAssociate: null,
    description: null,
    url: null,
  };

  it('is one filing, however many kinds of information it has a row for', () => {
    const reading = read(
      aCsv([
        aCsvRow({ InformationType: 'Name' }),
        aCsvRow({ Id: '9,002', Name: 'Other' }),
        aCsvRow({ InformationType: 'Medical Information' }),
        aCsvRow({ InformationType: 'Name' }),
      ]),
    );
    expect(reading.rows[0]?.filing).toEqual({ ...filing, file: 'list-1', record: 2 });
    expect(reading.rows.map((row) => row.filing.record)).toEqual([2, 3]);
    expect(reading).toMatchObject({ rejected: [], blanked: [] });
  });

  it('says the same in JSON as in CSV, cell by cell', () => {
    const inJson = read(
      json(aSodaRow({ informationtype: 'Name' }), aSodaRow({ informationtype: 'Medical Information' })),
    );
    const inCsv = read(
      aCsv([aCsvRow({ InformationType: 'Name' }), aCsvRow({ InformationType: 'Medical Information' })]),
    );
    expect(inJson.rows[0]?.filing).toEqual({ ...filing, file: 'list-1', record: 1 });
    expect(inJson.rows[0]?.cells).toEqual(inCsv.rows[0]?.cells);
  });

  it('takes its kinds of information from the second data set of one poll', () => {
    const reading = read(json(aSodaRow()), json(aSodaRow({ informationtype: 'Passport Number' })));
    expect(reading.rows).toHaveLength(1);
    expect(reading.rows[0]?.filing).toMatchObject({
      file: 'list-1',
      record: 1,
      informationTypes: ['Passport Number'],
    });
  });

  it('is known on the page by the number of its letter, and a blank count is unknown', () => {
    const reading = read(aPage([aPageRow(), aPageRow({ id: 'BreachM7', count: '' })]));
    expect(reading.rows.map(({ filing }) => [filing.nativeId, filing.affected])).toEqual([
      ['BreachA101', 692],
      ['BreachM7', null],
    ]);
    expect(reading.rows[0]?.filing).toMatchObject({
      url: 'https://letters.example/databreach/BreachA101.pdf',
      name: 'Elm & Street Imaging',
      submitted: '2025-03-07',
      breachStart: '2024-12-01',
      breachEnd: null,
      informationTypes: ["Driver's License", 'Name'],
      record: 1,
    });
  });

  it('stands once where two pages overlap', () => {
    const last = aPageRow({ id: 'BreachA2' });
    expect(read(aPage([aPageRow(), last]), aPage([last, aPageRow({ id: 'BreachA3' })])).rows).toHaveLength(3);
  });

  it('is not joined with another that has the same id and another name', () => {
    expect(namesOf(read(aCsv([aCsvRow({}), aCsvRow({ Name: 'Riverbend Dental' })])))).toHaveLength(2);
  });

  it.each([
    ['a day of 2099', { DateSubmitted: '2099 Jan 01 12:00:00 AM' }, 'DateSubmitted'],
    ['30 February', { DateStart: '2025-02-30T00:00:00' }, 'DateStart'],
    ['no date', { DateAware: 'last spring' }, 'DateAware'],
    ['a negative count', { WashingtoniansAffected: '-5' }, 'WashingtoniansAffected'],
    ['no state', { EntityState: 'Narnia' }, 'EntityState'],
  ])('keeps what is sound beside %s, and tells of that cell', (_, over, column) => {
    const { rows, rejected, blanked } = read(aCsv([aCsvRow(over)]));
    expect([rows.length, rejected]).toEqual([1, []]);
    expect(blanked).toEqual([{ file: 'list-1', record: 2, column, text: Object.values(over)[0] }]);
  });

  it('is rejected by line without a name, or with a page of text for one', () => {
    const { rows, rejected } = read(
      aCsv([aCsvRow({ Name: ' ' }), aCsvRow({ Name: 'x'.repeat(10_000) }), aCsvRow({ Id: '9,003' })]),
    );
    expect(rows).toHaveLength(1);
    expect(rejected).toEqual([
      { rejected: 'list-1: record 2: no name', line: 2 },
      { rejected: 'list-1: record 3: 10000 characters in the place of the name', line: 3 },
    ]);
  });

  it('keeps formulas, tags and quotes as the text they are', () => {
    const name = '=HYPERLINK("http://x.example","<b>Clinic</b>")';
    expect(namesOf(read(aCsv([aCsvRow({ Name: name })])))).toEqual([name]);
    const page = read(
      aPage([aPageRow({ name: '&lt;script&gt;Clinic', href: 'javascript:alert(1)//BreachA5' })]),
    );
    expect(page.rows[0]?.filing).toMatchObject({ name: '<script>Clinic', url: null });
  });

  it('of a JSON list without shape is rejected by position', () => {
    const { rows, rejected } = read(json(null, 7, [], aSodaRow(), { name: { first: 'x' } }));
    expect(rows).toHaveLength(2);
    expect(rejected.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  it('costs no other row when its quote is never closed', () => {
    const csv = aCsv(['First', 'Second', 'Third'].map((Name, at) => aCsvRow({ Name, Id: `9,00${at}` })));
    const { rows, rejected } = read(csv.replace('"Second"', '"Second'));
    expect(rows.map(({ filing }) => filing.name)).toEqual(['First', 'Third']);
    expect(rejected).toMatchObject([{ line: 3 }]);
  });
});

describe('what is not the list of Washington', () => {
  it.each([
    ['nothing', ''],
    ['another CSV', 'a,b\n1,2\n'],
    ['a page without the list', '<html><table><tr><td>Welcome</td></tr></table>'],
    ['an error of the server', '{"error":true,"message":"Rate limited"}'],
    ['rows of something else', '[{"Title":"x"}]'],
    ['half an answer', json(aSodaRow()).slice(0, -5)],
    ['half an export', aCsv([aCsvRow({}), aCsvRow({})]).slice(0, -30)],
    ['a PDF', '%PDF-1.7'],
  ])('is refused by name: %s', (_, content) => {
    expect(() => read(content)).toThrow(FeedFormatError);
    expect(() => read(content)).toThrow(/^list-1: not the breach list of Washington.*Nothing was taken/);
  });
});
