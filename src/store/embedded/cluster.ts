import { mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { OutsideError } from '../../lib/errors.js';
import { handOver } from './account.js';
import { databaseFailure } from './failure.js';
import { startGuarded } from './guarded-process.js';
import { isAlive } from './lock-file.js';
import type { DatabasePlace } from './place.js';
import type { PostgresProgram } from './program.js';
import { DATABASE } from './session.js';

/**
 * Makes the database folder if there is none. It is made under a name of its own and then renamed, so that a folder
 * by the final name is always whole, wherever a process was killed. Of two that do this at once, one wins.
 * Throws OutsideError if the folder holds something else, or a database of another major version.
 */
export async function ensureCluster(
  program: PostgresProgram,
  place: DatabasePlace,
  { log, fsync = true }: { log: (line: string) => void; fsync?: boolean },
): Promise<void> {
  await sweepHalfMade(place.cluster);
  if (await isThere(program, place.cluster)) return;
  log(`making the database in ${place.cluster} (first start)`);
  const half = `${place.cluster}.init-${process.pid}`;
  await mkdir(half, { mode: 0o700 });
  await handOver(half, place.account);
  try {
    await initialise(program, half, place, fsync);
    await rename(half, place.cluster);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (!isTakenName(error)) throw error;
  }
}

async function isThere(program: PostgresProgram, cluster: string): Promise<boolean> {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(ignoreAbsence);
  if (version === undefined) {
    const content = (await readdir(cluster).catch(ignoreAbsence)) ?? [];
    if (content.length === 0) return false;
    throw new OutsideError(
      `${cluster} is not a database folder but is not empty either. Move it away, or set DATA_DIR to another folder.`,
      true,
    );
  }
  if (version.trim() === String(program.major)) return true;
  throw new OutsideError(
    `The database in ${cluster} was made by PostgreSQL ${version.trim()}; the one to start is ${program.version}, ` +
      `which cannot read it. Start it with PostgreSQL ${version.trim()} and move its content with pg_dump, ` +
      'or set DATA_DIR to another folder. The folder was left as it is.',
    true,
  );
}

async function initialise(
  program: PostgresProgram,
  folder: string,
  place: DatabasePlace,
  fsync: boolean,
): Promise<void> {
  // The built-in locale is the same on every system; before 17 the C library's stands in for it.
  const locale =
    program.major >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C.UTF-8'];
  // Whoever can open the socket is trusted; its folder lets in the server's own account alone.
  const access = ['--auth-local=trust', '--auth-host=reject', `--username=${DATABASE}`];
  const initdb = startGuarded(
    [
      join(program.binDir, 'initdb'),
      '-D',
      folder,
      '--encoding=UTF8',
      ...locale,
      ...access,
      '--data-checksums',
      '--no-instructions',
      ...(fsync ? [] : ['--no-sync']),
    ],
    place.account,
  );
  if ((await initdb.ended) !== 0) {
    throw databaseFailure(place.home, 'it could not be made', initdb.lastLines());
  }
}

/** Folders half made by a process that is gone. One with our own number is left from before we had it. */
async function sweepHalfMade(cluster: string): Promise<void> {
  const prefix = `${basename(cluster)}.init-`;
  for (const name of await readdir(dirname(cluster))) {
    if (!name.startsWith(prefix)) continue;
    const maker = Number(name.slice(prefix.length));
    if (maker === process.pid || !isAlive(maker)) {
      // Its initdb was asked to stop when it died, and may still be at it.
      await rm(join(dirname(cluster), name), {
        recursive: true,
        force: true,
        maxRetries: 20,
        retryDelay: 50,
      });
    }
  }
}

function ignoreAbsence(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function isTakenName(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOTEMPTY' || code === 'EEXIST';
}
