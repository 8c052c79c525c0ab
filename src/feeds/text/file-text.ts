import type { NamedBytes } from '../feed-reading.js';
import { decodeText } from './decode-text.js';
import { EMPTY, notOfFeed, tooLarge } from './fault.js';

const MOST_MB = 100;

/**
 * The text of a file that may be the list.
 * @param list what should be in it, as "the HHS breach list as CSV"
 * @throws FeedFormatError for what is plainly something else
 */
export function fileText({ name, bytes }: NamedBytes, list: string): string {
  if (bytes.length > MOST_MB * 1_000_000) throw notOfFeed(name, list, tooLarge(MOST_MB));
  const text = decodeText(bytes);
  const start = text.trimStart();
  if (start === '') throw notOfFeed(name, list, EMPTY);
  if (start.startsWith('%PDF') || start.startsWith('PK\u0003'))
    throw notOfFeed(name, list, { id: 'other-kind', words: 'it is a PDF, Excel or ZIP file' });
  return text;
}
