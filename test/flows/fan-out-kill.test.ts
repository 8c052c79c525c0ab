import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RecordService } from '../../src/services/record.service.js';
import { TOLD_AT_ONCE } from '../../src/store/exposure.store.js';
import { aCrowd } from '../support/a-crowd.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';
import { ServiceProcess } from '../support/service-process.js';
import { fileBreach, findMatch } from '../support/told-matches.js';

/** Each step takes the start of a process, which on a busy machine can be many seconds. */
const LIMIT_MS = 300_000;
/** Two chunks and a half, with the one whose pull made the hospital. */
const PEOPLE = TOLD_AT_ONCE * 2.5;
/** Where the worker is killed, and how many chunks are told by then. */
const DEATHS: [RegExp, number][] = [
  [/^before WITH nearer AS MATERIALIZED .* #2$/, 1],
  [/^before UPDATE fan_out SET reached .* #2$/, 1],
  [/^before the commit of UPDATE fan_out SET reached .* #1$/, 0],
  [/^after the commit of UPDATE fan_out SET reached .* #2$/, 2],
];

let database: TestDatabase;
let ground: FlowGround;
let worker: ServiceProcess;
let steps: string[];

beforeAll(async () => {
  database = await freshDatabase();
  ground = await FlowGround.open(database.url);
  const { patientId } = await ground.addPatient();
  ground.source.shows = aReading([
    anExam(1, { started: '2025-02-01' }),
    { resourceType: 'Organization', id: 'org-1', name: 'Lakeside Medical Center' },
  ]);
  await ground.get(RecordService).pull(await ground.connect(patientId));
  await ground.rows("UPDATE connection SET next_pull_at = now() + interval '1 day'");
  await ground.rows('UPDATE account SET mail_stopped_at = now()');
  await ground.rows('UPDATE organization SET matched_at = now()');
  const [place] = await ground.rows<{ id: string }>('SELECT id FROM organization');
  await aCrowd(ground, place!.id, PEOPLE - 1);
  await findMatch(ground, await fileBreach(ground, 'hhs'), place!.id, 'named');
  await forget();
  start();
  await worker.killAt('watch');
  await makeDue();
  await told();
  steps = [...worker.output.matchAll(/^step: (.*)$/gm)].map(([, name]) => name!);
}, LIMIT_MS);
afterAll(async () => {
  await worker?.end('SIGTERM');
  await ground?.close();
  await database?.drop();
}, LIMIT_MS);

function start(): void {
  worker = ServiceProcess.service(
    {
      NODE_ENV: 'production',
      ROLE: 'worker',
      DATABASE_URL: database.url,
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'Scanwarden <alerts@scanwarden.example>',
      PUBLIC_URL: 'https://scanwarden.example',
      SECRET_KEY: 'another key for tests, thirty-two bytes at least',
      FEEDS: 'none',
    },
    { killable: true },
  );
}

/** As before anybody was told, and not due. */
async function forget(): Promise<void> {
  await ground.dataSource.transaction(async (manager) => {
    await manager.query('SET LOCAL session_replication_role = replica');
    await manager.query('TRUNCATE exposure, notification CASCADE');
    await manager.query(
      "UPDATE fan_out SET reached = DEFAULT, done_at = NULL, rung_at = NULL, due_at = now() + interval '1 day'",
    );
  });
}

async function makeDue(): Promise<void> {
  await ground.rows("UPDATE fan_out SET due_at = now() - interval '1 second'");
}

async function told(): Promise<void> {
  await eventually(
    'everybody is told',
    async () => {
      if (worker.hasEnded) throw new Error(`the worker ended; it said: ${worker.output}`);
      return (await ground.count('fan_out', 'done_at IS NOT NULL')) > 0;
    },
    LIMIT_MS,
  );
  expect(await ground.count('exposure')).toBe(PEOPLE);
  expect(await ground.count('notification', "situation = 'S12'")).toBe(PEOPLE);
}

it.each(DEATHS)(
  'a worker killed %s leaves nobody out, and nobody told twice',
  async (where, chunks) => {
    await forget();
    const step = steps.find((name) => where.test(name));
    expect(step).toBeDefined();
    await worker.killAt(step!);
    await makeDue();
    expect(await worker.ended).toMatchObject({ signal: 'SIGKILL' });
    expect(await ground.count('exposure')).toBe(chunks * TOLD_AT_ONCE - Math.max(0, chunks - 1));
    start();
    // As much time as it takes for a ring to count as lost.
    await ground.rows("UPDATE fan_out SET rung_at = now() - interval '1 day'");
    await told();
  },
  LIMIT_MS,
);
