import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { AccountService } from '../../src/services/account.service.js';
import { launchBrowser } from '../support/browser.js';
import { type Family, startFamily } from './pages/support/family.js';

let family: Family;
let browser: Browser;
let father: Page;

beforeAll(async () => {
  family = await startFamily();
  browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  });
  father = await context.newPage();
  const link = await family.app.get(AccountService).makeLink(family.father.accountId);
  await father.goto(link.replace('http://scans.test', family.app.origin));
  await press('Sign in');
});
afterAll(async () => {
  await browser?.close();
  await family?.app.close();
});

const press = (name: string | RegExp): Promise<void> => father.getByRole('button', { name }).first().click();
const follow = (name: string | RegExp): Promise<void> => father.getByRole('link', { name }).first().click();
const heading = (): Promise<string> => father.getByRole('heading', { level: 1 }).innerText();

/** What a link hands out to be saved. */
async function saved(name: string | RegExp): Promise<Buffer> {
  const [download] = await Promise.all([father.waitForEvent('download'), follow(name)]);
  return readFile(await download.path());
}

describe('a patient who finds a scan that is not his', () => {
  it('answers so, follows the case, and takes a letter along as PDF', async () => {
    await father.goto(family.app.origin);
    await follow(/Take a look/);
    expect(await heading()).toBe('Do you know about this scan?');
    await press('Not mine');
    await follow('Keep track of the steps');
    expect(await father.getByRole('heading', { name: 'Steps' }).isVisible()).toBe(true);
    await follow('Find a letter');
    const title = await father.locator('main .rows a').first().innerText();
    await father.locator('main .rows a').first().click();
    expect(await heading()).toBe(title);
    const letter = await saved('Get it as PDF');
    expect(letter.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(letter.length).toBeGreaterThan(1_000);
  });
});

describe('a patient who leaves', () => {
  it('takes the record along in three forms, then deletes it', async () => {
    await father.goto(family.app.origin + family.patientPath);
    await follow('Take the record along, or delete it');
    expect((await saved('To read and print (PDF)')).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const record = JSON.parse((await saved('Everything, for a computer (JSON)')).toString()) as {
      answers: unknown[];
    };
    expect(record.answers).toHaveLength(1);
    const bundle = JSON.parse(
      (await saved('Scans and questions, for health software (FHIR)')).toString(),
    ) as {
      resourceType: string;
    };
    expect(bundle.resourceType).toBe('Bundle');
    await father.getByLabel('Yes, delete everything.').check();
    await press('Delete everything now');
    expect(await heading()).toBe('Everything was deleted');
    expect(await father.locator('main').innerText()).toContain('We deleted 1 scan of 1 place');
    expect((await father.goto(family.app.origin + family.patientPath))!.status()).toBe(404);
    expect((await family.helper.get(family.patientPath)).status).toBe(404);
  });

  it('takes the account along, then deletes it, and is signed in no more', async () => {
    await father.goto(`${family.app.origin}/settings/account`);
    const account = JSON.parse((await saved('Save your account (JSON)')).toString()) as {
      settings: { name: string }[];
    };
    expect(account.settings[0]!.name).toBe('Miguel');
    await father.getByLabel('Yes, delete my account.').check();
    await press('Delete my account now');
    expect(new URL(father.url()).pathname).toBe('/account-deleted');
    await father.goto(family.app.origin);
    expect(new URL(father.url()).pathname).toBe('/sign-in');
  });
});
