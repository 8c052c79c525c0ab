import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  url: string;
  authorization: string | undefined;
}

export interface PlainReply {
  status?: number;
  headers?: Record<string, string>;
  /** A string goes out as it is, everything else as JSON. */
  body?: unknown;
}

export type Reply = PlainReply | ((request: IncomingMessage, response: ServerResponse) => void);

/**
 * A FHIR server that does what a test tells it. Paths are given from the base: `ImagingStudy`, or with a query
 * `ImagingStudy?page=2`. Unless told otherwise it knows every patient and finds nothing.
 */
export class FhirServer {
  readonly seen: SeenRequest[] = [];
  private readonly replies = new Map<string, Reply[]>();
  private readonly server: Server;

  private constructor(private readonly root: string) {
    this.server = createServer((request, response) => this.answer(request, response));
  }

  static async start(root = '/fhir/r4'): Promise<FhirServer> {
    const server = new FhirServer(root);
    await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get base(): string {
    return `${this.origin}${this.root}`;
  }

  /** Replies are given in this order; the last one stays. */
  on(path: string, ...replies: Reply[]): this {
    this.replies.set(path, replies);
    return this;
  }

  /** What was asked, from the base, without the page size. */
  asked(prefix = ''): string[] {
    return this.seen.map(({ url }) => this.pathOf(url)).filter((path) => path.startsWith(prefix));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pathOf(url: string): string {
    const path = url.startsWith(this.root) ? url.slice(this.root.length) : url;
    return path.replace(/^\//, '').replace(/&_count=\d+/, '');
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '';
    this.seen.push({ url, authorization: request.headers.authorization });
    const path = this.pathOf(url);
    const replies = this.replies.get(path) ?? this.replies.get(path.split('?')[0] ?? '') ?? [];
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? usual(path);
    if (typeof reply === 'function') reply(request, response);
    else send(response, reply);
  }
}

export function searchset(resources: object[], next?: string): PlainReply {
  const link = [
    { relation: 'self', url: 'http://told.example/' },
    ...(next ? [{ relation: 'next', url: next }] : []),
  ];
  const entry = resources.map((resource) => ({ resource, search: { mode: 'match' } }));
  return { body: { resourceType: 'Bundle', type: 'searchset', link, entry } };
}

export function study(
  id: string,
  patient = 'pat-7',
): { resourceType: string; id: string; [field: string]: unknown } {
  return {
    resourceType: 'ImagingStudy',
    id,
    status: 'available',
    subject: { reference: `Patient/${patient}` },
  };
}

export function outcome(severity: string, code: string, diagnostics?: string): object {
  return { resourceType: 'OperationOutcome', issue: [{ severity, code, diagnostics }] };
}

function usual(path: string): PlainReply {
  const patient = /^Patient\/([^/?]+)$/.exec(path)?.[1];
  return patient ? { body: { resourceType: 'Patient', id: patient } } : searchset([]);
}

function send(response: ServerResponse, reply: PlainReply): void {
  const isText = typeof reply.body === 'string';
  response.writeHead(reply.status ?? 200, { 'content-type': 'application/fhir+json', ...reply.headers });
  response.end(isText ? reply.body : JSON.stringify(reply.body ?? ''));
}
