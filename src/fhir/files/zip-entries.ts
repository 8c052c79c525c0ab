import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { InputError } from '../../lib/errors.js';
import {
  inMegabytes,
  MOST_ENTRIES,
  MOST_FILE_BYTES,
  MOST_RATIO,
  MOST_UNPACKED_BYTES,
  RATIO_COUNTS_FROM_BYTES,
} from './limits.js';
import { shownName } from './shown-name.js';

/** File type in the upper half of the external attributes, as Unix zips it (APPNOTE 4.4.15; POSIX S_IFMT, S_IFLNK). */
const TYPE_OF_FILE = 0xf000;
const SYMBOLIC_LINK = 0xa000;
const PLAIN_ZIP = 'Make a zip of the FHIR files alone, without a password and without links';

/**
 * The FHIR files of a zip, in name order. Judged by the zip's directory alone, before anything is unpacked.
 * @throws InputError for what is made to do harm or cannot be read; says what to do
 */
export async function fhirEntries(zip: ZipFile, name: string): Promise<Entry[]> {
  if (zip.entryCount > MOST_ENTRIES)
    throw new InputError(
      `${name} holds more than ${MOST_ENTRIES.toLocaleString('en')} files: make a zip of fewer`,
    );
  const entries = await directoryOf(zip, name);
  for (const entry of entries) refuseOdd(entry, name);
  const wanted = entries.filter(({ fileName }) => isFhirFile(fileName));
  if (wanted.length === 0)
    throw new InputError(
      `${name} holds no .json or .ndjson file: make a zip of the FHIR files of the record`,
    );
  refuseTooLarge(wanted, name);
  const byName = new Intl.Collator('en', { numeric: true }).compare;
  return wanted.sort((a, b) => byName(a.fileName, b.fileName));
}

/** The bytes of an entry: as many as the directory states, and none other. */
export async function unpack(zip: ZipFile, entry: Entry, name: string): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(entry.uncompressedSize);
  let read = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      read += (chunk as Buffer).copy(bytes, read);
    }
  } catch (error) {
    throw damaged(name, error);
  }
  if (read !== bytes.length || crc32(bytes) !== entry.crc32) throw damaged(name);
  return bytes;
}

export function damaged(name: string, cause?: unknown): InputError {
  return new InputError(
    `${name} is damaged, or not made as zips are: make the zip again, or give the files inside`,
    {
      cause,
    },
  );
}

async function directoryOf(zip: ZipFile, name: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    // The library checks the names: none may lead out of the folder that it would be unpacked to.
    if (/path|backslash/.test(String(error)))
      throw new InputError(`${name} names a file outside itself. ${PLAIN_ZIP}`, { cause: error });
    if (/encryption/.test(String(error))) throw locked(name);
    throw damaged(name, error);
  }
  return entries;
}

function refuseOdd(entry: Entry, name: string): void {
  const { fileName } = entry;
  if (((entry.externalFileAttributes >>> 16) & TYPE_OF_FILE) === SYMBOLIC_LINK)
    throw new InputError(`${name} holds a link instead of a file (${shownName(fileName)}). ${PLAIN_ZIP}`);
  if (entry.isEncrypted()) throw locked(name);
  if (/\.zip$/i.test(fileName))
    throw new InputError(
      `${name} holds another zip (${shownName(fileName)}), which we do not open: unpack that one, and give its files`,
    );
  if (isFhirFile(fileName) && !entry.canDecodeFileData())
    throw new InputError(
      `${name} is packed in a way that we do not read: make the zip again in the usual way`,
    );
}

function locked(name: string): InputError {
  return new InputError(
    `${name} has a password: unpack it, and give the files inside or a zip without a password`,
  );
}

function refuseTooLarge(entries: Entry[], name: string): void {
  for (const { fileName, compressedSize, uncompressedSize } of entries) {
    if (uncompressedSize > MOST_FILE_BYTES)
      throw new InputError(
        `${name}: ${shownName(fileName)} is larger than ${inMegabytes(MOST_FILE_BYTES)} once unpacked: give it in parts`,
      );
    if (uncompressedSize > RATIO_COUNTS_FROM_BYTES && uncompressedSize > MOST_RATIO * compressedSize)
      throw new InputError(
        `${name}: ${shownName(fileName)} grows more than ${MOST_RATIO} times when unpacked, which no medical record does: make the zip again`,
      );
  }
  const bytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (bytes > MOST_UNPACKED_BYTES)
    throw new InputError(
      `${name} is larger than ${inMegabytes(MOST_UNPACKED_BYTES)} once unpacked: give it in parts`,
    );
}

/** Names that begin with a dot are what systems leave beside the files of a person. */
function isFhirFile(path: string): boolean {
  return /(^|\/)[^./][^/]*\.(json|ndjson)$/i.test(path);
}
