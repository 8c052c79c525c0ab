import { FeedFormatError } from '../breach-feed.js';
import type { NamedBytes } from '../feed-reading.js';
import { decodeText } from './decode-text.js';

const MOST_BYTES = 100_000_000;

/**
 * The text of a file that may be the list.
 * @param list what should be in it, as "the HHS breach list as CSV"
 * @throws FeedFormatError for what is plainly something else
 */
export function fileText({ name, bytes }: NamedBytes, list: string): string {
  if (bytes.length > MOST_BYTES) throw refusal(name, list, 'it has more than 100 MB');
  const text = decodeText(bytes);
  const start = text.trimStart();
  if (start === '') throw refusal(name, list, 'it is empty');
  if (start.startsWith('%PDF') || start.startsWith('PK\u0003'))
    throw refusal(name, list, 'it is a PDF, Excel or ZIP file');
  return text;
}

/** A refusal of a whole file, in the words that the operator reads. */
export function refusal(file: string, list: string, why: string): FeedFormatError {
  return new FeedFormatError(`${file}: not ${list}: ${why}. Nothing was taken from it.`);
}
