import { HttpError, type HttpErrorCode } from './http-error.js';

/** Failures that pass by themselves. A 500 is not among them: the same question gets the same answer. */
const PASSING: ReadonlySet<HttpErrorCode> = new Set(['throttled', 'unavailable', 'connection-lost']);

const FIRST_PAUSE_MS = 1_000;

export interface RetryRules {
  /** How often a request is sent at most, the first time included. */
  attempts: number;
  /** The longest pause between two. */
  longestPauseMs: number;
  wait: (ms: number) => Promise<void>;
}

/**
 * Sends again what failed for a passing reason, after the pause the server asked for, else 1, 2, 4 … seconds. A server
 * that asks for a longer pause than the longest is not asked again: whoever called learns from the error how long to wait.
 */
export async function withRetries<T>(send: () => Promise<T>, rules: RetryRules): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const again = error instanceof HttpError && PASSING.has(error.code) && attempt < rules.attempts;
      if (!again || (error.retryAfterMs ?? 0) > rules.longestPauseMs) throw error;
      const pause = error.retryAfterMs ?? Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), rules.longestPauseMs);
      await rules.wait(pause);
    }
  }
}

/**
 * How long an answer asks us to wait, in ms, or undefined. Reads Retry-After as seconds (fractions are seen in the
 * field) or as a date (RFC 9110, section 10.2.3), and Azure's x-ms-retry-after-ms.
 */
export function askedPauseMs(header: (name: string) => string | null, now: Date): number | undefined {
  const asked = header('retry-after')?.trim() ?? '';
  if (/^\d{1,9}(\.\d{1,9})?$/.test(asked)) return Number(asked) * 1000;
  const milliseconds = header('x-ms-retry-after-ms')?.trim() ?? '';
  if (/^\d{1,12}$/.test(milliseconds)) return Number(milliseconds);
  const until = Date.parse(asked);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now.getTime());
}
