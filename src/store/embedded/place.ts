import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OutsideError } from '../../lib/errors.js';
import { canEnter, handOver, isRoot, serverAccount, type ServerAccount } from './account.js';
import { requireOwnFolder, sharedFolder } from './shared-folder.js';
import { unlessMissing } from './stat.js';

const NOTE = 'where-the-database-is.txt';
/** sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included. */
const LONGEST_SOCKET_PATH = 103;

/** `home` holds the database folder `cluster` and, where its path is short enough, the socket's folder. */
export type DatabasePlace = { home: string; cluster: string; account: ServerAccount };

/**
 * Where the database of a data folder lives: in `<data folder>/postgres`.
 *
 * Started as root, PostgreSQL runs as another account and must be able to pass through every folder above. If only
 * the data folder itself is closed, it is opened for passing through (o+x; nothing in it becomes readable). If a
 * folder above is closed (a checkout under /root), the database goes to `/var/lib/scanwarden-<hash of the data
 * folder's real path>`, or the same under /var/tmp where /var/lib cannot be written, and a note in the data folder
 * says so. The note rules from then on: an existing database is never passed over for a new and empty one.
 */
export async function findPlace(dataDir: string, log: (line: string) => void): Promise<DatabasePlace> {
  await mkdir(dataDir, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  const folder = await realpath(dataDir);
  const noted = await readNote(folder);
  if (noted) return placeIn(noted);
  const place = await placeIn(folder);
  if (!place.account || (await reachable(folder, place.account))) return place;
  if (await exists(place.cluster)) {
    throw new OutsideError(
      `The database in ${place.cluster} cannot be reached by the account it belongs to (uid ${place.account.uid}). ` +
        'Let others pass through the folders above it (chmod o+x), or start as that user.',
      true,
    );
  }
  const home = await sharedFolder(`scanwarden-${shortHash(folder)}`);
  await leaveNote(folder, home);
  log(
    `the database of ${folder} is kept in ${home}, since PostgreSQL's account cannot reach the data folder`,
  );
  return placeIn(home);
}

/** The folder of the server's socket, made if absent, open to the server's account alone. */
export async function socketFolder({ home, account }: DatabasePlace): Promise<string> {
  const near = join(home, 'socket');
  const fits = Buffer.byteLength(join(near, '.s.PGSQL.5432')) <= LONGEST_SOCKET_PATH;
  const folder = fits ? near : join('/tmp', `scanwarden-${shortHash(home)}`);
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      return false;
    },
  );
  if (made) await handOver(folder, account);
  await requireOwnFolder(folder, account?.uid ?? process.getuid?.() ?? 0);
  return folder;
}

export async function exists(path: string): Promise<boolean> {
  return (await unlessMissing(lstat(path))) !== undefined;
}

async function placeIn(home: string): Promise<DatabasePlace> {
  const cluster = join(home, 'postgres');
  return { home, cluster, account: await serverAccount(cluster) };
}

async function reachable(folder: string, account: ServerAccount): Promise<boolean> {
  if (await canEnter(folder, account)) return true;
  if (!(await canEnter(dirname(folder), account))) return false;
  await chmod(folder, (await stat(folder)).mode | 0o001);
  return canEnter(folder, account);
}

async function readNote(folder: string): Promise<string | undefined> {
  const note = await readFile(join(folder, NOTE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const home = note?.split('\n')[0]?.trim();
  if (!home || (await exists(home))) return home;
  throw new OutsideError(
    `${join(folder, NOTE)} says that the database is in ${home}, which is not there. Put that folder back, ` +
      'or delete the note to start with an empty database.',
    true,
  );
}

async function leaveNote(folder: string, home: string): Promise<void> {
  const lines = [
    home,
    'The database of this folder is kept there. Scanwarden was started as root, PostgreSQL refuses to run as root,',
    'and the account it runs as instead cannot pass through the folders above this one.',
    'Keep this file: its first line is read at every start.',
  ];
  await writeFile(join(folder, NOTE), `${lines.join('\n')}\n`);
}

function shortHash(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
