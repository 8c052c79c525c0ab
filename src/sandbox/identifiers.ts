import { createHash } from 'node:crypto';

/** Hex digits that are the same for the same text, always: every id of the sandbox comes from here. */
export function digest(text: string): string {
  return createHash('sha256').update(`scanwarden sandbox: ${text}`).digest('hex');
}

/** A whole number from 0 to below `limit`, the same for the same text. */
export function chooseNumber(text: string, limit: number): number {
  return Number.parseInt(digest(text).slice(0, 12), 16) % limit;
}

/** One of the choices, always the same one for the same text; undefined when there is none. */
export function chooseOne<T>(text: string, choices: readonly T[]): T | undefined {
  return choices[chooseNumber(text, Math.max(choices.length, 1))];
}

/**
 * A DICOM UID under the root 2.25: a UUID written as a decimal number (DICOM PS3.5, annex B.2; ITU-T X.667),
 * at most 44 of the 64 characters allowed. Version and variant bits are those of a UUID version 8 (RFC 9562).
 */
export function dicomUid(text: string): string {
  const hex = digest(text);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const uuid = `${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`;
  return `2.25.${BigInt(`0x${uuid}`)}`;
}

/** The UID of the n-th series of a study; counted from 0. */
export function seriesUid(studyUid: string, series: number): string {
  return dicomUid(`${studyUid} series ${series}`);
}

/** The UID of the n-th image of a series; both counted from 0. */
export function imageUid(studyUid: string, series: number, image: number): string {
  return dicomUid(`${studyUid} series ${series} image ${image}`);
}

/** What an id looks like before any reissue. */
export const FIRST_GENERATION = '0a11ce';

/**
 * A logical id in two parts: the generation, which a reissue of ids replaces, and what the id stands for.
 * Keeping them apart makes a reissue give the same result however often it is replayed.
 */
export function logicalId(generation: string, text: string): string {
  return `${generation}-${digest(text).slice(0, 16)}`;
}

/** The generation part of a logical id. */
export function generationOf(id: string): string {
  return id.slice(0, id.indexOf('-'));
}

/** The same thing's id in another generation. */
export function inGeneration(id: string, generation: string): string {
  return `${generation}${id.slice(id.indexOf('-'))}`;
}

/** An accession number as a hospital prints it, e.g. `L18-0482913`; `on` gives the two digits of the year. */
export function accessionNumber(prefix: string, on: string, text: string): string {
  const number = chooseNumber(`accession ${text}`, 10_000_000);
  return `${prefix}${on.slice(2, 4)}-${String(number).padStart(7, '0')}`;
}
