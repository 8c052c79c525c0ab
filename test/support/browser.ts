import { chromium, type Browser } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Chromium with an empty profile of its own, for suites named *.browser.test.ts. Close it in afterAll.
 * Make contexts with `bypassCSP: true` where a check must be put into the page with `page.evaluate`.
 */
export async function launchBrowser(): Promise<Browser> {
  const { TEST_CHROMIUM, TEST_CHROMIUM_URL } = process.env;
  if (TEST_CHROMIUM) return chromium.launch({ executablePath: TEST_CHROMIUM, args: FLAGS });
  if (TEST_CHROMIUM_URL) return chromium.connectOverCDP(TEST_CHROMIUM_URL);
  throw new Error('No Chromium: run by `npm test`, which gets one');
}
