import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { AccountService } from '../../src/services/account.service.js';
import { RecordService } from '../../src/services/record.service.js';
import { SiteStore } from '../../src/store/site.store.js';
import { searchset } from '../fhir/support/fhir-server.js';
import { launchBrowser } from '../support/browser.js';
import { anExam } from '../support/fhir-records.js';
import { freePort } from '../support/free-port.js';
import { SmartServer } from '../support/smart-server.js';
import { type ServiceApp, startServiceApp } from '../web/service/support/service-app.js';

const MODEST = 'launch/patient offline_access patient/Patient.rs patient/DiagnosticReport.rs';
const OWN = `${MODEST} patient/ImagingStudy.rs`;

let app: ServiceApp;
let hospital: SmartServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let origin: string;
let record: string;
let complaints: string[];

beforeAll(async () => {
  const port = await freePort();
  origin = `http://localhost:${port}`;
  app = await startServiceApp({ port, publicUrl: origin });
  hospital = await SmartServer.start(`${origin}/connect/callback`, [
    { client_id: 'app', token_endpoint_auth_method: 'none' },
    { client_id: 'modest', token_endpoint_auth_method: 'none', scope: MODEST },
  ]);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await hospital?.close();
});

beforeEach(async () => {
  const { behaviour, fhir } = hospital;
  Object.assign(behaviour, { patient: 'pat-1', withholds: () => false, fails: null });
  // A hospital passes people on among hosts of its own before they sign in.
  const configuration = { ...hospital.configuration(), authorization_endpoint: `${fhir.base}/authorize` };
  fhir.on('.well-known/smart-configuration', { body: configuration });
  fhir.on('authorize', ({ url }, response) => {
    const { search } = new URL(url!, fhir.base);
    response.writeHead(302, { location: `${hospital.issuer}/auth${search}` }).end();
  });
  fhir.on('ImagingStudy', searchset([anExam(1, { subject: { reference: 'Patient/pat-1' } })]));
  await app.query('TRUNCATE site, client_registration CASCADE');
  await addSite('app');
  context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  page = await context.newPage();
  complaints = [];
  page.on('console', (message) => /policy/i.test(message.text()) && complaints.push(message.text()));
  await signInAsPatient();
});

async function addSite(clientId: string, scopes: string | null = null): Promise<void> {
  const site = {
    fhirBase: hospital.fhir.base,
    name: 'Harbor Health',
    settlingHours: null,
    pullEverySeconds: null,
  };
  await app.get(SiteStore).add(site, { clientId, auth: 'none', secret: null, scopes });
}

async function signInAsPatient(): Promise<void> {
  const account = await app.people.accountNamed(`${randomUUID()}@example.org`, 'Miguel');
  record = `/patients/${await app.people.patientOf(account.id, 'Miguel', 'self')}`;
  await signIn(account.id);
}

async function signIn(accountId: string): Promise<void> {
  await page.goto(await app.get(AccountService).makeLink(accountId));
  await press('Sign in');
}

