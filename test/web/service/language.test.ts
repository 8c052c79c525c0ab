import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ServiceApp, startServiceApp } from './support/service-app.js';
import { type Page, Visitor, wordsOf } from './support/visitor.js';

let app: ServiceApp;
beforeAll(async () => {
  app = await startServiceApp();
});
afterAll(() => app.close());

const SPANISH = { 'accept-language': 'es-MX,es;q=0.9,en;q=0.5' };

function languageOf({ html }: Page): string | undefined {
  return /<html lang="(\w+)">/.exec(html)?.[1];
}

/** Chooses on a page, as its form does. */
async function choose(language: string, referer: string): Promise<Page> {
  const { html } = await app.stranger.get('/sign-in');
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  return app.stranger.send('/language', {
    method: 'POST',
    headers: { referer },
    body: new URLSearchParams({ _csrf, language }),
  });
}

function withCookieOf(answer: Page): Visitor {
  return new Visitor(app.stranger.origin, answer.headers.get('set-cookie')!.split(';')[0]!);
}

describe('the language of who is not signed in', () => {
  it.each([
    '/sign-in',
    '/sign-in/no-such-link',
    '/our-mail',
    '/help',
    '/breaches',
    '/guides',
    '/no-such-page',
  ])('is the one that the browser likes best, on %s', async (path) => {
    const liked = await app.stranger.send(path, { headers: SPANISH });
    expect(languageOf(liked)).toBe('es');
    expect(liked.headers.get('vary')).toContain('Accept-Language');
    expect(languageOf(await app.stranger.get(path))).toBe('en');
    expect(languageOf(await app.stranger.send(path, { headers: { 'accept-language': 'tlh' } }))).toBe('en');
  });

  it('is chosen at the foot of a page, which comes back in it with what was asked for', async () => {
    const { origin } = app.stranger;
    const answer = await choose('es', `${origin}/help?from=mail`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/help?from=mail']);
    const reader = withCookieOf(answer);
    expect(languageOf(await reader.follow(answer))).toBe('es');
    expect(wordsOf(await reader.get('/sign-in'))).toContain('Le enviamos un enlace.');
    const back = withCookieOf(await choose('en', `${origin}/sign-in`));
    expect(languageOf(await back.send('/sign-in', { headers: SPANISH }))).toBe('en');
  });

  it('leads nowhere but to a page of ours, and is one that we write', async () => {
    const { origin } = app.stranger;
    for (const [from, to] of [
      ['https://elsewhere.example/trap', '/'],
      [`${origin}//elsewhere.example/trap`, '/elsewhere.example/trap'],
      ['', '/'],
    ])
      expect((await choose('es', from!)).headers.get('location')).toBe(to);
    expect((await choose('tlh', `${origin}/help`)).status).toBe(400);
    const unasked = await app.stranger.send('/language', {
      method: 'POST',
      body: new URLSearchParams({ language: 'es' }),
    });
    expect([unasked.status, unasked.headers.get('set-cookie')]).toEqual([403, null]);
  });
});

describe('the language of an account', () => {
  it('is that of its pages, whatever the browser likes, and of what they refuse', async () => {
    const visitor = await app.signIn('lengua@family.test');
    await visitor.post('/settings/language', { language: 'es' });
    const page = await visitor.get('/settings');
    expect(languageOf(page)).toBe('es');
    expect(page.html).toContain('<option value="week-1">lunes</option>');
    expect(page.html).toContain('<optgroup label="Europa">');
    expect(page.html).not.toContain('action="/language"');
    const refused = await visitor.post('/settings/quiet-hours', { from: '9', until: '10' });
    expect(wordsOf(refused)).toContain('Dé las dos horas con hora y minutos, como 21:00.');
    const old = await visitor.post('/settings/language', { language: 'en', _csrf: 'old' });
    expect(wordsOf(old)).toContain('El formulario era demasiado viejo, o vino de otro sitio.');
  });

  it('tells why a webhook took nothing, and an answer that it does not know as it is', async () => {
    const visitor = await app.signIn('gancho@family.test');
    await visitor.post('/settings/language', { language: 'es' });
    await visitor.post('/settings/webhook', { address: 'http://127.0.0.1:9/hook', from: 'check' });
    for (const [problem, told] of [
      ['it did not answer in time', 'no respondió a tiempo'],
      ['it answered with the error 502', 'respondió con el error 502'],
      ['a reason of an older release', 'a reason of an older release'],
    ]) {
      await app.query('UPDATE endpoint SET failing_since = now(), problem = $2 WHERE account_id = $1', [
        visitor.accountId,
        problem,
      ]);
      expect(wordsOf(await visitor.get('/settings'))).toContain(`: ${told}. Intentamos`);
    }
  });
});
