import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { PageName } from '../../src/web/views.js';
import { launchBrowser } from '../support/browser.js';
import { casesWith } from './support/cases.js';
import { type PageServer, servePages } from './support/page-server.js';
import { telling } from './support/telling.js';
import { LONG } from './support/values.js';

/** Layout Instability API: what is visible and moves without its reader's doing, by how much, and what it is. */
const WATCH = `globalThis.moved = { sum: 0, what: [] };
globalThis.note = ({ hadRecentInput, value, sources }) => {
  if (hadRecentInput) return;
  moved.sum += value;
  moved.what.push(...sources.map(({ node }) => node?.parentNode?.outerHTML?.slice(0, 200) ?? String(node)));
};
globalThis.movements = new PerformanceObserver((list) => list.getEntries().forEach(note));
movements.observe({ type: 'layout-shift', buffered: true });
globalThis.painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));`;

const MOVED = `painted().then(() => { movements.takeRecords().forEach(note); return moved; })`;
/** A word that goes over to the next line while more of its sentence comes is less than this. */
const UNSEEN = 0.001;

/** A slow line brings a page piece by piece: takes all pieces away, and puts one after the other back where it was. */
const ARRIVE = `(async () => {
  const within = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) if (!walker.currentNode.parentNode.closest('svg')) nodes.push(walker.currentNode);
    return nodes;
  };
  const pieces = [...document.body.children].flatMap((part) =>
    [part, ...(part.localName === 'main' ? part.querySelectorAll(':scope > *, :scope > section > *') : within(part))]);
  const places = pieces.map((piece) => ({ piece, parent: piece.parentNode }));
  for (const { piece } of [...places].reverse()) piece.remove();
  await painted();
  for (const { piece, parent } of places) {
    parent.append(piece);
    if (piece.nodeType === Node.ELEMENT_NODE || piece.data.trim() !== '') await painted();
  }
})()`;

const MAIN: PageName[] = [
  'home',
  'patient',
  'flag',
  'connection',
  'progress',
  'sign-in',
  'inbox',
  'settings',
  'case',
  'people-claims',
  'error-429',
];

const cases = telling(casesWith(LONG));
let server: PageServer;
let browser: Browser;
let phone: Page;

beforeAll(async () => {
  server = await servePages(cases);
  browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.addInitScript(WATCH);
  phone = await context.newPage();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function expectStill(): Promise<void> {
  const { sum, what } = await phone.evaluate<{ sum: number; what: string[] }>(MOVED);
  expect(sum < UNSEEN ? [] : what).toEqual([]);
}

const each = cases.map(({ page, label }, index) => ({ name: `${page}: ${label}`, page, index }));

describe('a page on a phone', () => {
  it.each(each)('stands still while it loads: $name', async ({ index }) => {
    await phone.goto(server.address(index, 'es'), { waitUntil: 'load' });
    await expectStill();
  });

  it.each(each.filter(({ page }) => MAIN.includes(page)))(
    'stands still while a slow line brings it piece by piece: $name',
    async ({ index }) => {
      await phone.goto(server.address(index, 'en'), { waitUntil: 'load' });
      await phone.evaluate(ARRIVE);
      await expectStill();
    },
  );
});
