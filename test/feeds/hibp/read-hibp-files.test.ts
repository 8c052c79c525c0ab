import { describe, expect, it } from '@jest/globals';
import { FeedFormatError } from '../../../src/feeds/breach-feed.js';
import { readHibpFiles } from '../../../src/feeds/hibp/read-hibp-files.js';
import { anyJson, expectReadOrRefused } from '../any-bytes.js';
import { bytesOf } from '../hhs/a-list.js';

const NOW = new Date('2026-08-01T12:00:00Z');
const ELM = {
  Name: 'ElmStreet',
  Title: 'Elm Street Clinic (2025)',
  Domain: 'elmstreet.example',
  BreachDate: '2025-02-03',
  AddedDate: '2025-03-04T05:06:07Z',
  ModifiedDate: '2025-03-04T05:06:07Z',
  PwnCount: 12345,
  Description:
    'In February, <a href="https://news.example/">the clinic</a> &amp; its portal <em>lost</em> data.',
  DataClasses: ['Email addresses', 'Health insurance information'],
  Attribution: 'https://finder.example',
  IsVerified: true,
  IsFabricated: false,
  IsSensitive: false,
  IsRetired: false,
  IsSpamList: false,
  IsMalware: false,
  IsStealerLog: false,
};

const readText = (text: string) => readHibpFiles([{ name: 'list.json', bytes: bytesOf(text) }], NOW);
const read = (...breaches: unknown[]) => readText(JSON.stringify(breaches));
const filingOf = (over: object) => read({ ...ELM, ...over }).rows[0]?.filing;

describe('a breach of Have I Been Pwned', () => {
  it('becomes a filing in the shape of all feeds, with the page that is to be credited', () => {
    expect(filingOf({})).toMatchObject({
      source: 'hibp',
      nativeId: 'ElmStreet',
      name: 'Elm Street Clinic (2025)',
      names: ['Elm Street Clinic (2025)', 'Elm Street Clinic'],
      affected: 12345,
      submitted: '2025-03-04',
      breachStart: '2025-02-03',
      informationTypes: ['Email addresses', 'Health insurance information'],
      description: 'In February, the clinic & its portal lost data.',
      url: 'https://haveibeenpwned.com/Breach/ElmStreet',
      record: 1,
    });
    expect(read(ELM).rows[0]?.cells).toContain('https://finder.example');
  });

  it('is taken from a reduced copy of the list, which carries neither names nor flags', () => {
    const { Title, Domain, BreachDate, PwnCount, DataClasses } = ELM;
    const [row] = read({ Title, Domain, BreachDate, PwnCount, DataClasses }).rows;
    expect(row?.filing).toMatchObject({ nativeId: null, name: Title, affected: 12345, url: null });
  });

  it.each([
    ['not verified', { IsVerified: false }],
    ['made up', { IsFabricated: true }],
    ['taken back', { IsRetired: true }],
    ['a spam list', { IsSpamList: true }],
    ['collected by malware', { IsMalware: true }],
    ['a stealer log', { IsStealerLog: true }],
    ['of no domain', { Domain: '' }],
  ])('is passed over when it is %s', (_, over) => {
    expect(read({ ...ELM, ...over })).toEqual({ rows: [], rejected: [], blanked: [] });
  });

  it.each([
    ['no object', 7, 'no breach'],
    ['named like a path', { ...ELM, Name: '../x' }, 'no Name'],
    ['without a title', { ...ELM, Title: '<!---->\u0000'.slice(7) }, 'no Title'],
    ['silent on whether it was verified', { ...ELM, IsVerified: undefined }, 'IsVerified is not stated'],
    ['there twice', { ...ELM, PwnCount: 1 }, 'a breach named ElmStreet stands before it'],
  ])('is rejected with its place and reason when it is %s', (_, breach, why) => {
    expect(read(ELM, breach)).toMatchObject({
      rows: [{ filing: { affected: 12345 } }],
      rejected: [{ rejected: `list.json: record 2: ${why}`, line: 2 }],
    });
  });

  it.each([
    ['PwnCount', -40],
    ['PwnCount', 1.5],
    ['PwnCount', 'many'],
    ['BreachDate', '2099-01-01'],
    ['AddedDate', '2025-02-30T00:00:00Z'],
    ['DataClasses', [1]],
  ])('keeps the row and leaves %s empty when it says %j', (column, value) => {
    const { rows, blanked } = read({ ...ELM, [column]: value });
    expect(rows).toHaveLength(1);
    expect(blanked).toMatchObject([{ column, record: 1 }]);
  });

  it('takes the text of a description and never its markup', () => {
    const html = '<p>One</p><script>alert(1)</script><p>Two <b>three</b><img src=x onerror=alert(2)></p>';
    expect(filingOf({ Description: html })?.description).toBe('One\nTwo three');
    expect(filingOf({ Description: '<b>'.repeat(30_000) })?.description).toBeNull();
  });

  it('bounds titles and texts of any length', () => {
    expect(filingOf({ Title: 'x'.repeat(10_000) })?.name).toHaveLength(1_000);
    expect(filingOf({ Description: 'x '.repeat(40_000) })?.description?.length).toBe(20_000);
  });
});

describe('the list of Have I Been Pwned', () => {
  it.each(['', '<html>', '{"statusCode":429}', '[{"Name":'])('that is %j is refused by name', (text) => {
    expect(() => readText(text)).toThrow(FeedFormatError);
    expect(() => readText(text)).toThrow(/^list\.json: not the list of breaches/);
  });

  it('that is nested without end is refused or empty, and no crash', () => {
    expect(() => readText('['.repeat(1_000_000))).toThrow(FeedFormatError);
    expect(readText(`${'['.repeat(100_000)}${']'.repeat(100_000)}`).rows).toEqual([]);
  });

  it('is filings, rejections or a refusal whatever it holds', () => {
    const whole = (records: unknown[]) =>
      records.map((record) => ({ ...ELM, ...(typeof record === 'object' ? record : {}) }));
    expectReadOrRefused(readHibpFiles, anyJson(whole, Object.keys(ELM)));
  });
});
