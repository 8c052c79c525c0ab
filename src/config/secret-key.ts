import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../lib/errors.js';

const KEY_BYTES = 32;

/**
 * The key of an embedded installation: made at the first start, readable to its owner alone. It appears whole or not
 * at all, so that a full disk, a kill, or a second process never leaves a weaker one.
 * @throws InputError when the folder cannot be written, or the file holds something else
 */
export async function secretKeyIn(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'secret.key');
  const key = (await readKey(path)) ?? (await makeKey(dataDir, path));
  if (key.length !== KEY_BYTES)
    throw new InputError(
      `${path} is damaged: put back the copy you kept. Without it, places must be linked again; then delete the file.`,
    );
  return key;
}

async function makeKey(dataDir: string, path: string): Promise<Buffer> {
  try {
    await mkdir(dataDir, { recursive: true });
    await putKey(path);
  } catch (error) {
    throw new InputError(
      `DATA_DIR (${dataDir}) cannot be written: ${codeOf(error)}. Choose a folder of yours, or free some space.`,
    );
  }
  return (await readKey(path)) ?? Buffer.alloc(0);
}

async function putKey(path: string): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(fresh, randomBytes(KEY_BYTES).toString('hex'), { mode: 0o600 });
    await link(fresh, path);
  } catch (error) {
    // Where another process was first, its key is the one.
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(fresh, { force: true });
  }
}

async function readKey(path: string): Promise<Buffer | null> {
  try {
    return Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw new InputError(`${path} cannot be read: ${codeOf(error)}`);
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : 'unknown error';
}
