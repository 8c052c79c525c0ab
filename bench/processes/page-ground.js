import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { useWhatIsThere } from '../../test/support/engines.js';

/** The server of page-server.js in a process of its own, while the work lasts. */
export async function withPageServer(work) {
  const server = fork(fileURLToPath(new URL('page-server.js', import.meta.url)));
  const ended = once(server, 'exit');
  try {
    const served = await Promise.race([once(server, 'message'), ended.then(() => null)]);
    if (served === null) throw new Error('the page server ended before it served anything');
    await work(served[0]);
  } finally {
    if (server.connected) server.send('end');
    await ended;
  }
}

/** A Chromium of this machine while the work lasts; says so and does nothing where there is none. */
export async function withChromium(work) {
  useWhatIsThere();
  const { TEST_CHROMIUM: executablePath } = process.env;
  if (!executablePath) {
    console.log('\nChromium is not there: what runs in it is left out');
    return;
  }
  const browser = await chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
  await work(browser).finally(() => browser.close());
}
