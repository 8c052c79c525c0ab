import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../src/config/config.js';
import { type ServiceApp, startServiceApp } from './support/service-app.js';
import { type Page, wordsOf } from './support/visitor.js';

let app: ServiceApp;
let civic: ServiceApp;
beforeAll(async () => {
  app = await startServiceApp();
  civic = await startServiceApp({ civicPage: true });
});
afterAll(async () => {
  await app.close();
  await civic.close();
});

function inSpanish(page: Page): boolean {
  return page.html.includes('<h1 lang="es">');
}

describe('the guides', () => {
  it('are listed on the help page, and can be read without a sign-in', async () => {
    const help = await app.stranger.get('/help');
    const paths = [...help.html.matchAll(/href="(\/guides\/[\w-]+)"/g)].map(([, path]) => path!);
    expect(paths).toHaveLength(7);
    for (const path of paths) expect((await app.stranger.get(path)).status).toBe(200);
    expect(wordsOf(await app.stranger.get('/guides/ai-and-you'))).toContain('Faces and tattoos');
    expect((await app.stranger.get('/guides/no-such-guide')).status).toBe(404);
  });

  it('speak the language that the browser likes best, or the one that is asked for', async () => {
    const liked = await app.stranger.send('/guides', {
      headers: { 'accept-language': 'es-MX,es;q=0.9,en;q=0.5' },
    });
    expect(inSpanish(liked)).toBe(true);
    expect(liked.headers.get('vary')).toContain('Accept-Language');
    expect(liked.html).toMatch(/href="\/guides\?lang&#x3D;en" hreflang="en">Read this in English</);
    const unknown = await app.stranger.send('/guides', { headers: { 'accept-language': 'tlh' } });
    expect(inSpanish(unknown)).toBe(false);
    const asked = await app.stranger.get('/guides?lang=es');
    expect(inSpanish(asked)).toBe(true);
    expect(asked.html).toContain('href="/guides/extortion?lang&#x3D;es"');
    expect(inSpanish(await app.stranger.get('/guides/extortion?lang=es'))).toBe(true);
    expect(inSpanish(await app.stranger.get('/guides/extortion?lang=xx&lang=es'))).toBe(false);
  });

  it('speak the language of the account, whatever the browser likes', async () => {
    const rosa = await app.signIn('rosa@family.test');
    await app.query(`UPDATE account SET locale = 'es' WHERE id = $1`, [rosa.accountId]);
    const page = await rosa.send('/guides/what-we-see', { headers: { 'accept-language': 'en' } });
    expect(wordsOf(page)).toContain('Qué podemos ver');
    expect(inSpanish(await rosa.get('/guides/what-we-see?lang=en'))).toBe(false);
  });

  it('show how to write to somebody elected only where CIVIC_PAGE is on', async () => {
    const path = '/guides/write-to-officials';
    expect((await app.stranger.get(path)).status).toBe(404);
    expect((await civic.stranger.get(path)).status).toBe(200);
    expect((await civic.stranger.get('/help')).html).toContain(`href="${path}"`);
    const configured = (CIVIC_PAGE: string) =>
      readConfig({ SECRET_KEY: 'a key for tests, thirty-two bytes long at least', CIVIC_PAGE });
    expect([(await configured('on')).civicPage, (await configured('')).civicPage]).toEqual([true, false]);
    await expect(configured('yes')).rejects.toThrow('CIVIC_PAGE');
  });
});
