import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { AccountService } from '../../../src/services/account.service.js';
import { type App, startApp } from '../../support/app.js';
import { launchBrowser } from '../../support/browser.js';
import { freePort } from '../../support/free-port.js';
import { Story } from '../pages/support/story.js';

interface Credential {
  credentialId: string;
  isResidentCredential: boolean;
  rpId?: string;
  privateKey: string;
  userHandle?: string;
  signCount: number;
}

let app: App;
let origin: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let device: CDPSession;
let authenticatorId: string;
let accountId: string;
let story: Story;
const refused: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  origin = `http://localhost:${port}`;
  app = await startApp({ port, publicUrl: origin });
  story = new Story(app);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** Each time a fresh profile with a device that checks its user, and somebody who signed in by a link. */
beforeEach(async () => {
  await context?.close();
  context = await browser.newContext();
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  device = await context.newCDPSession(page);
  await device.send('WebAuthn.enable');
  ({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  }));
  await app.query('DELETE FROM try_count');
  accountId = await story.account('Elena');
  await page.goto(await app.get(AccountService).makeLink(accountId));
  await page.getByRole('button', { name: 'Sign in' }).click();
});

async function addPasskey(name: string): Promise<void> {
  await page.goto(`${origin}/settings/sign-in`);
  await page.getByLabel('What you call it').fill(name);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('You can sign in with your passkey from now on.').waitFor();
}

async function signOut(): Promise<void> {
  await page.goto(`${origin}/our-mail`);
  await page.locator('.menu > summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${origin}/sign-in`);
}

async function usePasskey(): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByRole('button', { name: 'Use my passkey' }).click();
}

async function credentials(): Promise<Credential[]> {
  return (await device.send('WebAuthn.getCredentials', { authenticatorId })).credentials as Credential[];
}

async function eventsOf(): Promise<string[]> {
  const rows = await app.query<{ kind: string }>('SELECT kind FROM account_event WHERE account_id = $1', [
    accountId,
  ]);
  return rows.map(({ kind }) => kind);
}

/** What the page would post, kept back. */
async function answerOfDevice(): Promise<{ _csrf: string; answer: string }> {
  await page.goto(`${origin}/sign-in`);
  await page.evaluate(`HTMLFormElement.prototype.submit = function () { this.dataset.kept = 'yes'; }`);
  await page.getByRole('button', { name: 'Use my passkey' }).click();
  const form = page.locator('form[data-kept]');
  await form.waitFor();
  const value = (name: string): Promise<string> => form.locator(`input[name=${name}]`).inputValue();
  return { _csrf: await value('_csrf'), answer: await value('answer') };
}

async function post(fields: Record<string, string>): Promise<number> {
  const body = new URLSearchParams(fields);
  return (await fetch(`${origin}/sign-in/passkey`, { method: 'POST', body, redirect: 'manual' })).status;
}

describe('a passkey', () => {
  it('is added with a name, signs its owner in without an address, and works no more once it is removed', async () => {
    await addPasskey('My phone');
    expect(await page.getByRole('heading', { name: 'My phone' }).count()).toBe(1);
    await signOut();
    await usePasskey();
    await page.waitForURL(`${origin}/`);
    await page.goto(`${origin}/settings/sign-in`);
    expect(await page.getByText('with a passkey', { exact: false }).first().textContent()).toContain(
      'with a passkey',
    );
    await page.getByRole('button', { name: 'Remove this passkey' }).click();
    await page.getByText('That passkey works no more.').waitFor();
    await signOut();
    await usePasskey();
    await page.getByText('This passkey did not fit.').waitFor();
    expect(await eventsOf()).toEqual(expect.arrayContaining(['passkey-added', 'passkey-removed']));
  });

  it('is refused where its device counts back, as a copy of it would', async () => {
    await addPasskey('Copied');
    const [credential] = await credentials();
    await signOut();
    await usePasskey();
    await page.waitForURL(`${origin}/`);
    await signOut();
    await device.send('WebAuthn.clearCredentials', { authenticatorId });
    await device.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: { ...credential!, signCount: 0 },
    });
    await usePasskey();
    await page.getByText('This passkey did not fit.').waitFor();
    expect(await eventsOf()).toContain('passkey-refused');
  });

  it('answers a question once, and only in its time', async () => {
    await addPasskey('Once');
    await signOut();
    const first = await answerOfDevice();
    expect(await post(first)).toBe(303);
    expect(await post(first)).toBe(400);
    const late = await answerOfDevice();
    await app.query("UPDATE passkey_challenge SET expires_at = now() - interval '1 second'");
    expect(await post(late)).toBe(400);
  });

  it('is good for this address alone', async () => {
    await addPasskey('Here');
    await signOut();
    const { _csrf, answer } = await answerOfDevice();
    const given = JSON.parse(answer) as { response: { clientDataJSON: string } };
    const client = JSON.parse(Buffer.from(given.response.clientDataJSON, 'base64url').toString()) as object;
    const elsewhere = JSON.stringify({ ...client, origin: 'https://elsewhere.test' });
    given.response.clientDataJSON = Buffer.from(elsewhere).toString('base64url');
    expect(await post({ _csrf, answer: JSON.stringify(given) })).toBe(400);
  });

  it('is nothing that anybody can make up', async () => {
    await signOut();
    const _csrf = await page.locator('input[name=_csrf]').first().inputValue();
    for (const answer of ['', 'null', '{}', '{"id":"AA","rawId":"AA","type":"public-key","response":{}}'])
      expect(await post({ _csrf, answer })).toBe(400);
  });

  it('belongs to who added it: a question asked of one is not answered by another', async () => {
    await page.goto(`${origin}/settings/sign-in`);
    await page.route('**/passkeys/options', async (route) => {
      const answer = await route.fetch();
      await app.query(
        'UPDATE passkey_challenge SET account_id = (SELECT id FROM account WHERE id <> $1 LIMIT 1)',
        [accountId],
      );
      await route.fulfill({ response: answer });
    });
    await story.insert('account', {
      email: 'other@family.test',
      name: 'Other',
      roles: [],
      time_zone: 'UTC',
    });
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('This passkey did not fit.').waitFor();
    expect(await app.query('SELECT FROM passkey WHERE account_id = $1', [accountId])).toEqual([]);
    await app.query('DELETE FROM passkey_challenge');
    await app.query("DELETE FROM account WHERE email = 'other@family.test'");
  });
});

describe('a page that asks for a passkey', () => {
  it('runs our own scripts and no other, and pages that ask for none run nothing', async () => {
    const policyOf = async (path: string): Promise<string> =>
      (await page.request.get(origin + path)).headers()['content-security-policy'] ?? '';
    expect(await policyOf('/settings/sign-in')).toMatch(/script-src 'self'(;|$)/);
    expect(await policyOf('/settings')).not.toContain('script-src');
    await page.goto(`${origin}/settings/sign-in`);
    await page.getByRole('button', { name: 'Add a passkey' }).waitFor();
    expect(refused.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
  });

  it('asks for none where there is no script, and the link from a mail works', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const bare = await plain.newPage();
    await bare.goto(`${origin}/sign-in`);
    expect(await bare.getByRole('button', { name: 'Use my passkey' }).isVisible()).toBe(false);
    expect(await bare.getByRole('button', { name: 'Send me a link' }).isVisible()).toBe(true);
    await plain.close();
  });
});
