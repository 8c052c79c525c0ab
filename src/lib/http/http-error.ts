import { OutsideError } from '../errors.js';

/** Stable names of what can go wrong with a request; code decides by these, never by the sentence. */
export type HttpErrorCode = keyof typeof FAILURES;

interface Failure {
  /** Trying again cannot help until a person changes something. */
  permanent: boolean;
  says: (host: string) => string;
}

const FAILURES = {
  'bad-address': {
    permanent: true,
    says: () =>
      'the address given cannot be used: it must start with https:// or http:// and hold no user name or password',
  },
  'private-address': {
    permanent: true,
    says: (host) =>
      `${host} is an address inside a private network, which is not allowed here: ALLOW_PRIVATE_NETWORKS decides that`,
  },
  'foreign-origin': {
    permanent: true,
    says: (host) =>
      `${host} named a page on another server; it was not followed, because access is given to this server only: tell its operator`,
  },
  redirect: {
    permanent: true,
    says: (host) => `${host} sent us on to another address, which is not followed: check the address`,
  },
  unreachable: {
    permanent: false,
    says: (host) =>
      `${host} cannot be reached: check the address and the network; it will be asked again at the next pull`,
  },
  insecure: {
    permanent: true,
    says: (host) =>
      `no secure connection to ${host} could be made: its certificate or TLS setting is at fault; tell its operator`,
  },
  timeout: {
    permanent: false,
    says: (host) => `${host} did not answer in time; it will be asked again at the next pull`,
  },
  'connection-lost': {
    permanent: false,
    says: (host) => `${host} broke off the connection; it will be asked again at the next pull`,
  },
  'too-large': {
    permanent: true,
    says: (host) =>
      `${host} sent more than is accepted at once, so its answer was cut off: ask its operator for smaller pages`,
  },
  compressed: {
    permanent: true,
    says: (host) =>
      `${host} sent a compressed answer although none was asked for: tell its operator to honour Accept-Encoding`,
  },
  'unexpected-content': {
    permanent: false,
    says: (host) =>
      `${host} answered with something other than what was asked for: check the address; a maintenance page passes by itself`,
  },
  unauthorized: {
    permanent: true,
    says: (host) =>
      `${host} does not accept the access of this connection: the connection must be linked again`,
  },
  forbidden: { permanent: true, says: (host) => `${host} does not allow this to be read` },
  'not-found': { permanent: true, says: (host) => `${host} has nothing at this address` },
  'bad-request': { permanent: true, says: (host) => `${host} does not accept this request` },
  throttled: {
    permanent: false,
    says: (host) => `${host} asks for fewer requests; it will be asked again at the next pull`,
  },
  unavailable: {
    permanent: false,
    says: (host) => `${host} is not available at the moment; it will be asked again at the next pull`,
  },
  'server-error': {
    permanent: false,
    says: (host) =>
      `${host} failed while answering; it will be asked again at the next pull: if it stays, tell its operator`,
  },
  'request-failed': {
    permanent: false,
    says: (host) =>
      `the request to ${host} failed in a way not known here; it will be asked again at the next pull`,
  },
} satisfies Record<string, Failure>;

/** What an answer said beside its body: the status, and how long to wait where it said so. */
export interface AnswerFacts {
  status?: number | undefined;
  retryAfterMs?: number | undefined;
}

/**
 * A request failed. The message names the host and what to do; it never holds a path, a query, a token or text from
 * the answer, so that it can stand in logs and on pages.
 */
export class HttpError extends OutsideError {
  override name = 'HttpError';
  readonly status: number | null;
  readonly retryAfterMs: number | null;

  constructor(
    readonly code: HttpErrorCode,
    readonly host: string,
    facts: AnswerFacts = {},
  ) {
    super(FAILURES[code].says(host), FAILURES[code].permanent);
    this.status = facts.status ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }
}
