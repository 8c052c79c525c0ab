import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { ServiceProcess } from '../support/service-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const FIRST_START_MS = 120_000;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let service: ServiceProcess;
let browser: Browser;
let page: Page;
let origin: string;
const complaints: string[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  const port = await freePort();
  origin = `http://localhost:${port}`;
  service = ServiceProcess.service({ DATA_DIR: `${folder.path}/data`, PORT: String(port) });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
}, FIRST_START_MS);

afterAll(async () => {
  await browser?.close();
  await service?.end('SIGTERM');
  await folder?.remove();
});

/** Loads a page again and again until it says so. */
async function untilItSays(path: string, words: string | RegExp): Promise<void> {
  await eventually(`${path} says ${words}`, async () => {
    await page.goto(origin + path);
    const text = await page.locator('main').innerText();
    return typeof words === 'string' ? text.includes(words) : words.test(text);
  });
}

/** Presses a button of the sandbox and waits until it says what came of it. */
async function press(label: string, outcome: string): Promise<void> {
  await page.goto(`${origin}/sandbox`);
  await page.getByRole('button', { name: label, exact: true }).click();
  expect(await page.locator('main').innerText()).toContain(label);
  await untilItSays('/sandbox', outcome);
}

/** Opens the newest mail once there are that many. */
async function openNewestMail(count: number): Promise<void> {
  await eventually(`${count} mails in the mailbox`, async () => {
    await page.goto(`${origin}/mailbox`);
    return (await page.locator('.mails a').count()) >= count;
  });
  await page.locator('.mails a').first().click();
}

const mailsNow = async (): Promise<number> => {
  await page.goto(`${origin}/mailbox`);
  return page.locator('.mails a').count();
};

describe('somebody new, in front of a fresh installation', () => {
  it(
    'signs in by the printed link, whose opening alone changes nothing',
    async () => {
      const [, link] = await service.says(/^Open (http\S+)$/m);
      await page.goto(link!);
      await page.reload();
      await page.getByRole('button', { name: 'Sign in' }).click();
      expect(new URL(page.url()).pathname).toBe('/');
      await untilItSays('/', /(last full look[\s\S]*){3}/);
    },
    FIRST_START_MS,
  );

  it('makes an unknown scan appear, and is written to about it', async () => {
    await untilItSays('/mailbox', /(Something is ready[\s\S]*){3}/);
    const before = await mailsNow();
    await press('A scan nobody ordered', '1 mail is in the mailbox.');
    await openNewestMail(before + 1);
    const mail = await page.locator('pre.letter').innerText();
    expect(mail).not.toMatch(/Miguel|Alvarez|Lakeside|hospital|\bscans?\b/i);
  });

  it('follows the link of the mail as a mail program shows it, and finds what it is about', async () => {
    const code = /code:\s+([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await page.locator('pre.letter').innerText())![1]!;
    await page.locator('iframe.letter').scrollIntoViewIfNeeded();
    await page.frameLocator('iframe.letter').getByRole('link').first().click();
    await page.waitForURL(`${origin}/`);
    await page.getByRole('link', { name: /Take a look.*Miguel Alvarez, a scan we could not match/ }).click();
    const question = page.getByRole('heading', { level: 1, name: 'Do you know about this scan?' });
    expect(await question.isVisible()).toBe(true);
    expect(await page.locator('main').innerText()).toContain(code);
  });

  it('answers that it is not his, and sees the answer on the timeline', async () => {
    await page.getByRole('button', { name: 'Not Miguel Alvarez’s' }).click();
    await page.goto(`${origin}/`);
    await page.getByRole('link', { name: 'Miguel Alvarez', exact: true }).click();
    const answered = page.locator('.study', { hasText: 'You answered: not Miguel Alvarez’s' });
    expect(await answered.count()).toBe(1);
  });

  it('reports a breach, and reads who was hit and what is held there', async () => {
    const before = await mailsNow();
    await press('The hospital reports a breach', '1 mail is in the mailbox.');
    await openNewestMail(before + 1);
    await page.getByRole('link', { name: `${origin}/`, exact: true }).click();
    await page.getByRole('link', { name: /Take a look.*Sam Alvarez, a breach was reported/ }).click();
    const text = await page.locator('main').innerText();
    expect(text).toContain('Lakeside Hospital reported a data breach');
    expect(text).toContain('Scans held there');
    expect(await page.locator('#held .studies li').count()).toBeGreaterThan(0);
  });

  it('meets nothing that the pages’ own policy refuses', () => {
    expect(complaints).toEqual([]);
  });
});
