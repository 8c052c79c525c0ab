import { types } from 'node:util';
import { HttpError, type HttpErrorCode } from './http-error.js';
import { askedPauseMs } from './retry.js';

const BY_STATUS: Readonly<Record<number, HttpErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  410: 'not-found',
  429: 'throttled',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

const BY_CAUSE: Readonly<Record<string, HttpErrorCode>> = {
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_SOCKET: 'connection-lost',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'connection-lost',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  UND_ERR_HEADERS_OVERFLOW: 'unexpected-content',
};

const { isNativeError } = types;
const TLS_CAUSE = /^ERR_(SSL|TLS)_|^CERT_|CERTIFICATE|SELF_SIGNED|UNABLE_TO_|^EPROTO$/;
const LONGEST_CHAIN = 10;

/** The error for an answer whose status is not a success. */
export function statusError(
  status: number,
  header: (name: string) => string | null,
  host: string,
): HttpError {
  const retryAfterMs = askedPauseMs(header, new Date());
  return new HttpError(codeOfStatus(status), host, {
    status,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function codeOfStatus(status: number): HttpErrorCode {
  const known = BY_STATUS[status];
  if (known) return known;
  if (status >= 500) return 'server-error';
  if (status >= 400) return 'bad-request';
  return status >= 300 ? 'redirect' : 'unexpected-content';
}

/**
 * Turns whatever a request threw into an HttpError. The thrown error is dropped on purpose, not kept as the cause:
 * HTTP libraries put the full address, and with it the patient's id, into their messages.
 */
export function toHttpError(thrown: unknown, host: string): HttpError {
  for (let error = thrown, step = 0; isNativeError(error) && step < LONGEST_CHAIN; step += 1) {
    if (error instanceof HttpError) return error;
    const code = codeOfCause(error);
    if (code) return new HttpError(code, host);
    error = firstCause(error);
  }
  return new HttpError('request-failed', host);
}

function codeOfCause(error: NodeJS.ErrnoException): HttpErrorCode | undefined {
  if (error.name === 'HTTPParserError') return 'unexpected-content';
  const cause = String(error.code ?? '');
  return TLS_CAUSE.test(cause) ? 'insecure' : BY_CAUSE[cause];
}

/** Node gathers the attempts on several addresses of one name in an AggregateError. */
function firstCause(error: Error): unknown {
  return 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : error.cause;
}
