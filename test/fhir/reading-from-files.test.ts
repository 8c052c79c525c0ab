import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readPullFiles } from '../../src/fhir/reading-from-files.js';
import { InputError } from '../../src/lib/errors.js';
import { outcome, study } from './support/fhir-server.js';
import { gapOf, idsOf } from './support/reading.js';

const BASE = 'https://hospital.example/fhir';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pull-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Writes files, in the order given, and returns the folder; objects become JSON. */
async function pages(files: Record<string, unknown>): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

async function file(content: unknown, name = 'pull.json'): Promise<string> {
  return join(await pages({ [name]: content }), name);
}

function bundle(
  resources: unknown[],
  links: { self?: string; next?: string } = {},
  type = 'searchset',
): object {
  const link = Object.entries(links).map(([relation, url]) => ({ relation, url }));
  return { resourceType: 'Bundle', type, link, entry: resources.map((resource) => ({ resource })) };
}

describe('a pull from files', () => {
  it.each(['searchset', 'collection', 'document', 'transaction', 'batch-response'])(
    'is a Bundle of type %s',
    async (type) => {
      const reading = await readPullFiles(
        await file(bundle([study('a'), { resourceType: 'Patient', id: 'p' }], {}, type)),
      );

      expect(idsOf(reading, 'ImagingStudy')).toEqual(['a']);
      expect(reading).toMatchObject({ read: ['ImagingStudy', 'Patient'], refused: [], failed: [] });
    },
  );

  it.each([
    ['one resource', study('a'), 'pull.json'],
    ['an array', [study('a')], 'pull.json'],
    [
      'NDJSON',
      `${JSON.stringify(study('a'))}\n\n${JSON.stringify({ resourceType: 'Patient', id: 'p' })}\n`,
      'pull.ndjson',
    ],
    [
      'NDJSON under another name',
      `${JSON.stringify(study('a'))}\r\n${JSON.stringify(study('a'))}`,
      'pull.json',
    ],
    ['a Bundle with a byte order mark', `\uFEFF${JSON.stringify(bundle([study('a')]))}`, 'pull.json'],
    ['an array of Bundles', [bundle([study('a')])], 'pull.json'],
    ['a searchset in a searchset', bundle([bundle([study('a')])]), 'pull.json'],
  ])('is %s', async (_name, content, name) => {
    const reading = await readPullFiles(await file(content, name));

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a']);
    expect(reading.failed).toEqual([]);
  });

  it('is a folder of pages in name order, of which a repeated id counts as it was last', async () => {
    const path = await pages({
      'page-10.json': bundle([{ ...study('a'), description: 'last' }]),
      'page-2.json': bundle([{ ...study('a'), description: 'second' }, study('b')]),
      'page-1.json': bundle([study('c')]),
      'README.md': 'not a page',
    });
    await mkdir(join(folder, 'older.json'));

    const reading = await readPullFiles(path);

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['c', 'b', 'a']);
    expect(reading.resources.at(-1)).toMatchObject({ description: 'last' });
  });

  it('takes of a history the newest version, which stands first', async () => {
    const versions = [
      { ...study('a'), description: 'new' },
      { ...study('a'), description: 'old' },
    ];

    expect((await readPullFiles(await file(bundle(versions, {}, 'history')))).resources).toMatchObject([
      { description: 'new' },
    ]);
  });

  it('keeps resources of two servers apart that share an id', async () => {
    const entry = ['https://one.example', 'https://two.example'].map((base) => ({
      fullUrl: `${base}/ImagingStudy/a`,
      resource: study('a'),
    }));

    expect(
      (await readPullFiles(await file({ resourceType: 'Bundle', type: 'collection', entry }))).resources,
    ).toHaveLength(2);
  });

  it('counts a type as read that was searched and found empty', async () => {
    const reading = await readPullFiles(await file(bundle([], { self: `${BASE}/Encounter?patient=1` })));

    expect(reading).toMatchObject({ read: ['Encounter'], failed: [], resources: [] });
  });

  it('passes over what a batch or history entry rightly leaves out', async () => {
    const entry = [
      { response: { status: '201 Created' } },
      { request: { method: 'DELETE', url: 'ImagingStudy/a' } },
      { response: { status: '500', outcome: outcome('error', 'exception', 'ImagingStudy') } },
      { response: { status: '404' } },
    ];
    const reading = await readPullFiles(
      await file({ resourceType: 'Bundle', type: 'batch-response', entry }),
    );

    expect(reading.failed.map((gap) => gap.code).sort()).toEqual(['outcome-exception', 'unreadable-entry']);
  });
});

