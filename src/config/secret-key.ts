import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../lib/errors.js';

/** The key of an embedded installation: made at the first start, kept readable to its owner alone. */
export async function secretKeyIn(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'secret.key');
  try {
    await mkdir(dataDir, { recursive: true });
    await writeFile(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!isExisting(error))
      throw new InputError(
        `DATA_DIR (${dataDir}) cannot be written: ${codeOf(error)}. Choose a folder of yours, or free some space.`,
      );
  }
  return Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
}

function isExisting(error: unknown): boolean {
  return codeOf(error) === 'EEXIST';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
