import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../dist/app.module.js';
import { openGround } from '../../dist/ground.js';
import { JobRunner } from '../../dist/jobs/runner.js';
import { makeLogger, nestLogger } from '../../dist/lib/logger.js';

/** A mail server of its own process, while the work lasts. */
export async function withSmtpSink(work) {
  const server = fork(fileURLToPath(new URL('smtp-sink.js', import.meta.url)));
  const answer = async () => (await once(server, 'message'))[0];
  try {
    const { port } = await answer();
    const taken = async () => {
      server.send('how many?');
      return (await answer()).taken;
    };
    await work({ url: `smtp://127.0.0.1:${port}`, taken });
  } finally {
    server.kill();
  }
}

/** An empty Redis that keeps nothing on disk, while the work lasts; null where there is no redis-server. */
export async function withRedis(work) {
  const program = process.env.TEST_REDIS_SERVER ?? 'redis-server';
  if (spawnSync(program, ['--version']).status !== 0) {
    console.log(`\n${program} is not there: what runs on Redis is left out`);
    return;
  }
  const port = await freePort();
  const options = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(program, options.map(String), { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    for await (const line of createInterface(server.stdout)) if (line.includes('Ready to accept')) break;
    server.stdout.resume();
    await work({ url: `redis://127.0.0.1:${port}`, pid: server.pid });
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

/** A worker, as it runs in production, on an embedded database of its own that goes when the work is done. */
export async function withWorker(environment, work) {
  const folder = mkdtempSync(join(tmpdir(), 'scanwarden-bench-'));
  // Started as root, PostgreSQL runs as somebody else, who has to pass through.
  chmodSync(folder, 0o711);
  const settings = { DATA_DIR: join(folder, 'data'), ROLE: 'worker', FEEDS: 'none', ...environment };
  const ground = await openGround(settings, makeLogger('error'));
  try {
    const options = { logger: nestLogger(ground.logger), abortOnError: false };
    const journeys = await NestFactory.createApplicationContext(AppModule.on(ground), options);
    const runner = journeys.get(JobRunner, { strict: false });
    await work({ journeys, ground, start: () => runner.start() });
    await runner.stop();
    await journeys.close();
  } finally {
    await ground.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