describe('an outcome in a pull', () => {
  it.each([
    [
      'the self link',
      bundle([outcome('error', 'exception', 'about Encounter')], { self: `${BASE}/ImagingStudy?x=1` }),
      'x.json',
    ],
    [
      'the self link of a posted search',
      bundle([outcome('fatal', 'x')], { self: `${BASE}/ImagingStudy/_search` }),
      'x.json',
    ],
    [
      'the self link around it',
      bundle([bundle([outcome('error', 'x')])], { self: `${BASE}/ImagingStudy?x` }),
      'x.json',
    ],
    [
      'its expression',
      {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'error', expression: ['ImagingStudy.series'] }],
      },
      'x.json',
    ],
    ['its text', outcome('error', 'exception', 'Search of ImagingStudy for Patient failed'), 'x.json'],
    ['its file name', outcome('error', 'exception'), '03_imaging-study.error.json'],
  ])('fails the type told by %s', async (_name, content, name) => {
    expect(gapOf(await readPullFiles(await file(content, name)), 'ImagingStudy')).toMatchObject({
      list: 'failed',
    });
  });

  it('fails no type by name where none is told', async () => {
    const reading = await readPullFiles(await file(outcome('error', 'exception')));

    expect(gapOf(reading, null)).toEqual({
      list: 'failed',
      code: 'outcome-exception',
      why: expect.any(String),
    });
  });

  it.each(['forbidden', 'not-supported', 'suppressed', 'security'])(
    'refuses the type under the code %s',
    async (code) => {
      const reading = await readPullFiles(await file([outcome('error', code, 'Encounter'), study('a')]));

      expect(reading).toMatchObject({ failed: [], refused: [{ type: 'Encounter' }], read: ['ImagingStudy'] });
    },
  );

  it('is no gap when it only warns', async () => {
    const reading = await readPullFiles(
      await file(bundle([study('a'), outcome('warning', 'processing', '4119')])),
    );

    expect(reading).toMatchObject({ failed: [], refused: [] });
    expect(reading.resources).toHaveLength(1);
  });

  it('takes its type out of what was read', async () => {
    const content = bundle([study('a'), outcome('error', 'timeout')], {
      self: `${BASE}/ImagingStudy?patient=1`,
    });

    expect(await readPullFiles(await file(content))).toMatchObject({ read: [], resources: [{ id: 'a' }] });
  });

  it('is never quoted', async () => {
    const reading = await readPullFiles(
      await file(outcome('error', 'exception', 'ImagingStudy of patient 4711')),
    );

    expect(JSON.stringify(reading.failed)).not.toContain('4711');
  });
});

describe('a next page', () => {
  const search = (page: number, next?: number) => ({
    self: `${BASE}/ImagingStudy?page=${page}`,
    ...(next && { next: `${BASE}/ImagingStudy?page=${next}` }),
  });

  it.each<[string, Record<string, unknown>]>([
    ['the only page', { '1.json': bundle([study('a')], search(1, 2)) }],
    [
      'the last page',
      { '1.json': bundle([study('a')], search(1, 2)), '2.json': bundle([study('b')], search(2, 3)) },
    ],
    [
      'a page between',
      {
        '1.json': bundle([study('a')], search(1, 2)),
        '2.json': bundle([study('b')], search(2, 3)),
        '4.json': bundle([study('d')], search(4)),
      },
    ],
    ['a page without self link', { '1.json': bundle([study('a')], { next: `${BASE}?_getpages=x` }) }],
    [
      'the last of pages that all call themselves alike',
      { '1.json': bundle([study('a')], search(1, 2)), '2.json': bundle([study('b')], search(1, 3)) },
    ],
    ['a Bundle inside', { '1.json': bundle([bundle([study('a')], search(1, 2))]) }],
  ])('that %s names and that is not there is a gap', async (_name, files) => {
    expect(gapOf(await readPullFiles(await pages(files)), 'ImagingStudy')).toEqual({
      list: 'failed',
      code: 'unread-page',
      why: 'the last page still names a next page that was not read',
    });
  });

  it.each<[string, Record<string, unknown>]>([
    [
      'that is there, in any order of names',
      { '1.json': bundle([study('b')], search(2)), '2.json': bundle([study('a')], search(1, 2)) },
    ],
    [
      'told only by the order of names',
      { '1.json': bundle([study('a')], { next: `${BASE}?_getpages=1` }), '2.json': bundle([study('b')]) },
    ],
    [
      'followed by an empty page',
      { '1.json': bundle([study('a')], { next: `${BASE}?_getpages=1` }), '2.json': bundle([]) },
    ],
    [
      'of each of two searches',
      {
        '1.json': bundle([study('a')], search(1, 2)),
        '2.json': bundle([study('b')], search(2)),
        '3.json': bundle([{ resourceType: 'Encounter', id: 'e' }], {
          self: `${BASE}/Encounter?x=1`,
          next: '/fhir/Encounter?x=2',
        }),
        '4.json': bundle([{ resourceType: 'Encounter', id: 'f' }], { self: `${BASE}/Encounter?x=2` }),
      },
    ],
  ])('%s is no gap', async (_name, files) => {
    expect((await readPullFiles(await pages(files))).failed).toEqual([]);
  });
});

