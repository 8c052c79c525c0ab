import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OutsideError } from '../../lib/errors.js';

const BASES = ['/var/lib', '/var/tmp'];

/**
 * A folder that root keeps where every account can reach it. /var/tmp is open to all, so a folder that is already
 * there counts only if it is root's own: else another user could hand us programs or a database of theirs.
 */
export async function sharedFolder(name: string): Promise<string> {
  const failures: string[] = [];
  for (const base of BASES) {
    const folder = join(base, name);
    const failure = await mkdir(folder, { mode: 0o711 }).catch((error: NodeJS.ErrnoException) => error);
    if (failure && failure.code !== 'EEXIST') {
      failures.push(failure.message);
      continue;
    }
    await requireOwnFolder(folder, 0);
    return folder;
  }
  throw new OutsideError(`No folder could be made for the database outside root's own: ${failures}`, true);
}

/** Throws OutsideError unless this is a real folder of that user into which nobody else may write. */
export async function requireOwnFolder(folder: string, uid: number): Promise<void> {
  const found = await lstat(folder);
  if (found.isDirectory() && found.uid === uid && (found.mode & 0o022) === 0) return;
  throw new OutsideError(
    `${folder} belongs to somebody else or is open to others. Look at what it is, move it away, and start again.`,
    true,
  );
}
