import { FeedFormatError } from '../breach-feed.js';

/** What is wrong with a file: in words for the command line, and for pages the sentence `feeds.fault.<id>` with its values. */
export interface Fault {
  id: string;
  words: string;
  values?: Record<string, string | number>;
}

export const EMPTY: Fault = { id: 'empty', words: 'it is empty' };
export const WEB_PAGE: Fault = { id: 'web-page', words: 'it is a web page or XML' };

export function tooLarge(most: number): Fault {
  return { id: 'too-large', words: `it has more than ${most} MB`, values: { most } };
}

/** A file that is not in the form of its feed. `list` names what should be in it, as "the HHS breach list as CSV". */
export function notOfFeed(file: string, list: string, fault: Fault, cause?: unknown): FeedFormatError {
  return new FeedFormatError(`${file}: not ${list}: ${fault.words}. Nothing was taken from it.`, {
    cause,
    said: { id: `feeds.fault.${fault.id}`, values: { file, ...fault.values } },
  });
}
