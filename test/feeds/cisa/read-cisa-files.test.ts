import { describe, expect, it } from '@jest/globals';
import { FeedFormatError } from '../../../src/feeds/breach-feed.js';
import { readCisaFiles } from '../../../src/feeds/cisa/read-cisa-files.js';
import { anyJson, expectReadOrRefused } from '../any-bytes.js';
import { bytesOf } from '../hhs/a-list.js';
import { anAdvisory } from './an-advisory.js';

const NOW = new Date('2026-08-01T12:00:00Z');

const file = (name: string, text: string) => ({ name, bytes: bytesOf(text) });
const read = (...advisories: unknown[]) =>
  readCisaFiles(
    advisories.map((advisory, at) => file(`icsma-${at + 1}.json`, JSON.stringify(advisory))),
    NOW,
  );

describe('an advisory on a medical device', () => {
  it('becomes a filing for staff, which names no organization', () => {
    const { rows } = read(anAdvisory());
    expect(rows[0]?.filing).toMatchObject({
      source: 'cisa',
      nativeId: 'ICSMA-26-001-01',
      name: 'Elm PACS Viewer (Update A)',
      names: [],
      affected: null,
      submitted: '2026-01-02',
      description: 'A stranger could read images.\n\nAnd change them.',
      url: 'https://agency.example/advisories/icsma-26-001-01',
      file: 'icsma-1.json',
      record: 1,
    });
    expect(rows[0]?.cells.slice(1, 6)).toEqual(['2', '2026-01-02T06:00:00Z', '2026-03-04T06:00:00Z', 'Elm Devices', 'PACS Viewer; PACS Server']); // prettier-ignore
  });

  it('says what it says of each weakness where it has no summary of its own', () => {
    const advisory = anAdvisory({ notes: [{ category: 'other', text: 'Worldwide' }] });
    expect(read(advisory).rows[0]?.filing.description).toBe('The password is written into the program.');
  });

  it('leaves its id out of a title that begins with it', () => {
    const { rows } = read(anAdvisory({ title: 'ICSMA-26-001-01_Elm PACS Viewer' }));
    expect(rows[0]?.filing.name).toBe('Elm PACS Viewer');
  });

  it('is read once in its newest version, and the older one rejected', () => {
    const older = anAdvisory({ title: 'Elm PACS Viewer' }, { current_release_date: '2026-01-02T06:00:00Z' });
    for (const files of [
      [older, anAdvisory()],
      [anAdvisory(), older],
    ]) {
      const { rows, rejected } = read(...files);
      expect(rows.map(({ filing }) => filing.name)).toEqual(['Elm PACS Viewer (Update A)']);
      expect(rejected).toHaveLength(1);
    }
  });

  it('keeps the row when a date cannot be, and leaves it empty', () => {
    const { rows, blanked } = read(anAdvisory({}, { initial_release_date: '2099-01-01T00:00:00Z' }));
    expect(rows[0]?.filing.submitted).toBeNull();
    expect(blanked).toMatchObject([{ column: 'First', text: '2099-01-01T00:00:00Z' }]);
  });

  it('links to no address that is none of the web', () => {
    const references = [{ category: 'self', url: 'javascript:alert(1)' }];
    expect(read(anAdvisory({ references })).rows[0]?.filing.url).toBeNull();
  });

  it('is bounded, however long its texts and however deep its products', () => {
    let branch: object = { category: 'product_name', name: 'Deepest' };
    for (let depth = 0; depth < 500; depth += 1)
      branch = { category: 'vendor', name: 'x', branches: [branch] };
    const advisory = { ...anAdvisory({ title: 'y'.repeat(10_000) }), product_tree: { branches: [branch] } };
    const { cells } = read(advisory).rows[0]!;
    expect(cells[0]).toHaveLength(1_000);
    expect(cells.slice(4, 6)).toEqual(['x', '']);
  });
});

describe('the files of one poll', () => {
  it('may have the list of changes among them, which is no advisory', () => {
    const changes = file(
      'agency.example/white/changes.csv',
      '2026/icsma-26-001-01.json,2026-03-04T06:00:00Z\n',
    );
    expect(readCisaFiles([changes], NOW).rows).toEqual([]);
  });

  it.each(['', '<html>', '[]', '{}', '{"document":{"title":"x"}}', '{"document":'])(
    'are refused by name when one is %j',
    (text) => {
      const refused = () => readCisaFiles([file('odd.json', text)], NOW);
      expect(refused).toThrow(FeedFormatError);
      expect(refused).toThrow(/^odd\.json: not a CSAF advisory/);
    },
  );

  it('are filings, rejections or a refusal whatever they hold', () => {
    const fields = ['title', 'notes', 'references', 'tracking', 'branches', 'name', 'category', 'text'];
    const whole = ([first, second]: unknown[]) => ({
      ...anAdvisory(typeof first === 'object' && first ? first : {}),
      product_tree: second ?? null,
    });
    expectReadOrRefused(readCisaFiles, anyJson(whole, fields));
  });
});
