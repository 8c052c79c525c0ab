/**
 * What one upload or zip may hold. A record of 20 years with 2,000 scans is some 20 MB of FHIR JSON; these limits leave
 * several times as much, and keep what a file made to do harm can cost to one process below a gigabyte of memory.
 */

/** Bytes of the file as it is sent. */
export const MOST_UPLOAD_BYTES = 64 * 2 ** 20;
/** Bytes of one file inside a zip, unpacked: it is read as one text. */
export const MOST_FILE_BYTES = 64 * 2 ** 20;
/** Bytes of all files of a zip that are read, unpacked. */
export const MOST_UNPACKED_BYTES = 128 * 2 ** 20;
/** Files in a zip: a phone's health export keeps each resource in a file of its own. */
export const MOST_ENTRIES = 10_000;
/** Unpacked bytes for each packed one. JSON packs 10 to 50 times smaller; deflate reaches 1,032 with one byte repeated. */
export const MOST_RATIO = 200;
/** Below so many bytes any ratio is harmless. */
export const RATIO_COUNTS_FROM_BYTES = 2 ** 20;
/** Levels of brackets: 200 in any real resource (`isTooDeep`), and some Bundles around it. */
export const MOST_LEVELS = 250;
/** JSON values, and lines: real records take some 25 bytes for each value, so this is more than 128 MB of them. */
export const MOST_VALUES = 6_000_000;
/** Members of one object: FHIR's largest type has some 60. An object of millions takes the parser half a minute. */
export const MOST_MEMBERS = 1_000;
/** Resources in one file that lie side by side: a long life of records has some tens of thousands. */
export const MOST_RESOURCES = 200_000;

export function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
