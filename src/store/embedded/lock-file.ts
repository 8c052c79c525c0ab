import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What PostgreSQL writes to postmaster.pid: who serves a database folder, and through which socket folder. */
export type LockFile = { pid: number; socketDir: string | undefined };

/**
 * Reads a database folder's lock file; undefined when there is none. While the server starts the file may not yet
 * name a socket. Lines: 1 the process, 2 the folder, 3 the start time, 4 the port, 5 the socket's folder.
 */
export async function readLockFile(cluster: string): Promise<LockFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  // A negative number marks a stand-alone backend.
  return {
    pid: Math.abs(Number.parseInt(lines[0] ?? '', 10)) || 0,
    socketDir: lines[4]?.trim() || undefined,
  };
}

/** Whether a process by this number exists, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether the process named in a lock file is the server of that folder, and not another program that was given the
 * same number after a crash or a restart of the machine. Where it cannot be told, it counts as the server.
 */
export async function servesFolder(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await commandLine(pid);
  return command === undefined || command.includes(cluster);
}

async function commandLine(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') return await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    return undefined;
  }
}
