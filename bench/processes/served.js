import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;

/**
 * Starts a Node program that serves pages and says on its output that it "is ready".
 * @returns the process, and the milliseconds from its start to the first 200 on the path (looked for every 10 ms)
 * and to that line
 * @throws when either does not come within a minute
 */
export async function startAndAsk(program, path, environment = {}) {
  const port = await freePort();
  const from = performance.now();
  // Nothing else is handed on: a DATABASE_URL of the caller would make it another measure.
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), ...environment };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const told = collect(child, from);
  const taken = { served: null, ready: null };
  while (taken.served === null || taken.ready === null) {
    if (taken.served === null && (await isServed(`http://127.0.0.1:${port}${path}`)))
      taken.served = performance.now() - from;
    taken.ready = told.readyAt;
    if (performance.now() - from > START_LIMIT_MS || child.exitCode !== null) {
      await stop(child);
      throw new Error(`${program} did not serve ${path} and say that it is ready: ${told.text}`);
    }
    await pause(LOOK_EVERY_MS);
  }
  return { child, ...taken };
}

/** What the process says, and when it said that it is ready. */
function collect({ stdout, stderr }, from) {
  const told = { text: '', readyAt: null };
  const take = (text) => {
    told.text += text;
    if (told.text.includes('is ready')) told.readyAt ??= performance.now() - from;
  };
  stdout.on('data', take);
  stderr.on('data', take);
  return told;
}

/** Asks it to stop as an operator would, and waits. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const stopped = await Promise.race([ended, pause(STOP_LIMIT_MS, null, { ref: false })]);
  if (stopped) return;
  child.kill('SIGKILL');
  throw new Error(`process ${child.pid} had not ended ${STOP_LIMIT_MS / 1000} s after SIGTERM`);
}

async function isServed(url) {
  try {
    const answer = await fetch(url, { redirect: 'manual' });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false; // Nobody listens yet.
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
