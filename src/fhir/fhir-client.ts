import { Client, type FhirResponse } from 'fhir-kit-client';
import type { FhirResource } from '../domain/pull.js';
import type { GuardedHttp } from '../lib/guarded-http.js';
import { statusError } from '../lib/http/failure.js';
import { checkedUrl } from '../lib/http/guarded-connect.js';
import { HttpError } from '../lib/http/http-error.js';
import { judgeOutcome, saysPageExpired } from './outcome.js';
import { isObject, isResource, type SearchedType, SEARCHED_TYPES } from './resource.js';
import type { SourceConnection } from './study-source.js';

const PAGE_SIZE = '100';

/** Free text by which servers say "I do not know this type" without the code for it (HAPI among them). */
const UNKNOWN_TYPE = /not supported|unsupported|unknown resource type|does not know how to handle/i;

/** An answer whose status is no success, with what its outcome said; the outcome itself is not kept. */
export class AnswerError extends HttpError {
  override name = 'AnswerError';
  constructor(
    failure: HttpError,
    host: string,
    /** The source will not give this to us: not offered, or not in the scopes granted. */
    readonly refused: boolean,
    readonly pageExpired: boolean,
  ) {
    super(failure.code, host, {
      status: failure.status ?? undefined,
      retryAfterMs: failure.retryAfterMs ?? undefined,
    });
  }
}

/** An answer and the address it was asked at, against which its relative links are read. */
export interface Answer {
  resource: FhirResource;
  address: URL;
}

type Ask = (signal: AbortSignal) => Promise<FhirResponse>;

/**
 * fhir-kit-client for one connection, over the guarded HTTP layer. Requests carry the token only to the origin of the
 * FHIR base. After an answer 401, or one that asks us to come back later, nothing more is asked: every further request
 * fails in the same way at once.
 * @throws HttpError from the constructor where the base address cannot be used, and from every request
 */
export class FhirClient {
  readonly base: URL;
  private readonly client: Client;
  /** Why nothing more is asked. */
  private end: HttpError | null = null;

  constructor(
    private readonly connection: SourceConnection,
    private readonly http: GuardedHttp,
  ) {
    this.base = checkedBase(connection.fhirBase, http);
    this.client = new Client({
      baseUrl: this.base.href.replace(/\/$/, ''),
      customHeaders: {
        'user-agent': http.userAgent,
        'accept-encoding': 'identity',
        // Some servers answer a repeated search from a store of old results unless told not to.
        'cache-control': 'no-cache',
      },
      requestOptions: { dispatcher: http.budget(), redirect: 'manual' },
      requestSigner: (url, request) => this.sign(url, request),
    });
  }

  search(type: SearchedType): Promise<Answer> {
    const searchParams = { [SEARCHED_TYPES[type]]: this.connection.patientId, _count: PAGE_SIZE };
    return this.ask((signal) =>
      this.client.search({ resourceType: type, searchParams, options: { signal } }),
    );
  }

  read(resourceType: string, id: string): Promise<Answer> {
    return this.ask((signal) => this.client.read({ resourceType, id, options: { signal } }));
  }

  /** Asks for a further page; the address must have passed `nextAddress`. */
  follow(address: URL): Promise<Answer> {
    return this.ask((signal) => this.client.request(address.href, { options: { signal } }));
  }

  private async ask(request: Ask): Promise<Answer> {
    if (this.end !== null) throw this.end;
    try {
      return await this.http.send(this.base.host, (signal) => this.answer(request, signal));
    } catch (error) {
      if (error instanceof HttpError && endsAll(error)) {
        const { code, retryAfterMs } = error;
        this.end ??= new HttpError(code, this.base.host, { retryAfterMs: retryAfterMs ?? undefined });
      }
      throw error;
    }
  }

  private async answer(request: Ask, signal: AbortSignal): Promise<Answer> {
    try {
      const response = await request(signal);
      if (!isResource(response)) throw new HttpError('unexpected-content', this.base.host);
      const address = new URL(Client.httpFor(response).request?.url ?? this.base.href);
      // A copy leaves behind the request that the client hangs on the answer, and the token in it.
      return { resource: { ...response }, address };
    } catch (error) {
      throw answerError(error, this.base.host);
    }
  }

  /** Runs before every request, whoever built its address. */
  private sign(url: string, request: RequestInit): void {
    const isOwn = URL.canParse(url) && new URL(url).origin === this.base.origin;
    if (!isOwn) throw new HttpError('foreign-origin', this.base.host);
    const { token } = this.connection;
    if (token !== null && request.headers instanceof Headers)
      request.headers.set('authorization', `Bearer ${token}`);
  }
}

/** By then the request was sent again as often and as late as the limits allow. */
function endsAll({ code, retryAfterMs }: HttpError): boolean {
  return code === 'unauthorized' || retryAfterMs !== null;
}

function checkedBase(fhirBase: string, http: GuardedHttp): URL {
  const base = checkedUrl(fhirBase.trim(), http.privateNetworks);
  if (base.search !== '' || base.hash !== '') throw new HttpError('bad-address', base.host);
  return base;
}

/**
 * The client throws plain errors whose text holds the full address; they are read here and left behind.
 * A body that is valid JSON but no object (`null`, a string) makes it throw a TypeError of its own.
 */
function answerError(thrown: unknown, host: string): unknown {
  if (thrown instanceof Error && 'response' in thrown && isObject(thrown.response)) {
    return statusAnswer(thrown, thrown.response, host);
  }
  const isNoObject = thrown instanceof Error && thrown.message.startsWith('Object.defineProperty');
  return isNoObject ? new HttpError('unexpected-content', host) : thrown;
}

function statusAnswer(thrown: Error, response: Record<string, unknown>, host: string): HttpError {
  const status = Number(response['status']);
  const config = 'config' in thrown && isObject(thrown.config) ? thrown.config : {};
  const headers = config['headers'] instanceof Headers ? config['headers'] : new Headers();
  const failure = statusError(status, (name) => headers.get(name), host);
  return new AnswerError(
    failure,
    host,
    isRefusal(status, response['data']),
    saysPageExpired(response['data']),
  );
}

function isRefusal(status: number, body: unknown): boolean {
  if ([403, 404, 405, 501].includes(status)) return true;
  if (status !== 400 && status !== 422) return false;
  return judgeOutcome(body)?.refused === true || UNKNOWN_TYPE.test(JSON.stringify(body));
}
