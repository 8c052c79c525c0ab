import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MailboxStore } from '../../../src/store/mailbox.store.js';
import { type ServiceApp, startServiceApp } from './support/service-app.js';
import { type Visitor, wordsOf } from './support/visitor.js';

let app: ServiceApp;
let secure: ServiceApp;
let operator: Visitor;
let mail: string;
beforeAll(async () => {
  app = await startServiceApp();
  secure = await startServiceApp({ publicUrl: 'https://scans.test' });
  operator = await app.signIn('operator@scans.test', ['operator']);
  const raw = Buffer.from('Subject: A\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>');
  await app
    .get(MailboxStore)
    .keep(raw, { from: 'a@scans.test', to: 'b@scans.test' }, `<${randomUUID()}@scans.test>`);
  mail = /\/mailbox\/[0-9a-f-]{36}/.exec((await operator.get('/mailbox')).html)?.[0] ?? '';
});
afterAll(async () => {
  await app.close();
  await secure.close();
});

/** As a browser that has a copy asks; `fetch` would ask past every copy. Gives the status. */
async function conditional(path: string, etag: string): Promise<number | undefined> {
  const request = get(app.stranger.origin + path, {
    headers: { 'if-none-match': etag, 'accept-encoding': 'gzip' },
  });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

const PAGES = [
  '/our-mail',
  '/mailbox',
  '/sandbox',
  '/feeds',
  '/no-such-page',
  '/unsubscribe/x',
  '/health/live',
  '/metrics',
];

describe('every answer', () => {
  it.each([...PAGES, '/assets/site.css', '/sandbox/lakeside/fhir/metadata'])(
    'lets nothing of others in, and nobody frame it: %s',
    async (path) => {
      const { headers } = await operator.get(path);
      const policy = headers.get('content-security-policy')?.split(';') ?? [];
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "style-src 'self'",
          "img-src 'self'",
          "form-action 'self'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
        ]),
      );
      expect(policy.join()).not.toMatch(/unsafe|frame-src|script-src/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.has('x-powered-by')).toBe(false);
    },
  );

  it.each(PAGES)('is kept nowhere: %s', async (path) => {
    expect((await operator.get(path)).headers.get('cache-control')).toBe('no-store');
  });

  it('frames nothing but a kept mail, and that as a stranger', async () => {
    const page = await operator.get(mail);
    expect(page.headers.get('content-security-policy')).toContain("frame-src 'self'");
    const framed = await operator.get(`${mail}/html`);
    const policy = framed.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).toMatch(/sandbox(?!.*allow-(scripts|same-origin|forms))/);
  });

  it('asks for https for a year only where the service has it', async () => {
    expect((await operator.get('/our-mail')).headers.has('strict-transport-security')).toBe(false);
    const { headers } = await secure.stranger.get('/our-mail');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  });
});

/** As a client that takes this encoding, or names none, is answered; `fetch` would take the answer apart. */
async function encodingOf(path: string, asked?: string): Promise<string | undefined> {
  const headers = asked === undefined ? {} : { 'accept-encoding': asked };
  const [response] = (await once(get(app.stranger.origin + path, { headers }), 'response')) as [
    IncomingMessage,
  ];
  response.resume();
  expect(response.headers.vary).toContain('Accept-Encoding');
  return response.headers['content-encoding'];
}

describe.each(['/our-mail', '/assets/site.css', '/assets/webauthn/index.umd.min.js'])('%s', (path) => {
  it('travels compressed to whoever takes that, and as it is to everybody else', async () => {
    expect(await encodingOf(path, 'br;q=0, gzip')).toBe('gzip');
    expect(await encodingOf(path, 'gzip;q=0')).toBeUndefined();
    expect(await encodingOf(path, 'identity')).toBeUndefined();
  });
});

describe('the token of a form', () => {
  it('looks different each time, so that the length of a compressed page tells nothing of it', async () => {
    const tokenOf = async (): Promise<string | undefined> =>
      /name="_csrf" value="([^"]+)"/.exec((await operator.get('/our-mail')).html)?.[1];
    const [first, second] = [await tokenOf(), await tokenOf()];
    expect(first).toHaveLength(86);
    expect(second).not.toBe(first);
  });
});

describe('the stylesheet', () => {
  it('is sent once, and asked after from then on', async () => {
    const first = await app.stranger.get('/assets/site.css');
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    const again = await conditional('/assets/site.css', first.headers.get('etag') ?? '');
    expect(again).toBe(304);
  });

  it('opens no way to other files', async () => {
    for (const path of [
      '/assets/',
      '/assets/../pages/home.hbs',
      '/assets/%2e%2e/pages/home.hbs',
      '/assets/.env',
    ])
      expect((await app.stranger.get(path)).status).toBe(404);
  });
});

describe('what is too large', () => {
  it('is refused on a page in words', async () => {
    const body = new URLSearchParams({ _csrf: 'x'.repeat(70_000) });
    const page = await app.stranger.send('/unsubscribe/x', { method: 'POST', body });
    expect(page.status).toBe(413);
    expect(wordsOf(page)).toContain('We did not take it.');
  });

  it('is refused for its number of fields too, before any of them is read', async () => {
    const body = Array.from({ length: 200 }, (_, index) => `f${index}=1`).join('&');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const page = await app.stranger.send('/unsubscribe/x', { method: 'POST', body, headers });
    expect(page.status).toBe(413);
  });
});
