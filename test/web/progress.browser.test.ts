import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { AccountService } from '../../src/services/account.service.js';
import { ConnectionStore } from '../../src/store/connection.store.js';
import { launchBrowser } from '../support/browser.js';
import { type Family, startFamily } from './pages/support/family.js';
import { daysAgo } from './pages/support/story.js';

const EVENTS = '**/progress/events';
const TURNED_AWAY = { status: 429, body: '' };
const OFFLINE = 'This page cannot reach us at the moment.';

let family: Family;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let placeId: string;
let path: string;
const complaints: string[] = [];

beforeAll(async () => {
  family = await startFamily();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await family?.app.close();
});

beforeEach(async () => {
  const { app, story, patientId, patientPath, daughter } = family;
  placeId = await story.place(patientId, { reviewed: false });
  await app.query('UPDATE connection SET next_pull_at = $2, rung_at = now() WHERE id = $1', [
    placeId,
    daysAgo(0),
  ]);
  path = `${patientPath}/connections/${placeId}/progress`;
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  page = await context.newPage();
  page.on('console', (message) => /policy/i.test(message.text()) && complaints.push(message.text()));
  const link = await app.get(AccountService).makeLink(daughter.accountId);
  await page.goto(link.replace('http://scans.test', app.origin));
  await page.getByRole('button', { name: 'Sign in' }).click();
});
afterEach(() => context.close());

const open = (): Promise<unknown> => page.goto(family.app.origin + path);

describe('the page of a look, open in a browser', () => {
  it('says what is new to who listens, without loading again, and goes on when it is over', async () => {
    await open();
    const said = page.getByRole('status').filter({ hasText: 'We asked for the list.' });
    await said.waitFor();
    await page.evaluate('globalThis.sameDocument = true');
    await family.app
      .get(ConnectionStore)
      .stillUnderWay(placeId, { types: ['Encounter', 'Procedure'], entries: 2 });
    await page.getByText('What we read so far: visits, treatments.').waitFor();
    expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
    await family.app.query('UPDATE connection SET next_pull_at = $2 WHERE id = $1', [placeId, daysAgo(-1)]);
    await page.waitForURL(family.app.origin + family.patientPath);
    expect(complaints).toEqual([]);
  });

  it('closes when the reader may not see the place any more', async () => {
    await Promise.all([page.waitForResponse(EVENTS), open()]);
    const item = { patient_id: family.patientId, connection_id: placeId };
    const gone = page.waitForResponse(
      (response) => response.url().endsWith('/progress') && response.status() === 404,
    );
    await family.story.insert('hidden_item', item);
    await gone;
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('Lakeside');
  });

  it('says while it cannot reach us that the look goes on, and follows it again once it can', async () => {
    await page.route(EVENTS, (route) => route.abort());
    await open();
    await page.getByText(OFFLINE).waitFor();
    await page.unroute(EVENTS);
    await page.getByText(OFFLINE).waitFor({ state: 'hidden' });
  });

  it('loads itself again where it is turned away, so that its reader sees why', async () => {
    await page.clock.install();
    await page.route(EVENTS, (route) => route.fulfill(TURNED_AWAY));
    await open();
    await page.getByText(OFFLINE).waitFor();
    await family.app.query('DELETE FROM session WHERE account_id = $1', [family.daughter.accountId]);
    await page.clock.fastForward(10_000);
    await page.waitForURL(`${family.app.origin}/sign-in`);
  });
});
