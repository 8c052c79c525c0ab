import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError } from '../../lib/errors.js';
import { readJsonFile } from './json-file.js';
import { JsonShape } from './json-shape.js';
import type { PullFile } from './pull-file.js';
import { isZip, zipFiles } from './zip-files.js';

/**
 * The files of a pull: the file itself, the .json and .ndjson files of a folder in name order (`page-10` after
 * `page-2`), or those of a zip.
 * @throws InputError where there is nothing to read, or a file is not JSON
 */
export async function* pullFiles(path: string): AsyncGenerator<PullFile> {
  if (await isFolder(path)) {
    for (const file of await pagesIn(path)) yield { name: basename(file), values: await readJsonFile(file) };
  } else if (isZip(await startOf(path))) {
    yield* zipFiles(path, basename(path), new JsonShape());
  } else {
    yield { name: basename(path), values: await readJsonFile(path) };
  }
}

/** The first bytes of a file. @throws InputError where it cannot be read */
async function startOf(path: string): Promise<Uint8Array> {
  const file = await open(path).catch((cause: unknown) => {
    throw new InputError(`${path} cannot be read: may this user read it?`, { cause });
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new InputError(`${path} cannot be read: expected a FHIR JSON file or a folder of them`, {
      cause: error,
    });
  }
}

async function pagesIn(folder: string): Promise<string[]> {
  const byName = new Intl.Collator('en', { numeric: true }).compare;
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const pages = names.filter((name) => /^[^.].*\.(json|ndjson)$/i.test(name)).sort(byName);
  if (pages.length === 0)
    throw new InputError(`${folder} holds no .json or .ndjson file: expected the pages of a pull`);
  return pages.map((name) => join(folder, name));
}
