import { it } from '@jest/globals';
import { launchBrowser } from '../support/browser.js';
import { casesWith } from './support/cases.js';
import { servePages } from './support/page-server.js';
import { SHORT, LONG } from './support/values.js';
it('looks', async () => {
  const cases = [...casesWith(SHORT), ...casesWith(LONG)].filter(({ page }) => page === 'summary');
  const server = await servePages(cases);
  const browser = await launchBrowser();
  const open = async (i: number, l: 'en' | 'es', w: number, scheme: 'light' | 'dark', name: string, unfold = false) => {
    const ctx = await browser.newContext({ viewport: { width: w, height: 900 }, colorScheme: scheme });
    const p = await ctx.newPage();
    await p.goto(server.address(i, l));
    if (unfold) await p.evaluate(`document.querySelectorAll('main details').forEach((e) => e.setAttribute('open', ''))`);
    await p.screenshot({ path: `/var/tmp/forms/p-${name}.png`, fullPage: true });
    if (name === 'desk') await p.pdf({ path: '/var/tmp/forms/print.pdf', format: 'A4' });
    await ctx.close();
  };
  await open(0, 'en', 1280, 'light', 'desk');
  await open(3, 'es', 390, 'light', 'phone');
  await open(1, 'es', 1280, 'dark', 'dark', true);
  await open(2, 'en', 390, 'dark', 'few');
  await browser.close();
  await server.close();
});
