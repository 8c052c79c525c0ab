import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readPullFiles, readUploadedFile } from '../../src/fhir/reading-from-files.js';
import { InputError } from '../../src/lib/errors.js';
import { aZip, type ZipStory } from '../support/zip.js';
import { study } from './support/fhir-server.js';
import { idsOf } from './support/reading.js';

const ONE = JSON.stringify(study('a'));
const TWO = JSON.stringify(study('b'));
const BUNDLE = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [{ resource: study('a') }, { resource: study('b') }],
});

const studiesIn = async (content: string | Buffer): Promise<string[]> =>
  idsOf(await readUploadedFile(Buffer.from(content), 'The file'), 'ImagingStudy');

async function refusalOf(content: string | Buffer): Promise<string> {
  const error: unknown = await readUploadedFile(Buffer.from(content), 'The file').catch(
    (one: unknown) => one,
  );
  expect(error).toBeInstanceOf(InputError);
  const { message } = error as InputError;
  expect(message).not.toContain('\n');
  expect(message.length).toBeLessThan(260);
  return message;
}

describe('a file that a person hands in', () => {
  it.each<[string, string | Buffer]>([
    ['a Bundle', BUNDLE],
    ['a Bundle with a byte order mark', `\uFEFF${BUNDLE}`],
    ['NDJSON', `${ONE}\r\n${TWO}\n`],
    ['an array', `[${ONE},${TWO}]`],
    ['a zip of resources', aZip({ 'b.json': TWO, 'a.json': ONE })],
    ['a zip of NDJSON in a folder', aZip({ 'export/': '', 'export/ImagingStudy.ndjson': `${ONE}\n${TWO}` })],
    ['a zip with stored files', storedZip()],
    [
      'a zip with other things beside',
      aZip({
        'a.json': BUNDLE,
        'scan.dcm': 'DICM',
        '__MACOSX/._a.json': 'Mac',
        '.hidden.json': 'x',
        'readme.txt': 'x',
      }),
    ],
  ])('may be %s', async (_name, content) => {
    expect(await studiesIn(content)).toEqual(['a', 'b']);
  });

  it('is read in the order of its names, so that a later page is the newer one', async () => {
    const older = JSON.stringify({ ...study('a'), description: 'old' });
    const newer = JSON.stringify({ ...study('a'), description: 'new' });
    const zip = aZip({ 'page-10.json': newer, 'page-2.json': older });
    const { resources } = await readUploadedFile(zip, 'The file');
    expect(resources.map(({ description }) => description)).toEqual(['new']);
  });
});

/** Ratios that real exports have: a long list of like studies. */
function aLongList(): string {
  return Array.from({ length: 20_000 }, (_, at) => JSON.stringify(study(`s-${at}`))).join('\n');
}

it('takes a long list, which packs far smaller than most files', async () => {
  expect((await studiesIn(aZip({ 'all.ndjson': aLongList() }))).length).toBe(20_000);
});

const oneEntry = (story: ZipStory, name = 'a.json'): Buffer => aZip({ [name]: story });
/** Bit 11 of the flags (APPNOTE 4.4.4). */
const NAME_IN_UTF8 = 0x800;
const deep = (levels: number): string =>
  '{"resourceType":"Bundle","entry":[{"resource":'.repeat(levels) + '{}' + '}]}'.repeat(levels);

describe('refused with what to do, in one sentence, is', () => {
  it.each<[string, () => string | Buffer, RegExp]>([
    ['nothing', () => '', /is empty/],
    [
      'a web page under another name',
      () => '\n<!doctype html><title>Sign in</title>',
      /is a web page or XML\. Export/,
    ],
    ['broken JSON', () => '{"resourceType":', /is not valid JSON at line 1, column 17, where it ends/],
    ['JSON that is no FHIR', () => '{"steps":10000}', /is not FHIR/],
    ['text that is not UTF-8', () => Buffer.from('{"resourceType":"Pati\xe9nt"}', 'latin1'), /in UTF-8/],
    ['a Bundle nested 10,000 deep', () => deep(10_000), /nests more than 250 levels deep/],
    ['brackets without an end', () => '['.repeat(5_000_000), /nests more than 250 levels/],
    [
      'more lines than any record has',
      () => '\n'.repeat(6_000_001),
      /holds more values than a medical record does/,
    ],
    [
      'more values than any record has',
      () => `[${'1,'.repeat(6_000_001)}1]`,
      /holds more values than a medical record does/,
    ],
    [
      'more members in one object than any type has',
      () => `{${'"a":1,'.repeat(1_001)}"a":1}`,
      /1,000 in one entry/,
    ],
    [
      'more resources than any record has',
      () => `[${'{},'.repeat(200_000)}{}]`,
      /more than 200,000 resources/,
    ],
    [
      'a file that is too large',
      () => Buffer.alloc(64 * 2 ** 20 + 1, 0x20),
      /larger than 64 MB: give it in parts/,
    ],
  ])('%s', async (_name, content, words) => {
    expect(await refusalOf(content())).toMatch(words);
  });
});

