import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { PatientView } from '../../src/web/views/record.js';
import { launchBrowser } from '../support/browser.js';
import { type Case, casesWith } from './support/cases.js';
import { type PageServer, servePages } from './support/page-server.js';
import { telling } from './support/telling.js';
import { fullStudy, LONG } from './support/values.js';

const MOST_BYTES = 60 * 1024;
const STUDIES = 200;

// In the page's own words, since it runs there.
const BYTES = `['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

const cases = [...telling(casesWith(LONG)), longRecord()];
let server: PageServer;
let browser: Browser;
let phone: Page;

beforeAll(async () => {
  server = await servePages(cases);
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  phone = await context.newPage();
  const session = await context.newCDPSession(phone);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** The fullest page of a patient, with as many scans as hardly anybody has. */
function longRecord(): Case {
  const full = telling(casesWith(LONG)).find(({ page }) => page === 'patient')!;
  const view = full.view as PatientView;
  const studies = Array.from({ length: STUDIES }, (_, at) =>
    fullStudy(LONG, `s${at}`, {
      images: at + 2,
      ask: { action: `/patients/1/studies/${at}/answer`, who: view.who, gone: false },
    }),
  );
  return {
    page: 'patient',
    label: `${STUDIES} scans`,
    view: { ...view, years: [{ year: '2019', studies }] },
  };
}

describe('a page for a phone on a slow line, in the language of more letters', () => {
  it.each(cases.map(({ page, label }, index) => ({ name: `${page}: ${label}`, index })))(
    'is small with all that it loads: $name',
    async ({ index }) => {
      await phone.goto(server.address(index, 'es'), { waitUntil: 'load' });
      expect(await phone.evaluate(BYTES)).toBeLessThanOrEqual(MOST_BYTES);
    },
  );
});
