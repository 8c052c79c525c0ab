import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;

/**
 * Starts a Node program and asks for a page until it is served.
 * @returns the process, and the milliseconds from its start to the first 200 (looked for every 10 ms)
 */
export async function startAndAsk(program, path, environment = {}) {
  const port = await freePort();
  const from = performance.now();
  // Nothing else is handed on: a DATABASE_URL of the caller would make it another measure.
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), ...environment };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const told = [];
  child.stderr.on('data', (text) => told.push(String(text)));
  while (!(await isServed(`http://127.0.0.1:${port}${path}`))) {
    const late = performance.now() - from > START_LIMIT_MS;
    if (late || child.exitCode !== null) {
      await stop(child);
      throw new Error(`${program} did not serve ${path}: ${told.join('')}`);
    }
    await pause(LOOK_EVERY_MS);
  }
  return { child, ms: performance.now() - from };
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
