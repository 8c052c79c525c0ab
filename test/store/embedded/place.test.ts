import { chmod, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { isRoot } from '../../../src/store/embedded/account.js';
import { findPlace } from '../../../src/store/embedded/place.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const NOTE = 'where-the-database-is.txt';
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let dataDir: string;
let log: string[];

beforeEach(async () => {
  folder = await temporaryFolder();
  dataDir = join(folder.path, 'closed', 'data');
  log = [];
  await mkdir(dataDir, { recursive: true });
  await chmod(join(folder.path, 'closed'), 0o700);
});

afterEach(() => folder.remove());

it('keeps the database in the data folder', async () => {
  await chmod(join(folder.path, 'closed'), 0o755);
  const place = await findPlace(dataDir, (line) => log.push(line));
  expect(place.home).toBe(dataDir);
  expect(await readdir(dataDir)).toEqual([]);
});

it('keeps it elsewhere when root has closed a folder above, and finds it there ever after', async () => {
  const place = await findPlace(dataDir, (line) => log.push(line));
  // Only root hands the server to another account, for which the way can be closed.
  expect(place.home === dataDir).toBe(!isRoot());
  if (place.home === dataDir) return;
  try {
    expect(await readFile(join(dataDir, NOTE), 'utf8')).toContain(place.home);
    expect(log.join()).toContain(place.home);
    await chmod(join(folder.path, 'closed'), 0o755);
    expect((await findPlace(dataDir, (line) => log.push(line))).home).toBe(place.home);
  } finally {
    await rm(place.home, { recursive: true });
  }
});

it('does not start with an empty database where the noted one is gone', async () => {
  await writeFile(join(dataDir, NOTE), `${join(folder.path, 'gone')}\nKept there.\n`);
  await expect(findPlace(dataDir, (line) => log.push(line))).rejects.toThrow(
    /which is not there.*delete the note/,
  );
});
