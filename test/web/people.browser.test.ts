import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { OutgoingMail } from '../../src/mail/mailer.js';
import { AccountService } from '../../src/services/account.service.js';
import { launchBrowser } from '../support/browser.js';
import { type Family, startFamily } from './pages/support/family.js';

let family: Family;
let browser: Browser;
let father: Page;
let rosa: Page;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  family = await startFamily();
  browser = await launchBrowser();
  father = await person();
  rosa = await person();
  await father.goto(here(await family.app.get(AccountService).makeLink(family.father.accountId)));
  await press(father, 'Sign in');
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await family?.app.close();
});

/** A phone of its own, without scripts. */
async function person(): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  });
  contexts.push(context);
  return context.newPage();
}

/** A link of a mail, at the port of this test. */
function here(link: string): string {
  return link.replace('http://scans.test', family.app.origin);
}

function linkIn({ text }: OutgoingMail): string {
  return here(/http:\/\/scans\.test\/\S+/.exec(text)![0]);
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).click();
}

describe('somebody who is invited to help', () => {
  it('goes from the mail to the first answer', async () => {
    await father.goto(family.app.origin + family.patientPath);
    await father.getByRole('link', { name: 'Who can see your record' }).click();
    await father.getByRole('link', { name: 'Let somebody in' }).click();
    await father.getByLabel('Their name').fill('Rosa');
    await father.getByLabel('Their e-mail address').fill('rosa@mail.test');
    await father.getByLabel('Act for me').check();
    await press(father, 'Show me what they would see');
    expect(await father.getByRole('heading', { level: 1 }).innerText()).toBe('What Rosa would see');
    const invitation = family.app.mailer.next();
    await press(father, /Send the invitation/);

    await rosa.goto(linkIn(await invitation));
    const signIn = family.app.mailer.next();
    await press(rosa, 'Send me a link');
    expect(rosa.url()).not.toContain('token');
    await rosa.goto(linkIn(await signIn));
    await press(rosa, 'Sign in');
    await rosa.getByRole('link', { name: 'look at the invitation' }).click();
    await press(rosa, 'Accept');
    expect(await rosa.getByRole('heading', { level: 1 }).innerText()).toBe('Miguel');
    await rosa.goto(family.app.origin + family.flagPath);
    await press(rosa, 'Miguel knows this');
    expect(await rosa.getByText('Change the answer').isVisible()).toBe(true);
    await father.goto(family.app.origin + family.flagPath);
    expect(await father.locator('main').innerText()).toContain('Rosa');
  });

  it('is let out while a page is open: its next button opens nothing', async () => {
    await rosa.getByText('Change the answer').click();
    await father.goto(`${family.app.origin}${family.patientPath}/people`);
    await father.getByRole('link', { name: /what Rosa sees/ }).click();
    await father.getByLabel('No. We send Rosa no message.').check();
    await press(father, 'Stop sharing with Rosa');
    expect(await father.locator('main').innerText()).not.toContain('Rosa');
    const answered = rosa.waitForResponse((response) => response.request().method() === 'POST');
    await press(rosa, 'Not sure');
    expect((await answered).status()).toBe(404);
    expect((await rosa.goto(family.app.origin + family.patientPath))!.status()).toBe(404);
    await rosa.goto(family.app.origin);
    expect(await rosa.locator('main').innerText()).not.toContain('Miguel');
    const [row] = await family.app.query<{ answers: number }>('SELECT count(*)::int AS answers FROM answer');
    expect(row).toEqual({ answers: 1 });
  });
});
