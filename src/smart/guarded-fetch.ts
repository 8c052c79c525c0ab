import type { CustomFetch } from 'openid-client';
import type { GuardedHttp } from '../lib/guarded-http.js';
import { statusError } from '../lib/http/failure.js';

/**
 * `fetch` for openid-client that goes out by the one guarded way: allowed addresses only, no redirect, time-outs, a
 * size limit, and never a second time by itself, since a refresh token may be worth something once only. A server that
 * fails or asks for patience is an HttpError, so that an outage never looks like an answer.
 */
export function guardedFetch(http: GuardedHttp): CustomFetch {
  return async (address, { method, headers, body }) => {
    const { status, contentType, bytes, host } = await http.ask(address, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(body !== null && body !== undefined && { body: String(body) }),
    });
    const answered = status >= 200 && (status < 300 || (status >= 400 && status < 500 && status !== 429));
    if (!answered) throw statusError(status, () => null, host);
    // The content type alone: a challenge in the head would hide the error that the body names.
    return new Response(status === 204 ? null : new Uint8Array(bytes), {
      status,
      headers: { 'content-type': contentType },
    });
  };
}