const press = (name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();
const says = (): Promise<string> => page.locator('main').innerText();
const heading = (): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();

/** From the record to the sign-in page of the hospital. */
async function goThere(): Promise<void> {
  await page.goto(origin + record);
  await page.getByRole('link', { name: 'Link a place' }).click();
  await page.getByLabel('Name or town').fill('harb');
  await press('Search');
  await page.getByRole('link', { name: 'Harbor Health' }).click();
  await press('Go on to sign in there');
  expect(await heading()).toBe('Harbor sign-in');
}

async function linkIt(): Promise<void> {
  await goThere();
  await press('Allow');
  await press('Finish linking');
  expect(await heading()).toBe('Harbor Health is linked');
}

async function connections(): Promise<{ id: string; record: string }[]> {
  const patientId = record.split('/').at(-1);
  return app.query('SELECT id, fhir_patient_id AS record FROM connection WHERE patient_id = $1', [patientId]);
}

async function connectionIds(): Promise<string[]> {
  return (await connections()).map(({ id }) => id);
}

describe('somebody who links a hospital in a browser, on a phone, without scripts', () => {
  it('finds it, reads what will be read, signs in there, comes back, and the record is read with that access', async () => {
    await page.goto(origin + record);
    await goThere();
    await press('Allow');
    expect(new URL(page.url()).pathname).toBe('/connect/callback');
    expect(await connectionIds()).toEqual([]);
    await press('Finish linking');
    expect(await says()).toContain('Scans, reports');
    const [id] = await connectionIds();
    hospital.fhir.seen.length = 0;
    const { verdict, pull } = await app.get(RecordService).pull(id!);
    expect([verdict.complete, pull.studies.length]).toEqual([true, 1]);
    const [token] = new Set(hospital.fhir.seen.map(({ authorization }) => authorization));
    expect(await hospital.knows(token!.replace('Bearer ', ''))).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('reads in words what the hospital does not show', async () => {
    hospital.behaviour.withholds = (scope) => /ImagingStudy|ExplanationOfBenefit/.test(scope);
    await linkIt();
    const text = await says();
    expect(text).toMatch(/What it does not show us\s+(Scans, bills|Bills, scans)\./);
  });

  it('says no there, reads what that means, and may try again', async () => {
    await goThere();
    await press('Refuse');
    expect(await heading()).toBe('Harbor Health is not linked');
    expect(await says()).toContain('The permission was not given there.');
    await press('Try again');
    await press('Allow');
    await press('Finish linking');
    expect(await connectionIds()).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it('links without the list of scans where the hospital does not give that', async () => {
    await addSite('modest', OWN);
    await page.goto(origin + record + '/link?q=harbor');
    await page.getByRole('link', { name: 'Harbor Health' }).click();
    await press('Go on to sign in there');
    expect(await says()).toContain('does not give this app all that we asked for');
    await press('Link it without the list of scans');
    await press('Allow');
    await press('Finish linking');
    expect(await heading()).toBe('Harbor Health is linked');
    expect(await says()).toContain('Reports.');
  });

  it('cannot use an answer twice, and nothing happens to who only opens it again', async () => {
    await goThere();
    await press('Allow');
    const answer = page.url();
    await page.reload();
    await press('Finish linking');
    await page.goto(answer);
    expect(await says()).toContain('This answer was used before');
    expect(hospital.tokenRequests.filter(({ form }) => form.has('code')).length).toBeGreaterThan(0);
    expect(await connectionIds()).toHaveLength(1);
  });

  it('is told what to do when the sign-in here ended meanwhile, and a stranger with the address gets nothing', async () => {
    await goThere();
    await press('Allow');
    const answer = page.url();
    await context.clearCookies();
    await page.goto(answer);
    expect(await heading()).toBe('You were signed out meanwhile');
    const stranger = await app.people.accountNamed('sten@example.org', 'Sten');
    await signIn(stranger.id);
    await page.goto(answer);
    expect(await says()).toContain('This answer was used before');
    expect(await page.getByRole('button', { name: 'Finish linking' }).count()).toBe(0);
    expect(await connectionIds()).toEqual([]);
  });

  it('links it again after the hospital took the access back, and keeps what was seen', async () => {
    await linkIt();
    const [id] = await connectionIds();
    await app.get(RecordService).pull(id!);
    await hospital.revokeAll();
    await app.query('UPDATE connection_access SET access_expires_at = now()');
    await app.get(RecordService).pull(id!);
    await page.goto(`${origin}${record}/connections/${id}`);
    expect(await says()).toContain('The permission ran out, or was taken back.');
    await press('Link again');
    await press('Allow');
    await press('Finish linking');
    expect(await heading()).toBe('Harbor Health is linked');
    expect(await connectionIds()).toEqual([id]);
    expect((await app.get(RecordService).pull(id!)).verdict.complete).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('is told when it was the record of somebody else, and nothing is mixed', async () => {
    await linkIt();
    const [id] = await connectionIds();
    hospital.behaviour.patient = 'pat-2';
    await page.goto(`${origin}${record}/connections/${id}/access`);
    await press('Link again');
    // The hospital still knows who it is, and leads back at once.
    await press('Finish linking');
    expect(await heading()).toBe('That was another record');
    expect(await connections()).toEqual([{ id, record: 'pat-1' }]);
  });
});
