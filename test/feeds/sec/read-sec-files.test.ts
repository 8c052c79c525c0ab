import { describe, expect, it } from '@jest/globals';
import { FeedFormatError } from '../../../src/feeds/breach-feed.js';
import { readSecFiles } from '../../../src/feeds/sec/read-sec-files.js';
import { anyJson, expectReadOrRefused } from '../any-bytes.js';
import { bytesOf } from '../hhs/a-list.js';
import { aHit, anAnswer } from './a-search.js';

const NOW = new Date('2026-08-01T12:00:00Z');

const read = (hits: unknown[], over: object = {}) =>
  readSecFiles([{ name: 'answer.json', bytes: bytesOf(anAnswer(hits, over)) }], NOW);
const filingOf = (over: object) => read([aHit(over)]).rows[0]?.filing;

describe('a report of Item 1.05', () => {
  it('becomes a filing in the shape of all feeds, without a number of people', () => {
    expect(read([aHit()]).rows[0]?.filing).toEqual({
      source: 'sec',
      nativeId: '0000777001-2026-05-01',
      name: 'Elm Street Imaging Corp',
      names: ['Elm Street Imaging Corp'],
      state: 'OH',
      entityType: null,
      affected: null,
      affectedIsPlaceholder: false,
      submitted: '2026-05-05',
      breachStart: null,
      breachEnd: null,
      discovered: null,
      types: [],
      locations: [],
      informationTypes: [],
      businessAssociate: null,
      description: null,
      url: 'https://www.sec.gov/Archives/edgar/data/777001/000077700126000001/report.htm',
      file: 'answer.json',
      record: 1,
    });
  });

  it('is one filing with all its documents and amendments, at the newest of them', () => {
    const exhibit = { _id: '0000777001-26-000001:ex991.htm', file_type: 'EX-99.1' };
    const amended = {
      adsh: '0000777001-26-000009',
      form: '8-K/A',
      file_date: '2026-06-10',
      file_type: '8-K/A',
    };
    const { rows } = read([
      aHit({ ...amended, _id: '0000777001-26-000009:ex.htm', file_type: 'EX-99.1' }),
      aHit({ ...amended, _id: '0000777001-26-000009:amended.htm' }),
      aHit(exhibit),
      aHit(),
      aHit({ period_ending: '2026-07-01', adsh: '0000777001-26-000020', file_date: '2026-07-02' }),
    ]);
    expect(rows.map(({ filing }) => filing.nativeId)).toEqual([
      '0000777001-2026-05-01',
      '0000777001-2026-07-01',
    ]);
    expect(rows[0]?.filing).toMatchObject({
      submitted: '2026-05-05',
      url: expect.stringMatching(/000077700126000009\/amended\.htm$/),
      record: 4,
    });
    expect(rows[0]?.cells.slice(4, 6)).toEqual(['8-K, 8-K/A', '0000777001-26-000001, 0000777001-26-000009']);
  });

  it.each([
    ['ACME CORP  (ACME, ACMEW)  (CIK 0000777001)', ['ACME CORP']],
    ['Acme (Holdings) Corp  (CIK 0000777001)', ['Acme (Holdings) Corp', 'Acme Corp', 'Holdings']],
    ['ACME INC /DE/  (ACM.A)  (CIK 0000777001)', ['ACME INC /DE/', 'ACME INC']],
  ])('is named %s, which is %j', (displayed, names) => {
    const filing = filingOf({ display_names: [displayed] });
    expect(filing?.name).toBe(names[0]);
    expect(filing?.names[0]).toBe(names[0]);
    expect(filing?.names).toEqual(expect.arrayContaining(names.slice(0, 1)));
    expect(filing?.names.join()).not.toMatch(/CIK|ACM\.A|ACMEW/);
  });

  it.each([['X0'], ['XX'], ['Ohio'], [7]])('has no state where its place of business is %j', (state) => {
    expect(filingOf({ biz_states: [state] })?.state).toBeNull();
  });
});

describe('a hit that is no such report', () => {
  it('is passed over where it is about other items or on another form', () => {
    const others = [aHit({ items: ['8.01', '9.01'] }), aHit({ items: undefined }), aHit({ form: '10-K' })];
    expect(read([...others, aHit()])).toMatchObject({ rows: [{ filing: { record: 4 } }], rejected: [] });
  });

  it.each([
    [
      'an accession number of zeros',
      aHit({ adsh: '0000000000-26-000000'.replace('26', '00') }),
      'no accession number',
    ],
    ['no company', aHit({ ciks: [] }), 'no number of a company'],
    ['no name', aHit({ display_names: ['  (CIK 0000777001)'] }), 'no name'],
    ['items that are no list', aHit({ items: '1.05' }), 'its items are no list'],
    ['no document', 'hit', 'no document of a report'],
  ])('is rejected with its place and reason when it has %s', (_, hit, why) => {
    expect(read([aHit(), hit]).rejected).toEqual([{ rejected: expect.stringContaining(`answer.json: record 2: ${why}`), line: 2 }]); // prettier-ignore
  });

  it('costs only the cell when a date cannot be', () => {
    const { rows, blanked } = read([aHit({ file_date: '2099-01-01' })]);
    expect(rows[0]?.filing.submitted).toBeNull();
    expect(blanked).toEqual([{ column: 'Filed', text: '2099-01-01', file: 'answer.json', record: 1 }]);
  });
});

describe('an answer', () => {
  it.each([
    ['as many hits as one answer holds', Array.from({ length: 100 }, () => aHit()), {}, /100 of .* hits/],
    ['fewer hits than were found', [aHit()], { total: { value: 2 } }, /1 of 2 hits/],
  ])('with %s is refused: some may be left out', (_, hits, found, why) => {
    expect(() => read(hits, found)).toThrow(FeedFormatError);
    expect(() => read(hits, found)).toThrow(why);
  });

  it.each(['', '<html>', '{"hits":', '[]', '{"hits":{}}', '{"timed_out":true,"hits":{"hits":[]}}'])(
    'that is %j is refused by name',
    (text) => {
      const refused = () => readSecFiles([{ name: 'odd.json', bytes: bytesOf(text) }], NOW);
      expect(refused).toThrow(FeedFormatError);
      expect(refused).toThrow(/^odd\.json: not the SEC's answer/);
    },
  );

  it('bounds a name of 10,000 letters and takes its control characters out', () => {
    const filing = filingOf({ display_names: [`A\u0000\u001b[1m${'cme '.repeat(2_500)} (CIK 0000777001)`] });
    expect(filing?.name).toHaveLength(1_000);
    expect(filing?.name).not.toMatch(/\p{Cc}/u);
  });

  it('is filings, rejections or a refusal whatever it holds', () => {
    const fields = [
      'adsh',
      'ciks',
      'display_names',
      'items',
      'form',
      'file_date',
      'period_ending',
      'file_type',
    ];
    const whole = (records: unknown[]) => ({
      hits: { hits: records.map((record) => aHit(typeof record === 'object' && record ? record : {})) },
    });
    expectReadOrRefused(readSecFiles, anyJson(whole, fields));
  });
});
