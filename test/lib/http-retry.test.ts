import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HttpError, type HttpErrorCode } from '../../src/lib/http/http-error.js';
import { askedPauseMs, withRetries } from '../../src/lib/http/retry.js';

const NOW = new Date('2026-03-01T12:00:00Z');

function asked(headers: Record<string, string>): number | undefined {
  return askedPauseMs((name) => headers[name] ?? null, NOW);
}

describe('the pause a server asks for', () => {
  it.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': ' 1.5 ' }, 1_500],
    [{ 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' }, 0],
    [{ 'x-ms-retry-after-ms': '250' }, 250],
    [{ 'retry-after': '3', 'x-ms-retry-after-ms': '250' }, 3_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-5x' }, undefined],
    [{}, undefined],
  ])('is read from %j', (headers, ms) => {
    expect(asked(headers as Record<string, string>)).toBe(ms);
  });

  it('is never below zero nor unreadable, whatever the header holds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = asked({ 'retry-after': text, 'x-ms-retry-after-ms': text });
        expect(ms === undefined || (Number.isFinite(ms) && ms >= 0)).toBe(true);
      }),
    );
  });
});

describe('asking again', () => {
  const tries = async (
    code: HttpErrorCode,
    retryAfterMs?: number,
  ): Promise<{ sent: number; pauses: number[] }> => {
    const pauses: number[] = [];
    let sent = 0;
    const wait = async (ms: number) => void pauses.push(ms);
    const send = async () => {
      sent += 1;
      throw new HttpError(code, 'hospital.example', { retryAfterMs });
    };
    await expect(withRetries(send, { attempts: 4, longestPauseMs: 60_000, wait })).rejects.toMatchObject({
      code,
    });
    return { sent, pauses };
  };

  it.each<HttpErrorCode>(['throttled', 'unavailable', 'connection-lost'])(
    'is done after %s',
    async (code) => {
      expect(await tries(code)).toEqual({ sent: 4, pauses: [1_000, 2_000, 4_000] });
    },
  );

  it.each<HttpErrorCode>([
    'server-error',
    'unauthorized',
    'timeout',
    'private-address',
    'foreign-origin',
    'redirect',
  ])('is not done after %s', async (code) => {
    expect(await tries(code)).toEqual({ sent: 1, pauses: [] });
  });

  it('waits as long as the server asks, and leaves it alone where that is past the bound', async () => {
    expect((await tries('throttled', 60_000)).pauses).toEqual([60_000, 60_000, 60_000]);
    expect(await tries('throttled', 6 * 3_600_000)).toEqual({ sent: 1, pauses: [] });
  });
});
