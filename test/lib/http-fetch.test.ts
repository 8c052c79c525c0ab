import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  type FetchOptions,
  type FetchedBytes,
  GuardedHttp,
  type HttpSettings,
} from '../../src/lib/guarded-http.js';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path?secret=1`;
}

async function fetched(
  url: string,
  options?: FetchOptions,
  settings?: Partial<HttpSettings>,
): Promise<FetchedBytes> {
  const http = new GuardedHttp({ privateNetworks: 'loopback', wait: async () => undefined, ...settings });
  try {
    return await http.fetchBytes(url, options);
  } finally {
    await http.close();
  }
}

describe('fetching a feed', () => {
  it('brings the bytes as they are, with their type', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'Text/CSV; charset=utf-8', 'set-cookie': 'a=1' });
      response.end(Buffer.from([0xef, 0xbb, 0xbf, 0x41]));
    });

    const answer = await fetched(url, { accept: ['text/csv'] });

    expect(answer).toMatchObject({ contentType: 'text/csv', cookies: ['a=1'] });
    expect(answer.bytes).toEqual(Buffer.from([0xef, 0xbb, 0xbf, 0x41]));
  });

  it('sends a form, and says who asks', async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(
        String(request.method),
        String(request.headers['user-agent']),
        String(request.headers.cookie),
      );
      request.on('data', (data) => seen.push(String(data))).on('end', () => response.end());
    });

    await fetched(url, { method: 'POST', body: 'view=archive', headers: { cookie: 'a=1' } });

    expect(seen).toEqual(['POST', 'Scanwarden/0.1', 'a=1', 'view=archive']);
  });

  it.each<[string, RequestListener, string]>([
    [
      'HTML in place of the file',
      (_, response) => void response.setHeader('content-type', 'text/html').end('<p>'),
      'unexpected-content',
    ],
    [
      'a redirect',
      (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      'redirect',
    ],
    ['a missing file', (_, response) => void response.writeHead(404).end('x'), 'not-found'],
    ['a server error', (_, response) => void response.writeHead(500).end('x'), 'server-error'],
    ['silence', () => undefined, 'timeout'],
    [
      'a long file',
      (_, response) => void response.setHeader('content-type', 'text/csv').end('x'.repeat(5_000)),
      'too-large',
    ],
    [
      'a file that says its length',
      (_, response) => void response.writeHead(200, { 'content-length': '99999' }).write('x'),
      'too-large',
    ],
    [
      'a small file that unfolds',
      (_, response) =>
        void response.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(1_000_000))),
      'compressed',
    ],
  ])('refuses %s, and tells neither path nor query', async (_name, listener, code) => {
    const url = await serve(listener);

    const failure = await fetched(
      url,
      { accept: ['text/csv'] },
      { limits: { deadlineMs: 300, answerBytes: 4_000 } },
    ).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code });
    expect(String(failure) + JSON.stringify(failure)).not.toContain('secret');
    expect((failure as Error).cause).toBeUndefined();
  });

  it('asks no private address where that is off', async () => {
    const url = await serve((_request, response) => response.end('x'));

    await expect(fetched(url, {}, { privateNetworks: 'none' })).rejects.toMatchObject({
      code: 'private-address',
    });
  });
});
