import { createHash } from 'node:crypto';
import { OutsideError } from '../lib/errors.js';
import { FeedFormatError, type FeedFile } from './breach-feed.js';

/**
 * Gets the bytes of an address, telling its server who asks and how to reach them (the SEC refuses others, Have I Been
 * Pwned asks for it); throws an OutsideError where it cannot.
 */
export type FetchBytes = (url: string) => Promise<Uint8Array>;

/** What a live feed needs beside its addresses. */
export interface FeedGround {
  fetchBytes: FetchBytes;
  now: () => Date;
}

/** Reads one address as a file that is named by host and path: a query may hold a key, and rows carry the name of their file. */
export async function fetchedFile(url: string, ground: FeedGround, name = nameOf(url)): Promise<FeedFile> {
  const bytes = await ground.fetchBytes(url);
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex'), readAt: ground.now() };
}

/** Runs the reader over what was fetched; what is not in the form of its feed is to be asked for again later. */
export function checked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FeedFormatError)) throw error;
    throw new OutsideError(error.message, false, { cause: error, said: error.said });
  }
}

function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return host + pathname;
}
