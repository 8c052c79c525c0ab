import type { FhirResource } from '../domain/pull.js';
import { InputError } from '../lib/errors.js';
import { type BundlePage, bundlePages } from './bundle.js';
import { Collected, resourceKey } from './collected.js';
import type { PullFile } from './files/pull-file.js';
import { pullFiles } from './files/pull-files.js';
import { jsonValues } from './files/json-bytes.js';
import { JsonShape } from './files/json-shape.js';
import { inMegabytes, MOST_UPLOAD_BYTES } from './files/limits.js';
import { typeInFileName, typeNamedIn } from './files/told-type.js';
import { unreadSearches } from './files/unread-pages.js';
import { isZip, zipFiles } from './files/zip-files.js';
import { judgeOutcome, outcomeTexts } from './outcome.js';
import { isResource, isTooDeep } from './resource.js';
import type { SourceReading } from './study-source.js';

/**
 * The reading that a pull kept in files stands for: a FHIR JSON file (a Bundle of any type, a resource, an array, or
 * NDJSON), a folder of page files, or a zip of them. It has gaps only where an outcome, an unreadable entry or an unread next page
 * says so.
 * @throws InputError where the path holds nothing, broken JSON, or no FHIR
 */
export function readPullFiles(path: string): Promise<SourceReading> {
  return readingOf(pullFiles(path));
}

/**
 * The reading that a file stands for which somebody handed in: FHIR JSON or NDJSON, or a zip of such files. Takes nothing
 * on trust; holds the file once, and unpacks one file of a zip at a time.
 * @param name what messages call it
 * @throws InputError for what is too large, made to do harm, or no FHIR; says what to do
 */
export function readUploadedFile(bytes: Buffer, name: string): Promise<SourceReading> {
  return readingOf(uploadedFiles(bytes, name));
}

async function* uploadedFiles(bytes: Buffer, name: string): AsyncGenerator<PullFile> {
  if (bytes.length > MOST_UPLOAD_BYTES)
    throw new InputError(`${name} is larger than ${inMegabytes(MOST_UPLOAD_BYTES)}: give it in parts`);
  const shape = new JsonShape();
  if (isZip(bytes)) yield* zipFiles(bytes, name, shape);
  else yield { name, values: jsonValues(bytes, name, shape) };
}

async function readingOf(files: AsyncIterable<PullFile>): Promise<SourceReading> {
  const collected = new Collected();
  const pages: BundlePage[] = [];
  for await (const file of files) pages.push(...addFile(file, collected));
  for (const type of unreadSearches(pages)) {
    collected.fail(type, 'unread-page', 'the last page still names a next page that was not read');
  }
  return collected.reading();
}

function addFile(file: PullFile, collected: Collected): BundlePage[] {
  const values = file.values.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]));
  if (values.length > 0 && !values.some(isResource)) {
    throw new InputError(
      `${file.name} is not FHIR: expected a Bundle, a resource with resourceType, or a list of them`,
    );
  }
  return values.flatMap((value) => addValue(value, file.name, collected));
}

function addValue(value: unknown, fileName: string, collected: Collected): BundlePage[] {
  if (isResource(value) && value.resourceType === 'Bundle') return addBundle(value, fileName, collected);
  if (isResource(value) && value.resourceType === 'OperationOutcome') {
    addOutcome(value, null, fileName, collected);
  } else if (isResource(value) && !isTooDeep(value)) {
    addResource(value, resourceKey(value), collected);
  } else {
    addUnreadable(null, collected);
  }
  return [];
}

function addBundle(bundle: FhirResource, fileName: string, collected: Collected): BundlePage[] {
  const pages = bundlePages(bundle);
  for (const page of pages) {
    if (page.searchedType !== null) collected.wasRead(page.searchedType);
    for (const { resource, key } of page.entries) addResource(resource, key, collected);
    for (const outcome of page.outcomes) addOutcome(outcome, page.searchedType, fileName, collected);
    if (page.unreadable > 0) addUnreadable(page.searchedType, collected);
  }
  return pages;
}

function addResource(resource: FhirResource, key: string | null, collected: Collected): void {
  collected.resources.add(resource, key);
  collected.wasRead(resource.resourceType);
}

function addUnreadable(type: string | null, collected: Collected): void {
  collected.fail(type, 'unreadable-entry', 'an entry could not be read');
}

function addOutcome(outcome: unknown, searched: string | null, fileName: string, collected: Collected): void {
  const verdict = judgeOutcome(outcome);
  if (verdict === null) return;
  const told = outcomeTexts(outcome)
    .map(typeNamedIn)
    .find((type) => type !== null);
  const type = searched ?? told ?? typeInFileName(fileName);
  if (verdict.refused) collected.refuse(type, verdict.code, verdict.why);
  else collected.fail(type, verdict.code, verdict.why);
}