describe('of zips, refused with what to do is', () => {
  const bomb = oneEntry({ content: Buffer.alloc(50 * 2 ** 20, 0x20) });
  const many = (count: number): Buffer =>
    aZip(Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}.json`, ONE])));
  const overlapping = (): Buffer => {
    // What was random packs too little for its ratio to give it away.
    const [content, size] = [randomBytes(2 ** 20), 60 * 2 ** 20];
    const again = { sameDataAs: '0.json', uncompressedSize: size };
    return aZip({ '0.json': { content, uncompressedSize: size }, '1.json': again, '2.json': again });
  };

  it.each<[string, () => Buffer, RegExp]>([
    ['a bomb', () => bomb, /The file: a\.json grows more than 200 times when unpacked/],
    [
      'a bomb of files that share their data',
      overlapping,
      /larger than 128 MB once unpacked: give it in parts/,
    ],
    [
      'one huge file',
      () => oneEntry({ uncompressedSize: 2 ** 30 }),
      /larger than 64 MB once unpacked: give it in parts/,
    ],
    ['more than 10,000 files', () => many(10_001), /more than 10,000 files: make a zip of fewer/],
    [
      'another zip inside',
      () => oneEntry({ content: bomb }, 'x.zip'),
      /another zip \(x\.zip\).*unpack that one/,
    ],
    [
      'another zip under a false name',
      () => oneEntry({ content: bomb }),
      /The file: a\.json is not text in UTF-8|valid JSON/,
    ],
    [
      'a name that leads out of the folder',
      () => oneEntry({ content: ONE }, '../../etc/a.json'),
      /names a file outside itself/,
    ],
    ['a name from the root', () => oneEntry({ content: ONE }, '/etc/a.json'), /names a file outside itself/],
    [
      'a name of another system',
      () => oneEntry({ content: ONE }, 'C:\\a.json'),
      /names a file outside itself/,
    ],
    [
      'a link',
      () => oneEntry({ content: '/etc/passwd', mode: 0o120777 }),
      /a link instead of a file \(a\.json\)/,
    ],
    [
      'a link that is no FHIR file',
      () => aZip({ 'a.json': ONE, b: { mode: 0o120777 } }),
      /a link instead of a file/,
    ],
    ['a locked one', () => oneEntry({ content: ONE, flags: 1 }), /has a password: unpack it/],
    ['a strongly locked one', () => oneEntry({ content: ONE, flags: 0x41 }), /has a password: unpack it/],
    [
      'one packed in a rare way',
      () => oneEntry({ content: ONE, compressionMethod: 12 }),
      /in a way that we do not read/,
    ],
    ['an empty one', () => aZip({}), /holds no \.json or \.ndjson file/],
    ['one without FHIR files', () => aZip({ 'a.pdf': 'x' }), /holds no \.json or \.ndjson file/],
    ['half of one', () => bomb.subarray(0, 5_000), /is damaged/],
    [
      'one that holds more than it states',
      () => oneEntry({ content: ONE, uncompressedSize: 5 }),
      /is damaged/,
    ],
    [
      'one that holds less than it states',
      () => oneEntry({ content: ONE, uncompressedSize: 900 }),
      /is damaged/,
    ],
    ['one whose files were altered', altered, /is damaged/],
  ])('%s', async (_name, zip, words) => {
    expect(await refusalOf(zip())).toMatch(words);
  });

  it('a file with a deceiving or endless name, which is shown in short and plain', async () => {
    const name = `\u202e${'long'.repeat(500)}\n<b>.json`;
    const words = await refusalOf(oneEntry({ content: '<html>', flags: NAME_IN_UTF8 }, name));
    expect(words).toMatch(/^The file: �(long)+lo?n?g?….*�<b>\.json is not valid JSON/u);
  });

  it('what is large, before any of it is unpacked', async () => {
    const zip = oneEntry({ content: Buffer.alloc(50 * 2 ** 20, 0x20), uncompressedSize: 2 ** 32 - 2 });
    const before = process.memoryUsage().arrayBuffers;
    await refusalOf(zip);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });
});

it('a zip is also a pull for the comparison of files, whatever its name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zip-'));
  const path = join(folder, 'pull');
  await writeFile(path, aZip({ 'a.json': ONE, 'b.json': TWO }));
  expect(idsOf(await readPullFiles(path), 'ImagingStudy')).toEqual(['a', 'b']);
  await writeFile(path, oneEntry({ content: ONE, flags: 1 }));
  await expect(readPullFiles(path)).rejects.toThrow('pull has a password');
  await rm(folder, { recursive: true });
});

/** Files that are kept in a zip as they are. */
function storedZip(): Buffer {
  return aZip({ 'a.json': { content: BUNDLE, compressionMethod: 0 } });
}

function altered(): Buffer {
  const zip = aZip({ 'a.json': { content: ONE, compressionMethod: 0 } });
  zip[60] = zip[60]! ^ 1;
  return zip;
}
