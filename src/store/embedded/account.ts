import { execFile } from 'node:child_process';
import { chown, lstat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { unlessMissing } from './stat.js';

const run = promisify(execFile);

/** The user and group that PostgreSQL runs as; undefined means: as we do. */
export type ServerAccount = { uid: number; gid: number } | undefined;

/** `nobody`: there on every Linux without a useradd. */
const NOBODY = { uid: 65534, gid: 65534 };

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * PostgreSQL refuses to run as root, so root hands it to another account: to the owner of a database folder that
 * is already there (one start with sudo then does not lock its owner out), otherwise to `nobody`.
 */
export async function serverAccount(cluster: string): Promise<ServerAccount> {
  if (!isRoot()) return undefined;
  const owner = await unlessMissing(lstat(cluster));
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
}

/** Whether the account can pass through every folder down to this one. Asked of the system itself, so ACLs count. */
export async function canEnter(folder: string, account: ServerAccount): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...account, cwd: '/' });
    return true;
  } catch (error) {
    // A number is the shell's answer; anything else means that the shell could not be asked.
    if (typeof (error as { code?: unknown }).code === 'number') return false;
    throw error;
  }
}

export async function handOver(folder: string, account: ServerAccount): Promise<void> {
  if (account) await chown(folder, account.uid, account.gid);
}

/** A small, known environment: no PG* variable and no odd locale of the caller's reaches the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' };
}
