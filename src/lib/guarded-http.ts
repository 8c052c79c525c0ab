import { setTimeout as pause } from 'node:timers/promises';
import { Agent, type Dispatcher, fetch, type Response } from 'undici';
import { bodyLimit } from './http/body-limit.js';
import { statusError, toHttpError } from './http/failure.js';
import { checkedUrl, guardedConnector } from './http/guarded-connect.js';
import { HttpError } from './http/http-error.js';
import type { PrivateNetworks } from './http/private-address.js';
import { withRetries } from './http/retry.js';
import { noteTransportErrors, withTransportError } from './http/transport-failure.js';

const MEBIBYTE = 1024 * 1024;

export const HTTP_LIMITS = {
  connectMs: 10_000,
  /** Until the first byte of the answer. */
  headersMs: 60_000,
  /** Between two pieces of the answer. */
  bodyMs: 30_000,
  /** From sending to the last byte, whatever the pieces do. */
  deadlineMs: 120_000,
  answerBytes: 50 * MEBIBYTE,
  /** All answers of one `budget()` together. */
  budgetBytes: 128 * MEBIBYTE,
  /** Of one answer that a person waits for, all of it. */
  askMs: 20_000,
  attempts: 4,
  longestPauseMs: 60_000,
};

export interface HttpSettings {
  privateNetworks: PrivateNetworks;
  userAgent?: string;
  limits?: Partial<typeof HTTP_LIMITS>;
  /** Pauses between attempts; given by tests. */
  wait?: (ms: number) => Promise<void>;
}

export interface FetchOptions {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** Content types that are taken, e.g. `text/csv`; left out, any is. */
  accept?: string[];
}

export interface FetchedBytes {
  bytes: Buffer;
  contentType: string;
  /** Of the answer, by lower-case name. */
  headers: Record<string, string>;
  cookies: string[];
}

/** An answer of any status, whole. */
export interface Answered {
  status: number;
  contentType: string;
  bytes: Buffer;
  host: string;
}

/**
 * The one way to the outside. Each request has time-outs and a size limit, goes to allowed addresses only, follows no
 * redirect, is sent again where the server asks for patience, and fails with an HttpError that is fit to be shown.
 */
export class GuardedHttp {
  readonly userAgent: string;
  readonly privateNetworks: PrivateNetworks;
  private readonly limits: typeof HTTP_LIMITS;
  private readonly agent: Agent;
  private readonly wait: (ms: number) => Promise<void>;

  constructor(settings: HttpSettings) {
    this.limits = { ...HTTP_LIMITS, ...settings.limits };
    this.privateNetworks = settings.privateNetworks;
    this.userAgent = settings.userAgent ?? 'Scanwarden/0.1';
    this.wait = settings.wait ?? ((ms) => pause(ms));
    this.agent = new Agent({
      connect: guardedConnector(settings.privateNetworks, this.limits.connectMs),
      headersTimeout: this.limits.headersMs,
      bodyTimeout: this.limits.bodyMs,
    });
  }

  /** A way out whose answers together may not pass `budgetBytes`; for a client that does its own requests. */
  budget(): Dispatcher {
    const limit = bodyLimit(this.limits.answerBytes, this.limits.budgetBytes);
    return this.agent.compose(limit, noteTransportErrors());
  }

  /**
   * Runs a request under the deadline, again where it failed for a passing reason.
   * @param request sends once, over `budget()`, and gives up when the signal says so
   * @throws HttpError
   */
  async send<T>(host: string, request: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { attempts, longestPauseMs } = this.limits;
    return withRetries(() => this.sendOnce(host, request), { attempts, longestPauseMs, wait: this.wait });
  }

  /**
   * The body of one address, for feeds.
   * @throws HttpError
   */
  async fetchBytes(address: string, options: FetchOptions = {}): Promise<FetchedBytes> {
    const url = checkedUrl(address, this.privateNetworks);
    const dispatcher = this.budget();
    return this.send(url.host, async (signal) => {
      const answer = await this.fetchOnce(url, options, dispatcher, signal);
      return readBytes(answer, url.host, options.accept);
    });
  }

  /**
   * What one address answers, whatever its status, asked once: for requests that may not be repeated, and for people
   * who wait. A redirect is handed back, never followed.
   * @throws HttpError
   */
  async ask(address: string, options: FetchOptions = {}): Promise<Answered> {
    const url = checkedUrl(address, this.privateNetworks);
    const dispatcher = this.agent.compose(bodyLimit(MEBIBYTE, MEBIBYTE), noteTransportErrors());
    const request = async (signal: AbortSignal): Promise<Answered> => {
      const answer = await this.fetchOnce(url, options, dispatcher, signal);
      const bytes = Buffer.from(await answer.arrayBuffer());
      return { status: answer.status, contentType: contentTypeOf(answer), bytes, host: url.host };
    };
    return this.sendOnce(url.host, request, this.limits.askMs);
  }

  /** Ends open connections; requests under way fail. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private fetchOnce(
    url: URL,
    options: FetchOptions,
    dispatcher: Dispatcher,
    signal: AbortSignal,
  ): Promise<Response> {
    return fetch(url, {
      method: options.method ?? 'GET',
      headers: { ...options.headers, 'user-agent': this.userAgent, 'accept-encoding': 'identity' },
      body: options.body ?? null,
      redirect: 'manual',
      dispatcher,
      signal,
    });
  }

  private async sendOnce<T>(
    host: string,
    request: (signal: AbortSignal) => Promise<T>,
    deadlineMs = this.limits.deadlineMs,
  ): Promise<T> {
    const deadline = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const error = new HttpError('timeout', host);
        deadline.abort(error);
        reject(error);
      }, deadlineMs);
    });
    try {
      return await Promise.race([withTransportError(() => request(deadline.signal)), late]);
    } catch (error) {
      throw toHttpError(error, host);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function readBytes(
  answer: Response,
  host: string,
  accept: string[] | undefined,
): Promise<FetchedBytes> {
  const contentType = contentTypeOf(answer);
  const isTaken = accept?.includes(contentType) ?? true;
  if (!answer.ok || !isTaken) {
    await answer.body?.cancel();
    throw answer.ok
      ? new HttpError('unexpected-content', host, { status: answer.status })
      : statusError(answer.status, (name) => answer.headers.get(name), host);
  }
  const bytes = Buffer.from(await answer.arrayBuffer());
  return {
    bytes,
    contentType,
    headers: Object.fromEntries(answer.headers),
    cookies: answer.headers.getSetCookie(),
  };
}

function contentTypeOf(answer: Response): string {
  return (answer.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
