import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OutgoingMail } from '../../../src/mail/mailer.js';
import { type Page, Visitor, wordsOf } from '../service/support/visitor.js';
import { type App, startApp } from '../../support/app.js';
import { withoutTokens } from '../support/without-token.js';
import { Story } from './support/story.js';

let app: App;
let story: Story;
let nobody: Visitor;
beforeAll(async () => {
  app = await startApp();
  story = new Story(app);
  nobody = new Visitor(app.origin, null);
});
afterAll(() => app.close());

async function addressOf(name: string): Promise<string> {
  const id = await story.account(name);
  const [row] = await app.query<{ email: string }>('SELECT email FROM account WHERE id = $1', [id]);
  return row!.email;
}

async function formToken(path: string): Promise<string> {
  return /name="_csrf" value="([^"]+)"/.exec((await nobody.get(path)).html)?.[1] ?? '';
}

async function ask(email: string): Promise<Page> {
  return nobody.post('/sign-in', { _csrf: await formToken('/sign-in'), email });
}

function linkIn(mail: OutgoingMail): string {
  return /http:\/\/scans\.test(\/sign-in\/\S+)/.exec(mail.text)?.[1] ?? '';
}

async function mailedLink(email: string): Promise<string> {
  const mail = app.mailer.next();
  await ask(email);
  return linkIn(await mail);
}

/** Presses the button of the page that a link opens. */
async function press(link: string): Promise<Page> {
  const { html } = await nobody.get(link);
  const action = /action="(\/sign-in\/[^"]+)"/.exec(html)?.[1] ?? '/no-button';
  const token = /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';
  return nobody.post(action, { _csrf: await formToken('/sign-in'), token });
}

it('the page names nobody to whoever can open it', async () => {
  for (const path of ['/sign-in', '/sign-in/no-such-link']) {
    const { html } = await new Visitor(app.origin, null).get(path);
    expect(html).toContain('--email YOUR-ADDRESS');
    expect(html).not.toContain('elena');
  }
});

describe('signing in by a link', () => {
  it('goes from the form through the mail to the first page', async () => {
    const signedIn = await press(await mailedLink(await addressOf('Elena')));
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/']);
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^scanwarden=\S+; Max-Age=2592000; Path=\/; .*HttpOnly; SameSite=Lax$/);
    const home = await new Visitor(app.origin, cookie.split(';')[0]!).get('/');
    expect(wordsOf(home)).toContain('Menu of Elena');
  });

  it('works once', async () => {
    const link = await mailedLink(await addressOf('Once'));
    const { html } = await nobody.get(link);
    const token = /name="token" value="([^"]+)"/.exec(html)![1]!;
    const use = async (): Promise<Page> =>
      nobody.post('/sign-in/confirm', { _csrf: await formToken('/sign-in'), token });
    expect((await use()).status).toBe(303);
    const again = await use();
    expect(again.status).toBe(410);
    expect(again.headers.get('set-cookie')).toBeNull();
    expect(wordsOf(await nobody.get(link))).toContain('This link no longer works');
  });

  it('survives any number of scanners that open the link', async () => {
    const link = await mailedLink(await addressOf('Scanned'));
    for (let times = 0; times < 20; times += 1) {
      const page = await nobody.get(link);
      expect([page.status, page.headers.get('set-cookie')]).toEqual([200, null]);
      await nobody.send(link, { method: 'HEAD' });
    }
    expect((await press(link)).status).toBe(303);
  });

  it('ends when its time is over', async () => {
    const link = await mailedLink(await addressOf('Late'));
    await app.query('UPDATE sign_in_link SET expires_at = created_at');
    expect((await nobody.get(link)).status).toBe(410);
  });

  it('refuses what is no link', async () => {
    for (const token of ['', 'x'.repeat(43), '%00', '../x'])
      expect(
        (await nobody.post('/sign-in/confirm', { _csrf: await formToken('/sign-in'), token })).status,
      ).toBe(410);
    expect((await nobody.post('/sign-in/confirm', { _csrf: await formToken('/sign-in') })).status).toBe(400);
  });
});

describe('an address', () => {
  it('is answered the same whether it is known or not', async () => {
    const [known, unknown] = [await addressOf('Known'), 'never-heard-of@family.test'];
    const mail = app.mailer.next();
    const [toUnknown, toKnown] = [await ask(unknown), await ask(known)];
    expect((await mail).to).toBe(known);
    expect(toKnown.status).toBe(toUnknown.status);
    const shown = ({ html }: Page, address: string) => withoutTokens(html).replaceAll(address, '…');
    expect(shown(toKnown, known)).toBe(shown(toUnknown, unknown));
    const names = (page: Page): string[] => [...page.headers.keys()].sort();
    expect(names(toKnown)).toEqual(names(toUnknown));
    expect(app.mailer.sent.map(({ to }) => to)).not.toContain(unknown);
  });

  it('is answered without waiting for the mail', async () => {
    const email = await addressOf('Slow');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { send } = app.mailer;
    app.mailer.send = async (mail) => held.then(() => send.call(app.mailer, mail));
    const mail = app.mailer.next();
    expect((await ask(email)).status).toBe(200);
    expect(app.mailer.sent.map(({ to }) => to)).not.toContain(email);
    app.mailer.send = send;
    release();
    expect((await mail).to).toBe(email);
  });

  it('that is none is asked for again, with what was typed', async () => {
    const page = await ask('"><b>elena');
    expect(page.status).toBe(400);
    expect(page.html).toContain('value="&quot;&gt;&lt;b&gt;elena"');
    expect(wordsOf(page)).toContain('Please type a whole address');
    expect((await nobody.post('/sign-in', { _csrf: await formToken('/sign-in') })).status).toBe(400);
  });
});

describe('signing out', () => {
  it('ends the session, not only the cookie', async () => {
    const visitor = await story.browser(await story.account('Out'));
    expect((await visitor.get('/')).status).toBe(200);
    const out = await visitor.post('/sign-out');
    expect([out.status, out.headers.get('location')]).toEqual([303, '/sign-in']);
    expect((await visitor.get('/')).headers.get('location')).toBe('/sign-in');
  });

  it('leads whoever is signed in from the sign-in page home', async () => {
    const visitor = await story.browser(await story.account('In'));
    expect((await visitor.get('/sign-in')).headers.get('location')).toBe('/');
  });
});

describe('a form', () => {
  it('is refused without its token, or with another', async () => {
    for (const _csrf of ['', 'another', await formToken('/sign-in').then((token) => token.slice(1))])
      expect((await nobody.post('/sign-in', { _csrf, email: 'elena@family.test' })).status).toBe(403);
  });

  it.each([
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
    ['origin', 'https://elsewhere.test'],
    ['origin', 'null'],
  ])('is refused from another site: %s %s', async (name, value) => {
    const body = new URLSearchParams({ _csrf: await formToken('/sign-in'), email: 'elena@family.test' });
    expect((await nobody.send('/sign-in', { method: 'POST', body, headers: { [name]: value } })).status).toBe(
      403,
    );
  });
});
