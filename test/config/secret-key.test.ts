import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { secretKeyIn } from '../../src/config/secret-key.js';
import { temporaryFolder } from '../support/temporary-folder.js';

let home: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  home = await temporaryFolder();
});
afterEach(() => home.remove());

describe('the key of an embedded installation', () => {
  it('is made once, for its owner alone, and is the same ever after', async () => {
    const folder = join(home.path, 'data');
    const key = await secretKeyIn(folder);
    expect(key).toHaveLength(32);
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
    expect(await secretKeyIn(folder)).toEqual(key);
  });

  it('is one key, also for processes that start at the same time', async () => {
    const folder = home.path;
    const keys = await Promise.all([secretKeyIn(folder), secretKeyIn(folder), secretKeyIn(folder)]);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
  });

  it('is refused by name when it was cut short, and left as it is', async () => {
    const folder = home.path;
    const path = join(folder, 'secret.key');
    await writeFile(path, '');
    await expect(secretKeyIn(folder)).rejects.toThrow(`${path} is damaged`);
    expect(await readFile(path, 'utf8')).toBe('');
  });
});
