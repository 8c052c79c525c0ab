/**
 * The service as it runs in production, with a caregiver's pages, and beside it in the same process the least that can serve
 * them: a bare handler that sends the database the same statements one after the other and answers with the same bytes.
 */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { createServer } from 'node:http';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { AppModule } from '../../dist/app.module.js';
import { openGround } from '../../dist/ground.js';
import { makeLogger, nestLogger } from '../../dist/lib/logger.js';
import { AccountService } from '../../dist/services/account.service.js';
import { RecordService } from '../../dist/services/record.service.js';
import { ConnectionStore } from '../../dist/store/connection.store.js';
import { prepareWeb } from '../../dist/web/prepare-web.js';
import { sessionCookieName } from '../../dist/web/visit.js';
import { fillFamily } from '../invented/families.js';
import { withFhirServer } from './service-ground.js';

const STUDIES = 200;
const PATIENTS = 50;

const folder = mkdtempSync(join(tmpdir(), 'scanwarden-bench-'));
// Started as root, PostgreSQL runs as somebody else, who has to pass through.
chmodSync(folder, 0o711);
const ground = await openGround(
  { DATA_DIR: join(folder, 'data'), ROLE: 'web', FEEDS: 'none' },
  makeLogger('error'),
);
const app = await NestFactory.create(AppModule.on(ground), {
  logger: nestLogger(ground.logger),
  bodyParser: false,
});
const pool = new pg.Pool({ connectionString: ground.databaseUrl, max: 10 });
let pages = [];
const bare = createServer((request, response) => void answerBare(request, response));
process.on('message', () => void close().then(() => process.exit()));
try {
  process.send(await serve());
} catch (error) {
  await close();
  throw error;
}

async function serve() {
  prepareWeb(app, ground);
  const { port } = (await app.listen(0, '127.0.0.1')).address();
  const origin = `http://127.0.0.1:${port}`;
  const made = await fill();
  const cookie = await signIn(made.caregiver);
  pages = await recordedPages(origin, cookie, await pathsOf(made));
  await once(bare.listen(0, '127.0.0.1'), 'listening');
  return {
    origin,
    bareOrigin: `http://127.0.0.1:${bare.address().port}`,
    cookie,
    pages: pages.map(({ name, path, statements, body }) => ({
      name,
      path,
      bytes: body.length,
      statements: statements.length,
    })),
  };
}

/** One record of many studies that a real pull has read, and the others of its caregiver. */
function fill() {
  let family;
  return withFhirServer(STUDIES, async (fhirBase) => {
    const [{ id: patientId }] = await ground.dataSource.query(
      `INSERT INTO patient (name) VALUES ('Person 1') RETURNING id`,
    );
    const place = { siteName: 'Alder Valley Hospital', fhirBase, fhirPatientId: 'invented-1', token: null };
    const id = await app
      .get(ConnectionStore, { strict: false })
      .add({ ...place, patientId, pullEverySeconds: 21_600, settlingHours: 24 });
    await app.get(RecordService, { strict: false }).look(id);
    family = await fillFamily(ground.dataSource, id, PATIENTS);
  }).then(() => family);
}

async function signIn(accountId) {
  const accounts = app.get(AccountService, { strict: false });
  const link = await accounts.makeLink(accountId);
  const token = link.slice(link.lastIndexOf('/') + 1);
  const session = await accounts.signIn(token, {
    device: { browser: null, system: null },
    deviceToken: 'the device of the bench',
  });
  return { name: sessionCookieName(ground.config), value: session };
}

async function pathsOf({ patientId }) {
  const path = `/patients/${patientId}`;
  const [flag] = await ground.dataSource.query('SELECT id FROM flag WHERE patient_id = $1 LIMIT 1', [
    patientId,
  ]);
  return {
    [`home of ${PATIENTS} patients`]: '/',
    [`patient with ${STUDIES} studies`]: path,
    [`over time, ${STUDIES} studies`]: `${path}/over-time`,
    flag: `${path}/flags/${flag.id}`,
  };
}

/** Each page asked for once, with the statements that it sent and the bytes that it came to. */
async function recordedPages(origin, cookie, paths) {
  const { prototype } = pg.Client;
  const { query } = prototype;
  const recorded = [];
  for (const [name, path] of Object.entries(paths)) {
    const statements = [];
    prototype.query = function (...args) {
      statements.push({ text: args[0], values: Array.isArray(args[1]) ? args[1] : [] });
      return query.apply(this, args);
    };
    const answer = await fetch(origin + path, { headers: { cookie: `${cookie.name}=${cookie.value}` } });
    const body = Buffer.from(await answer.arrayBuffer());
    prototype.query = query;
    if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}`);
    recorded.push({ name, path, statements, body });
  }
  return recorded;
}

async function answerBare({ url }, response) {
  const { statements, body } = pages.find(({ path }) => path === url);
  for (const { text, values } of statements) await pool.query(text, values);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length });
  response.end(body);
}

async function close() {
  bare.close();
  await pool.end();
  await app.close();
  await ground.close();
  rmSync(folder, { recursive: true, force: true });
}
