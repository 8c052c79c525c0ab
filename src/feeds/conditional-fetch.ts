import type { GuardedHttp } from '../lib/guarded-http.js';
import { HttpError } from '../lib/http/http-error.js';
import type { FetchBytes } from './fetched-file.js';

/** What an address answered, and by what its source knows that answer again (RFC 9110, section 8.8). */
export interface KeptAnswer {
  etag: string | null;
  lastModified: string | null;
  bytes: Uint8Array;
}

/** Where answers are kept between two polls. */
export interface AnswerKeeper {
  /** The last answer of an address; null where none was kept. */
  find(url: string): Promise<KeptAnswer | null>;
  /** Keeps an answer in place of the last one; the same answer again says that it still holds at `readAt`. */
  keep(url: string, answer: KeptAnswer, readAt: Date): Promise<void>;
}

const NOT_MODIFIED = 304;

/**
 * Reads addresses by GET, and lets a source say that nothing changed (RFC 9110, section 13.1): then the kept bytes are
 * the answer. So a poll stays whole, counts as read, and costs the source next to nothing on most days.
 */
export function conditionalFetch(http: GuardedHttp, keeper: AnswerKeeper, now: () => Date): FetchBytes {
  return async (url) => {
    const kept = await keeper.find(url);
    const answer = await fetchUnlessSame(http, url, kept);
    if (answer.etag !== null || answer.lastModified !== null) await keeper.keep(url, answer, now());
    return answer.bytes;
  };
}

async function fetchUnlessSame(http: GuardedHttp, url: string, kept: KeptAnswer | null): Promise<KeptAnswer> {
  try {
    const { bytes, headers } = await http.fetchBytes(url, { headers: kept ? conditionsOf(kept) : {} });
    return { bytes, etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null };
  } catch (error) {
    if (kept && error instanceof HttpError && error.status === NOT_MODIFIED) return kept;
    throw error;
  }
}

function conditionsOf({ etag, lastModified }: KeptAnswer): Record<string, string> {
  return {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(lastModified !== null && { 'if-modified-since': lastModified }),
  };
}
