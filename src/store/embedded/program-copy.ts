import { chmod, cp, lstat, readFile, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sharedFolder } from './shared-folder.js';
import { unlessMissing } from './stat.js';

/**
 * Copies the binaries to where every account can read them: root's own folders are closed to the account that
 * PostgreSQL runs as. One copy for each version of the package (60 MB); a finished copy is used again.
 */
export async function copyForAll(native: string): Promise<string> {
  const packageFile = await readFile(join(dirname(native), 'package.json'), 'utf8');
  const { version } = JSON.parse(packageFile) as { version: string };
  const copy = join(await sharedFolder(`scanwarden-postgres-${version}`), 'native');
  if (await unlessMissing(lstat(copy))) return copy;
  const half = `${copy}.${process.pid}`;
  await rm(half, { recursive: true, force: true });
  await cp(native, half, { recursive: true, verbatimSymlinks: true });
  await openForReading(half);
  await rename(half, copy).catch(async (error: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true, force: true });
    // Another start finished the same copy first.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return copy;
}

async function openForReading(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openForReading(path);
    else if (entry.isFile()) await chmod(path, ((await lstat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
