import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { feedCommand } from '../../src/cli/feed.command.js';
import { InputError } from '../../src/lib/errors.js';
import { aList, aRow } from '../feeds/hhs/a-list.js';

let folder: string;
let out: string;
let messages: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feed-'));
  [out, messages] = ['', ''];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((messages += String(text)), true));
});

afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function run(...args: string[]): Promise<unknown[]> {
  await feedCommand([...args, '--now', '2025-06-01T12:00:00Z']);
  return out
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));
}

describe('scanwarden feed hhs', () => {
  it('prints a line for every record of every file, named as given', async () => {
    const open = await file('open.csv', aList([aRow('A'), aRow('B', { 3: '-1' }), ['half']]));
    const archive = await file('archive.csv', aList([aRow('C')]));
    expect(await run('hhs', open, archive)).toMatchObject([
      { name: 'A', file: open, record: 2 },
      { name: 'B', file: open, record: 3, affected: null },
      { name: 'C', file: archive, record: 2 },
      { rejected: expect.stringContaining(open), line: 4 },
    ]);
    expect(messages).toContain('Individuals Affected "-1"');
  });

  it('prints what happened between two polls of several files', async () => {
    const before = await file('before.csv', aList([aRow('A'), aRow('B'), aRow('Same')]));
    const archived = await file('archive-before.csv', aList([]));
    const after = await file('after.csv', aList([aRow('Same'), aRow('A', { 3: '7' })]));
    const archive = await file('archive-after.csv', aList([aRow('B', { 8: 'Closed.' })]));
    expect(await run('hhs', '--previous', before, archived, '--current', after, archive)).toEqual([
      {
        kind: 'edited',
        before: { file: before, record: 2 },
        after: { file: after, record: 3 },
        changed: { 'Individuals Affected': ['1234', '7'] },
      },
      {
        kind: 'moved-to-archive',
        before: { file: before, record: 3 },
        after: { file: archive, record: 2 },
        changed: {},
      },
    ]);
    expect(messages).toBe('');
  });

  it('prints nothing when one of the files is not the list', async () => {
    const open = await file('open.csv', aList([aRow('A')]));
    const page = await file('page.csv', '<html></html>');
    await expect(run('hhs', open, page)).rejects.toThrow(InputError);
    expect(out).toBe('');
  });

  it.each([
    [[], /which source/],
    [['hhs'], /either files, or/],
    [['hhs', '--previous', 'a.csv'], /either files, or/],
    [['moon', 'a.csv'], /no source moon/],
    [['hhs', 'missing.csv'], /^missing\.csv: no such file$/],
    [['hhs', tmpdir()], /is a folder/],
  ])('refuses %j in one line', async (args, why) => {
    const refused = run(...args);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(why);
    await expect(refused).rejects.not.toThrow(/\n/);
  });
});

describe('a list that was cut off', () => {
  const whole = aList([aRow('First Clinic'), aRow('Second Clinic')]);

  it.each([40, 8, 1])('in the middle of a row, %d characters before its end, is refused', async (missing) => {
    const path = await file('archive.csv', whole.trimEnd().slice(0, -missing));
    const refusal: unknown = await run('hhs', path).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InputError);
    expect(String(refusal)).toContain('it was cut off in the middle of record 3, which begins on line 3');
    expect(out).toBe('');
  });

  it('only of its last line break is whole', async () => {
    expect(await run('hhs', await file('archive.csv', whole.trimEnd()))).toHaveLength(2);
  });
});
