import { chmod, lstat, mkdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { hydrate } from '../../../src/store/embedded/hydrate.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let native: string;
let library: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  native = join(folder.path, 'native');
  library = join(native, 'lib', 'libexample.so.1');
  await mkdir(join(native, 'bin'), { recursive: true });
  await mkdir(join(native, 'lib'));
  await writeFile(`${library}.0`, 'a library');
  await writeFile(join(native, 'bin', 'postgres'), 'a program', { mode: 0o644 });
  const links = [{ source: 'native/lib/libexample.so.1.0', target: 'native/lib/libexample.so.1' }];
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
});

afterEach(() => folder.remove());

it('makes the links and the programs that an install without scripts leaves out', async () => {
  await hydrate(native);
  expect(await readlink(library)).toBe('libexample.so.1.0');
  expect(await readFile(library, 'utf8')).toBe('a library');
  expect((await lstat(join(native, 'bin', 'postgres'))).mode & 0o777).toBe(0o755);
});

it('leaves what is right untouched when it runs again', async () => {
  await hydrate(native);
  const before = await lstat(library);
  await hydrate(native);
  expect((await lstat(library)).ino).toBe(before.ino);
});

it('may run in two processes at once', async () => {
  await Promise.all([hydrate(native), hydrate(native)]);
  expect(await readFile(library, 'utf8')).toBe('a library');
});

it('mends a link that leads nowhere, and keeps a plain copy of the library', async () => {
  await symlink('gone', library);
  await hydrate(native);
  expect(await readlink(library)).toBe('libexample.so.1.0');
});

it('makes no link outside its own folder', async () => {
  const links = [{ source: 'native/lib/libexample.so.1.0', target: 'native/../outside' }];
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  await hydrate(native);
  await expect(lstat(join(folder.path, 'outside'))).rejects.toThrow('ENOENT');
});

it('leaves a program executable that was so in its own way', async () => {
  await chmod(join(native, 'bin', 'postgres'), 0o700);
  await hydrate(native);
  expect((await lstat(join(native, 'bin', 'postgres'))).mode & 0o777).toBe(0o700);
});