describe('an entry that cannot be read', () => {
  it.each([null, 7, 'x', {}, { id: 'a' }, [], { resourceType: 5 }])(
    'such as %j is named, the others stay',
    async (bad) => {
      const inBundle = await readPullFiles(await file(bundle([bad, study('a')])));
      const inArray = await readPullFiles(await file([study('a'), bad]));

      for (const reading of [inBundle, inArray]) {
        expect(idsOf(reading, 'ImagingStudy')).toEqual(['a']);
        expect(gapOf(reading, null)).toMatchObject({ list: 'failed', why: 'an entry could not be read' });
      }
    },
  );

  it.each([
    [
      'a resource',
      (inner: string) => `[{"resourceType":"ImagingStudy","x":${inner}},{"resourceType":"Patient"}]`,
    ],
    ['an array', (inner: string) => `[${inner},{"resourceType":"Patient"}]`],
  ])('such as %s nested 10,000 deep does not end the process', async (_name, around) => {
    const reading = await readPullFiles(await file(around(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)));

    expect(reading.resources).toEqual([{ resourceType: 'Patient' }]);
    expect(gapOf(reading, null)).toMatchObject({ code: 'unreadable-entry' });
  });

  it('does not hide behind Bundles nested 10,000 deep', async () => {
    const open = '{"resourceType":"Bundle","entry":[{"resource":'.repeat(10_000);
    const reading = await readPullFiles(
      await file(`${open}${JSON.stringify(study('a'))}${'}]}'.repeat(10_000)}`),
    );

    expect(idsOf(reading, 'ImagingStudy')).toEqual(['a']);
  });
});

describe('input that is no pull', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'broken JSON',
      'a.json',
      '{\n  "resourceType": "Bundle",\n  "entry": x\n}',
      /^a\.json is not valid JSON at line 3, column 12$/,
    ],
    [
      'half a Bundle',
      'b.json',
      '{"resourceType":"Bundle",\n"entry":[{"resource":{',
      /b\.json .* line 2, column 23, where it ends too early/,
    ],
    ['an open string', 'c.json', '{"resourceType":"Bun', /c\.json .* line 1, .*ends too early/],
    [
      'a broken line of NDJSON',
      'd.ndjson',
      '{"resourceType":"Patient"}\n{"resourceType":nope}\n',
      /d\.ndjson .* line 2, column 18/,
    ],
    ['HTML', 'e.json', '<html>4711</html>', /e\.json is not valid JSON at line 1, column 1/],
    ['nothing', 'f.json', '  \n', /f\.json is empty/],
    ['JSON that is not FHIR', 'g.json', '{"name":"4711"}', /g\.json is not FHIR: expected a Bundle/],
    ['null', 'h.json', 'null', /h\.json is not FHIR/],
    ['an array of other things', 'i.json', '[{"a":1}]', /i\.json is not FHIR/],
  ])('such as %s is refused with file and place', async (_name, name, content, words) => {
    const failure = await readPullFiles(await file(content, name)).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(InputError);
    expect((failure as Error).message).toMatch(words);
    expect((failure as Error).message).not.toContain('4711');
  });

  it('names the file of a folder', async () => {
    const path = await pages({ '1.json': bundle([study('a')]), '2.json': '{"x":1}' });

    await expect(readPullFiles(path)).rejects.toThrow(/^2\.json is not FHIR/);
  });

  it('is an empty folder, or a path to nothing', async () => {
    await expect(readPullFiles(folder)).rejects.toThrow(/holds no \.json/);
    await expect(readPullFiles(join(folder, 'nowhere.json'))).rejects.toThrow(InputError);
  });
});
