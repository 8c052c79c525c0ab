import { expect, it } from '@jest/globals';
import { launchBrowser } from '../support/browser.js';

it('starts a browser that runs a page', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<title>Hello</title>');
    expect(await page.title()).toBe('Hello');
  } finally {
    await browser.close();
  }
});
