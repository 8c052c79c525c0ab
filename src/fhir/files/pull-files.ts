import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError } from '../../lib/errors.js';
import { readJsonFile } from './json-file.js';

/** A file of a pull and the values in it: whole JSON files hold one. */
export interface PullFile {
  name: string;
  values: unknown[];
}

/**
 * The files of a pull: the file itself, or the .json and .ndjson files of a folder in name order (`page-10` after
 * `page-2`).
 * @throws InputError where there is nothing to read, or a file is not JSON
 */
export async function pullFiles(path: string): Promise<PullFile[]> {
  const paths = (await isFolder(path)) ? await pagesIn(path) : [path];
  const files: PullFile[] = [];
  for (const file of paths) files.push({ name: basename(file), values: await readJsonFile(file) });
  return files;
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
