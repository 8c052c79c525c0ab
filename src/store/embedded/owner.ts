import { isAlive, readLockFile, servesFolder } from './lock-file.js';
import { ask } from './session.js';

export type RunningServer = { state: 'ready'; pid: number; socketDir: string; version: string };
/** `none` may name a living process that stands in the lock file by mistake: the number was given out again. */
export type Owner = RunningServer | { state: 'busy' } | { state: 'none'; mistakenPid?: number };

/** Who serves a database folder now. The socket is asked first, since a lock file alone may be left from a crash. */
export async function findOwner(cluster: string): Promise<Owner> {
  const lock = await readLockFile(cluster);
  if (!lock) return { state: 'none' };
  if (lock.socketDir) {
    const answer = await ask(lock.socketDir);
    // A copied folder carries the lock file of the one it was copied from: that server is not this folder's.
    if (answer.state === 'ready' && answer.folder === cluster) {
      return { state: 'ready', pid: lock.pid, socketDir: lock.socketDir, version: answer.version };
    }
    if (answer.state === 'busy') return { state: 'busy' };
  }
  if (await servesFolder(lock.pid, cluster)) return { state: 'busy' };
  return { state: 'none', mistakenPid: isAlive(lock.pid) ? lock.pid : undefined };
}
