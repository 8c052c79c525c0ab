import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../src/config/config.js';
import type { App } from '../../support/app.js';
import { startApp } from '../../support/app.js';
import { Story } from '../pages/support/story.js';
import { type ServiceApp, startServiceApp } from '../service/support/service-app.js';
import { type Page, wordsOf } from '../service/support/visitor.js';
import { Browser } from './support/browser.js';
import { withoutTokens } from '../support/without-token.js';

let app: App;
let proxied: ServiceApp;
beforeAll(async () => {
  app = await startApp();
  proxied = await startServiceApp({ trustProxy: ['loopback'] });
});
afterAll(async () => {
  await app.close();
  await proxied.close();
});

/** Somebody behind a proxy that we trust. */
function from(address: string): Browser {
  return new Browser(proxied.stranger.origin, '', { 'x-forwarded-for': address });
}

async function statuses(count: number, ask: (at: number) => Promise<Page>): Promise<number[]> {
  const all: number[] = [];
  for (let at = 0; at < count; at += 1) all.push((await ask(at)).status);
  return [...new Set(all)];
}

async function emailOf(name: string): Promise<string> {
  const id = await new Story(app).account(name);
  const [row] = await app.query<{ email: string }>('SELECT email FROM account WHERE id = $1', [id]);
  return row!.email;
}

describe('links for one address', () => {
  it('are asked for five times an hour, whether it is known or not, from wherever', async () => {
    const refusals: string[] = [];
    for (const email of ['never-heard-of@family.test', await emailOf('Elena')]) {
      const ask = (): Promise<Page> => new Browser(app.origin).post('/sign-in', { email });
      expect(await statuses(5, ask)).toEqual([200]);
      const refused = await new Browser(app.origin).post('/sign-in', { email: email.toUpperCase() });
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000);
      expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(3600);
      refusals.push(withoutTokens(refused.html));
    }
    expect(refusals[0]).toBe(refusals[1]);
    expect(refusals[0]).toContain('You can try again in 60 minutes.');
  });

  it('may be asked for again once the hour is over', async () => {
    const email = 'later@family.test';
    const ask = (): Promise<Page> => new Browser(app.origin).post('/sign-in', { email });
    expect(await statuses(6, ask)).toEqual([200, 429]);
    await app.query('UPDATE try_count SET ends_at = now()');
    expect((await ask()).status).toBe(200);
  });

  it('are counted by what all processes share', async () => {
    const other = await startServiceApp();
    await other.query('INSERT INTO try_count (key, tries, ends_at) VALUES ($1, 1, now())', [
      Buffer.alloc(32),
    ]);
    await other.stranger.get('/sign-in');
    await new Browser(other.stranger.origin).post('/sign-in', { email: 'one@family.test' });
    const rows = await other.query<{ tries: number }>('SELECT tries FROM try_count');
    // One for the network, one for the address; the row whose window was over is gone.
    expect(rows.map(({ tries }) => tries)).toEqual([1, 1]);
    await other.close();
  });
});

describe('tries from one network', () => {
  it('are held back after thirty links, and nobody else’s are', async () => {
    const ask = (at: number): Promise<Page> =>
      from('203.0.113.7').post('/sign-in', { email: `one-${at}@family.test` });
    expect(await statuses(31, ask)).toEqual([200, 429]);
    expect((await from('203.0.113.8').post('/sign-in', { email: 'two@family.test' })).status).toBe(200);
  });

  it('are those of one household, whichever of its IPv6 addresses they come from', async () => {
    const ask = (at: number): Promise<Page> =>
      from(`2001:db8:1:2::${at.toString(16)}`).post('/sign-in/confirm', { token: `guess-${at}` });
    expect(await statuses(31, ask)).toEqual([410, 429]);
    expect((await from('2001:db8:1:3::1').post('/sign-in/confirm', { token: 'guess' })).status).toBe(410);
  });

  it('are told so in the language of the reader', async () => {
    const spanish = { 'x-forwarded-for': '203.0.113.7', 'accept-language': 'es' };
    const page = await new Browser(proxied.stranger.origin, '', spanish).post('/sign-in', {
      email: 'otra@family.test',
    });
    expect(page.status).toBe(429);
    expect(wordsOf(page)).toContain('Se intentó demasiadas veces.');
  });

  it('are told by the connection itself where no proxy is trusted', async () => {
    const ask = (at: number): Promise<Page> =>
      new Browser(app.origin, '', { 'x-forwarded-for': `198.51.100.${at}` }).post('/sign-in/confirm', {
        token: `guess-${at}`,
      });
    expect(await statuses(31, ask)).toEqual([410, 429]);
  });
});

describe('TRUST_PROXY', () => {
  it.each([
    [undefined, null],
    ['1', 1],
    ['loopback, 10.0.0.0/8', ['loopback', '10.0.0.0/8']],
    ['2001:db8::1', ['2001:db8::1']],
  ])('%s is understood', async (given, trusted) => {
    expect((await readConfig({ SECRET_KEY: 'x'.repeat(32), TRUST_PROXY: given })).trustProxy).toEqual(
      trusted,
    );
  });

  it.each(['true', '0', '10.0.0.0/33', 'proxy.example', '10.0.0.1,,10.0.0.2'])(
    '%s is refused',
    async (given) => {
      await expect(readConfig({ SECRET_KEY: 'x'.repeat(32), TRUST_PROXY: given })).rejects.toThrow(
        'TRUST_PROXY is the number of proxies',
      );
    },
  );
});
