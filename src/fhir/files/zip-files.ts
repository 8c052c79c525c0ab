import { fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { jsonValues } from './json-bytes.js';
import type { JsonShape } from './json-shape.js';
import type { PullFile } from './pull-file.js';
import { shownName } from './shown-name.js';
import { damaged, fhirEntries, unpack } from './zip-entries.js';

const CAREFUL = { lazyEntries: true, validateEntrySizes: true, decodeStrings: true } as const;

/** Whether these are the first bytes of a zip, whatever its name: a local header, or the end of an empty one (APPNOTE 4.3). */
export function isZip(start: Uint8Array): boolean {
  const [p, k, third, fourth] = start;
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}

/**
 * The FHIR files of a zip, one unpacked at a time; nothing is written anywhere, and what lies beside them stays packed.
 * @param source its path, or its bytes
 * @throws InputError for what is made to do harm or cannot be read; says what to do
 */
export async function* zipFiles(
  source: string | Buffer,
  name: string,
  shape: JsonShape,
): AsyncGenerator<PullFile> {
  const zip = await opened(source, name);
  try {
    for (const entry of await fhirEntries(zip, name)) {
      const shown = `${name}: ${shownName(entry.fileName)}`;
      yield { name: shown, values: jsonValues(await unpack(zip, entry, name), shown, shape) };
    }
  } finally {
    zip.close();
  }
}

async function opened(source: string | Buffer, name: string): Promise<ZipFile> {
  const options = { ...CAREFUL, autoClose: false };
  try {
    return await (typeof source === 'string'
      ? openPromise(source, options)
      : fromBufferPromise(source, options));
  } catch (error) {
    throw damaged(name, error);
  }
}
