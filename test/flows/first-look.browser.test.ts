import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { AccountService } from '../../src/services/account.service.js';
import { SiteStore } from '../../src/store/site.store.js';
import { searchset } from '../fhir/support/fhir-server.js';
import { launchBrowser } from '../support/browser.js';
import { anExam } from '../support/fhir-records.js';
import { freePort } from '../support/free-port.js';
import { SmartServer } from '../support/smart-server.js';
import { type ServiceApp, startServiceApp } from '../web/service/support/service-app.js';

let app: ServiceApp;
let hospital: SmartServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let origin: string;
/** Lets the hospital answer what it keeps its visitor waiting for. */
let answer: () => void;

beforeAll(async () => {
  const port = await freePort();
  origin = `http://localhost:${port}`;
  app = await startServiceApp({ port, publicUrl: origin, roles: new Set(['web', 'worker'] as const) });
  hospital = await SmartServer.start(`${origin}/connect/callback`, [
    { client_id: 'app', token_endpoint_auth_method: 'none' },
  ]);
  const site = {
    fhirBase: hospital.fhir.base,
    name: 'Harbor Health',
    settlingHours: null,
    pullEverySeconds: null,
  };
  await app.get(SiteStore).add(site, { clientId: 'app', auth: 'none', secret: null, scopes: null });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await hospital?.close();
});

beforeEach(async () => {
  const exams = [1, 2].map((number) => anExam(number, { subject: { reference: 'Patient/pat-1' } }));
  hospital.fhir.on('ImagingStudy', searchset(exams));
  const asked = new Promise<void>((resolve) => (answer = resolve));
  hospital.fhir.on('DocumentReference', (_request, response) => {
    void asked.then(() =>
      response
        .writeHead(200, { 'content-type': 'application/fhir+json' })
        .end(JSON.stringify(searchset([]).body)),
    );
  });
});

/** A patient on a phone who linked the hospital, and goes on to see how far the first look is. */
async function linked(email: string, javaScriptEnabled: boolean): Promise<string> {
  context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
  page = await context.newPage();
  const account = await app.people.accountNamed(email, 'Miguel');
  const record = `/patients/${await app.people.patientOf(account.id, 'Miguel', 'self')}`;
  await page.goto(await app.get(AccountService).makeLink(account.id));
  await press('Sign in');
  await page.goto(origin + record);
  await page.getByRole('link', { name: 'Link a place' }).click();
  await page.getByLabel('Name or town').fill('harb');
  await press('Search');
  await page.getByRole('link', { name: 'Harbor Health' }).click();
  await press('Go on to sign in there');
  await press('Allow');
  await press('Finish linking');
  await page.getByRole('link', { name: 'See how far it is' }).click();
  expect(await heading()).toBe('We are reading the list of Harbor Health');
  return record;
}

const press = (name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();
const heading = (): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();
const CAME = 'What we read so far:';

/** The first list is there, is looked through, and asks for that no more. */
async function lookThrough(): Promise<void> {
  const review = page.getByRole('heading', { name: 'The first list of Harbor Health' });
  expect(await review.isVisible()).toBe(true);
  expect(await page.locator('main').innerText()).toContain('We found 2 scans, from 2023 to 2024.');
  await page.getByRole('button', { name: 'I have looked through the list' }).click();
  expect(await review.count()).toBe(0);
}

describe('somebody who linked a hospital that takes its time', () => {
  it('sees how far the first look is, also after a reload, is led to the list, and looks through it', async () => {
    const record = await linked('miguel@example.org', true);
    await page.getByText(CAME).waitFor();
    const said = await page.getByRole('status').first().innerText();
    expect(said).toMatch(/^What we read so far: .*scans.*\.\s+That is 3 entries\./);
    await page.reload();
    expect(await page.getByRole('status').first().innerText()).toBe(said);
    answer();
    await page.waitForURL(origin + record);
    await lookThrough();
    await context.close();
  });

  it('sees the same without scripts, on a page that loads itself again', async () => {
    const record = await linked('rosa@example.org', false);
    await page.getByText(CAME).waitFor();
    answer();
    await page.waitForURL(origin + record);
    await lookThrough();
    await context.close();
  });
});
