import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.js';
import { temporaryFolder } from './temporary-folder.js';

export type TestRedis = {
  url: string;
  /** Ends it as a crash would, and starts it at the same address, empty. A container's Redis is emptied. */
  restart(): Promise<void>;
  /** Ends it, with all it holds. A container's Redis goes on, emptied at the next start. */
  stop(): Promise<void>;
};

/** An empty Redis that keeps nothing on disk; for suites named *.redis.test.ts. `copy` tells several of one suite apart. */
export async function startRedis(copy = 0): Promise<TestRedis> {
  const { TEST_REDIS_SERVER, TEST_REDIS_URL } = process.env;
  if (TEST_REDIS_SERVER) return startProgram(TEST_REDIS_SERVER);
  if (!TEST_REDIS_URL) throw new Error('No Redis: run by `npm test`, which gets one');
  // Each of jest's workers has a database of its own in the one container.
  const number = Number(process.env.JEST_WORKER_ID ?? 0) + 4 * copy;
  const url = `${TEST_REDIS_URL}/${number}`;
  await flushRedis(url);
  return { url, restart: () => flushRedis(url), stop: () => Promise.resolve() };
}

async function startProgram(program: string): Promise<TestRedis> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const options = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder.path };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  let server: ChildProcess;
  const start = async (): Promise<void> => {
    server = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    await untilReady(server);
  };
  const kill = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    restart: () => kill().then(start),
    stop: () => kill().then(() => folder.remove()),
  };
}

async function untilReady(server: ChildProcess): Promise<void> {
  if (!server.stdout) throw new Error('Redis was started without its output');
  const lines: string[] = [];
  for await (const line of createInterface(server.stdout)) {
    lines.push(line);
    if (line.includes('Ready to accept connections')) {
      server.stdout.resume();
      return;
    }
  }
  throw new Error(`Redis did not start: ${lines.slice(-3).join(' | ')}`);
}

/** Empties the database that the address names. */
export async function flushRedis(url: string): Promise<void> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(`SELECT ${pathname.slice(1) || 0}\r\nFLUSHDB\r\nQUIT\r\n`);
  socket.resume();
  await once(socket, 'close');
}
