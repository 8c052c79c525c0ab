import { spawnSync } from 'node:child_process';
import { chmod, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.js';

const FILLER = 'everything-else';

export interface SmallDisk {
  path: string;
  /** Writes until nothing more fits. */
  fill(): Promise<void>;
  /** Takes that away again. */
  empty(): Promise<void>;
  remove(): Promise<void>;
}

/** Only root may mount a disk of its own. */
export const CAN_MOUNT = process.platform === 'linux' && process.getuid?.() === 0;

/** A disk in memory, of so many megabytes; as root on Linux. */
export async function smallDisk(megabytes: number, options = ''): Promise<SmallDisk> {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'disk');
  await mkdir(path);
  run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755${options}`, 'scanwarden-test', path]);
  const remove = async (): Promise<void> => {
    run('umount', ['-l', path]);
    await folder.remove();
  };
  return { path, fill: () => fillUp(path), empty: () => rm(join(path, FILLER)), remove };
}

async function fillUp(path: string): Promise<void> {
  const { bavail, bsize } = await statfs(path);
  await writeFile(join(path, FILLER), Buffer.alloc(bavail * bsize)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOSPC') throw error;
  });
}

/** A folder into which nobody may write, root included. */
export async function closedFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  if (CAN_MOUNT) return smallDisk(1, ',ro');
  const folder = await temporaryFolder();
  await chmod(folder.path, 0o500);
  return folder;
}

function run(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
