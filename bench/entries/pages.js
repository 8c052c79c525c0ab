/**
 * Pages of a caregiver, 50 connections at once, beside a bare handler that sends the same statements and writes the same bytes;
 * and how soon a phone on a slow line shows the first words.
 */
import { Pool } from 'undici';
import { median, quantile, turned } from '../measure.js';
import { withChromium, withPageServer } from '../processes/page-ground.js';
import { inKb, inMs, inTimes, printTable } from '../table.js';

const AT_ONCE = 50;
const REQUESTS = 100;
const ROUNDS = 3;
const LEAST_RATIO = 0.6;
const MOST_STATEMENTS = 6;
const MOST_PAINT_MS = 1500;
const PAINTS = 3;
/** Lighthouse's "slow 4G" for a phone: round trip, and bytes a second of 1.6 Mbit/s down and 750 kbit/s up. */
const SLOW_LINE = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 };
const SLOWER_PROCESSOR = 4;
/** In the page's own words, since it runs there. */
const FIRST_PAINT = `new Promise((tell) =>
  new PerformanceObserver((list) =>
    list.getEntriesByName('first-contentful-paint').forEach(({ startTime }) => tell(startTime)),
  ).observe({ type: 'paint', buffered: true }))`;

await withPageServer(async (served) => {
  const rows = [];
  for (const page of served.pages) rows.push(await compare(served, page));
  printTable(
    `pages: ${AT_ONCE} connections at once; ratio of requests a second to a bare handler, at least ${LEAST_RATIO}`,
    ['', 'page', 'statements', 'bare/s', 'p99', 'ours/s', 'p99', 'ratio'],
    rows,
  );
  await withChromium((browser) => printPaints(browser, served));
});

async function compare({ origin, bareOrigin, cookie }, { name, path, bytes, statements }) {
  const headers = { cookie: `${cookie.name}=${cookie.value}` };
  const pools = { bare: linesTo(bareOrigin), ours: linesTo(origin) };
  const all = { bare: [], ours: [] };
  const rates = { bare: [], ours: [] };
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const side of turned(Object.keys(pools), Math.max(round, 0))) {
      const { taken, rate } = await ask(pools[side], { path, headers, method: 'GET' }, bytes);
      // The first round is the warm-up.
      if (round < 0) continue;
      all[side].push(...taken);
      rates[side].push(rate);
    }
  }
  for (const pool of Object.values(pools)) await pool.close();
  return [
    name,
    inKb(bytes),
    `${statements} of ${MOST_STATEMENTS}`,
    median(rates.bare).toFixed(0),
    inMs(quantile(all.bare, 0.99)),
    median(rates.ours).toFixed(0),
    inMs(quantile(all.ours, 0.99)),
    inTimes(median(rates.ours.map((rate, round) => rate / rates.bare[round]))),
  ];
}

function linesTo(origin) {
  return new Pool(origin, { connections: AT_ONCE, pipelining: 1 });
}

/** @returns milliseconds of each request, and requests a second */
async function ask(pool, request, bytes) {
  const taken = [];
  let left = REQUESTS;
  const from = performance.now();
  const one = async () => {
    while ((left -= 1) >= 0) {
      const began = performance.now();
      const { statusCode, body } = await pool.request(request);
      const answer = await body.arrayBuffer();
      if (statusCode !== 200 || Math.abs(answer.byteLength - bytes) > 64)
        throw new Error(`${request.path} answered ${statusCode} with ${answer.byteLength} bytes`);
      taken.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return { taken, rate: REQUESTS / ((performance.now() - from) / 1000) };
}

async function printPaints(browser, { origin, cookie, pages }) {
  const rows = [];
  for (const { name, path } of pages) {
    const paints = [];
    for (let turn = 0; turn < PAINTS; turn += 1) paints.push(await firstPaint(browser, origin, path, cookie));
    rows.push([name, inMs(median(paints)), inMs(Math.max(...paints)), inMs(MOST_PAINT_MS)]);
  }
  printTable(
    `pages: first contentful paint with nothing kept, 150 ms and 1.6 Mbit/s, processor / ${SLOWER_PROCESSOR}`,
    ['', 'median', 'slowest', 'limit'],
    rows,
  );
}

async function firstPaint(browser, origin, path, cookie) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
  });
  await context.addCookies([{ ...cookie, url: origin }]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_PROCESSOR });
  await page.goto(origin + path, { waitUntil: 'load' });
  const paint = await page.evaluate(FIRST_PAINT);
  await context.close();
  return paint;
}
