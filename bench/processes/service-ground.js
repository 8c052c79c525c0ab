import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { fork } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { CoreModule } from '../../dist/app.module.js';
import { openGround } from '../../dist/ground.js';
import { makeLogger, nestLogger } from '../../dist/lib/logger.js';

/** The journeys on an embedded database of their own, in a folder that goes when the work is done. */
export async function withService(work) {
  const folder = mkdtempSync(join(tmpdir(), 'scanwarden-bench-'));
  // Started as root, PostgreSQL runs as somebody else, who has to pass through.
  chmodSync(folder, 0o711);
  const ground = await openGround({ DATA_DIR: join(folder, 'data') }, makeLogger('error'));
  try {
    const options = { logger: nestLogger(ground.logger), abortOnError: false };
    const journeys = await NestFactory.createApplicationContext(CoreModule.on(ground), options);
    await work(journeys, ground);
    await journeys.close();
  } finally {
    await ground.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The server of fhir-server.js in a process of its own, while the work lasts. */
export async function withFhirServer(studies, work) {
  const program = fileURLToPath(new URL('fhir-server.js', import.meta.url));
  const server = fork(program, { env: { ...process.env, STUDIES: String(studies) } });
  try {
    const [{ port }] = await once(server, 'message');
    await work(`http://127.0.0.1:${port}/fhir`);
  } finally {
    server.kill();
  }
}

/** The statements that the work sends, without those that only begin and end transactions. */
export async function countStatements(work) {
  const { prototype } = pg.Client;
  const { query } = prototype;
  let sent = 0;
  prototype.query = function (...args) {
    const text = typeof args[0] === 'string' ? args[0] : args[0].text;
    if (!/^(START TRANSACTION|BEGIN|COMMIT|ROLLBACK)/.test(text)) sent += 1;
    return query.apply(this, args);
  };
  await work().finally(() => (prototype.query = query));
  return sent;
}
