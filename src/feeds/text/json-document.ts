import type { NamedBytes } from '../feed-reading.js';
import { decodeText } from './decode-text.js';
import { EMPTY, notOfFeed, tooLarge, WEB_PAGE } from './fault.js';

export type JsonObject = Record<string, unknown>;

/**
 * The JSON value that a file of a feed holds. `list` names the feed in what is said of a file that is none.
 * @throws FeedFormatError for more than `mostBytes`, for a web page, and for broken JSON
 */
export function readJsonDocument({ name, bytes }: NamedBytes, list: string, mostBytes: number): unknown {
  if (bytes.length > mostBytes) throw notOfFeed(name, list, tooLarge(mostBytes / 1_000_000));
  const text = decodeText(bytes);
  const start = /\S/.exec(text)?.[0];
  if (start === undefined) throw notOfFeed(name, list, EMPTY);
  if (start === '<') throw notOfFeed(name, list, WEB_PAGE);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notOfFeed(name, list, { id: 'no-json', words: 'it is no JSON, or was cut off' }, error);
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The texts of a list; undefined where it is no list, or holds anything else. */
export function textsOf(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
}
