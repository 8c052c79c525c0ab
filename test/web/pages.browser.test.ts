import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { type Locale, LOCALES } from '../../src/words/words.js';
import { launchBrowser } from '../support/browser.js';
import { casesWith } from './support/cases.js';
import { type PageServer, servePages } from './support/page-server.js';
import { telling } from './support/telling.js';
import { LONG } from './support/values.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const EVERYTHING: RunOptions = {
  runOnly: { type: 'tag', values: WCAG },
  rules: { 'target-size': { enabled: true } },
};
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
// Colours do not depend on the width, nor widths on the language, so each of both is looked at once.
const LOOKS = [
  { name: 'phone, light', size: PHONE, scheme: 'light', language: 'es' },
  { name: 'desktop, dark', size: DESKTOP, scheme: 'dark', language: 'en' },
] as const;

// In the page's own words, since the checks run there.
const UNFOLD = `document.querySelectorAll('main details').forEach((each) => each.setAttribute('open', ''))`;
// Radio buttons of one question are one stop: the chosen one, or the first.
const NUMBER_CONTROLS = `const stopOf = ({ form, name }) => form.querySelector('input[name=' + name + ']:checked') ?? form.elements[name][0];
[...document.querySelectorAll('a[href], button:not(:disabled), input:not([type=hidden]), select, summary, [tabindex="0"]')]
  .filter((each) => each.checkVisibility() && (each.type !== 'radio' || each === stopOf(each)))
  .map((each, index) => each.setAttribute('data-walk', String(index))).length`;
const FOCUSED = `document.activeElement?.getAttribute('data-walk') ?? null`;
const TOO_WIDE = `document.documentElement.scrollWidth - innerWidth`;

const cases = telling(casesWith(LONG));
let server: PageServer;
let browser: Browser;
let page: Page;
const refusals: string[] = [];

beforeAll(async () => {
  server = await servePages(cases);
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: PHONE, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('console', (message) => refusals.push(message.text()));
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(index: number, language: Locale = 'en'): Promise<void> {
  await page.goto(server.address(index, language));
  // What is folded away is part of the page too; the menu lies over it and is left closed.
  await page.evaluate(UNFOLD);
}

async function violations(): Promise<string[]> {
  const { violations: found } = await page.evaluate(
    (given) =>
      (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(given),
    EVERYTHING,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Presses Tab until every visible control had the focus, or it left the page; gives how many had it. */
async function walk(): Promise<{ reached: number; controls: number }> {
  const controls = await page.evaluate<number>(NUMBER_CONTROLS);
  const reached = new Set<string>();
  // Day, month, year and calendar of a date are four stops of one control; so are the parts of a time.
  const parts = await page.locator('input[type=date]:visible, input[type=time]:visible').count();
  // A mail that is shown within a page has stops of its own.
  const framed = 60 * (await page.locator('iframe').count());
  const stops = controls + 3 * parts + framed;
  for (let presses = 0; presses <= stops + 1 && reached.size < controls; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate<string | null>(FOCUSED);
    if (at !== null) reached.add(at);
  }
  return { reached: reached.size, controls };
}

describe('every page in a browser, with the longest names', () => {
  it.each(cases.map(({ page: name, label }, index) => [`${name}: ${label}`, index] as const))(
    'can be read and used by everybody: %s',
    async (_name, index) => {
      for (const look of LOOKS) {
        await page.setViewportSize(look.size);
        await page.emulateMedia({ colorScheme: look.scheme });
        await open(index, look.language);
        await page.evaluate(AXE);
        expect({ look: look.name, found: await violations() }).toEqual({
          look: look.name,
          found: [],
        });
      }
    },
  );

  it.each(LOCALES)('never scrolls sideways, down to 320 px, in %s', async (language) => {
    await page.setViewportSize({ width: 320, height: 700 });
    for (const [index, { page: name, label }] of cases.entries()) {
      await open(index, language);
      const over = await page.evaluate<number>(TOO_WIDE);
      expect({ name, label, over }).toEqual({ name, label, over: 0 });
    }
  });

  it.each(cases.map(({ page: name, label }, index) => [`${name}: ${label}`, name, index] as const))(
    'reaches every control by keyboard: %s',
    async (_label, name, index) => {
      await page.setViewportSize(DESKTOP);
      await open(index);
      const { reached, controls } = await walk();
      expect(reached).toBe(controls);
      // A message on a sheet of its own has what it says, and nothing around it.
      expect(controls).toBeGreaterThan(name === 'message' ? 0 : 2);
    },
  );

  it('opens the menu with the keyboard, without any script', async () => {
    await open(cases.findIndex(({ page: name }) => name === 'home'));
    await page.locator('.menu > summary').focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('button', { name: 'Sign out' }).isVisible()).toBe(true);
  });

  it('prints as a letter: nothing to press, and everything unfolded', async () => {
    await page.goto(
      server.address(
        cases.findIndex(({ page: name }) => name === 'flag'),
        'en',
      ),
    );
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('button:visible, .site-nav:visible, .skip:visible').count()).toBe(0);
    expect(await page.getByText('First seen here.').boundingBox()).toMatchObject({
      height: expect.any(Number),
    });
    await page.emulateMedia({ media: 'screen' });
  });

  it('asks for nothing that a strict policy refuses', () => {
    expect(refusals).toEqual([]);
  });
});
