import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { ServiceProcess } from '../support/service-process.js';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.js';

/** The start of a process takes many seconds on a busy machine. */
const LIMIT_MS = 120_000;
/** Many transactions' worth: after the first of them most of the others still wait. */
const MAILS = 200;
const IN_THE_MIDDLE = 40;
const TIME_PASSES_EVERY_MS = 1_000;

let database: TestDatabase;
let redis: TestRedis;
let sink: SmtpSink;
let worker: ServiceProcess;
let client: Client;

beforeAll(async () => {
  database = await freshDatabase();
  redis = await startRedis();
  sink = await startSmtpSink();
  client = new Client({ connectionString: database.url });
  await client.connect();
  worker = ServiceProcess.service({
    NODE_ENV: 'production',
    ROLE: 'worker',
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    SMTP_URL: sink.url,
    MAIL_FROM: 'Scanwarden <alerts@scanwarden.example>',
    PUBLIC_URL: 'https://scanwarden.example',
    SECRET_KEY: 'another key for tests, thirty-two bytes at least',
    FEEDS: 'none',
  });
}, LIMIT_MS);
afterAll(async () => {
  await worker?.end('SIGTERM');
  await client?.end();
  await sink?.close();
  await redis?.stop();
  await database?.drop();
}, LIMIT_MS);
beforeEach(async () => {
  await client.query('DELETE FROM notification');
  await client.query('DELETE FROM account');
  sink.messages.splice(0);
});

/** A mail for each of many people, of every level, all due now; half of them are of a breach that they share a mail on. */
async function queueMails(): Promise<void> {
  await client.query(
    `WITH reader AS (INSERT INTO account (email, name) SELECT 'reader-' || at || '@example.org', 'Reader' FROM generate_series(1, $1::int) AS at RETURNING id, email)
     INSERT INTO notification (account_id, cause, channel, situation, level, fold, created_at, not_before)
     SELECT id, 'drain:' || email, 'mail', 'S12', (ARRAY['check', 'act soon', 'act now'])[1 + abs(hashtext(email)) % 3],
       CASE WHEN hashtext(email) % 2 = 0 THEN 'breach:1' END, now(), now() FROM reader`,
    [MAILS],
  );
}

async function unsent(): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM notification WHERE sent_at IS NULL',
  );
  return rows[0]!.count;
}

/** As much time as it takes for a ring to count as lost, again and again, until all is marked as sent. */
async function allSent(): Promise<void> {
  let next = Date.now() + TIME_PASSES_EVERY_MS;
  await eventually(
    'all mails are sent',
    async () => {
      if (worker.hasEnded) throw new Error(`the worker ended; it said: ${worker.output}`);
      if (Date.now() > next) {
        next = Date.now() + TIME_PASSES_EVERY_MS;
        await client.query(
          `UPDATE notification SET rung_at = now() - interval '1 day', not_before = least(not_before, now())
           WHERE id IN (SELECT id FROM notification WHERE sent_at IS NULL AND rung_at IS NOT NULL FOR UPDATE SKIP LOCKED)`,
        );
        await client.query("SELECT pg_notify('doorbell', 'time passes')");
      }
      return (await unsent()) === 0;
    },
    LIMIT_MS,
  );
}

/** Every mail is there, whatever came twice has the one Message-ID of its row, and nothing was given up. */
async function expectNothingLost(): Promise<void> {
  const { rows } = await client.query<{ id: string; email: string }>(
    'SELECT notification.id, email FROM notification JOIN account ON account.id = account_id WHERE failed_at IS NULL',
  );
  expect(rows).toHaveLength(MAILS);
  const messageIds = new Map<string, Set<string | undefined>>();
  for (const { to, email } of sink.messages)
    messageIds.set(to[0]!, (messageIds.get(to[0]!) ?? new Set()).add(email.messageId));
  expect(new Map([...messageIds].map(([to, ids]) => [to, [...ids]]))).toEqual(
    new Map(rows.map(({ id, email }) => [email, [`<${id}@scanwarden.example>`]])),
  );
}

/** Every connection of the service, as a restart of the database would end it. */
async function cutConnections(): Promise<number> {
  const { rows } = await client.query<{ ended: boolean }>(
    'SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  return rows.length;
}

describe('in the middle of a long outbox no mail is lost, and what comes twice is the same mail', () => {
  it(
    'when Redis ends, and comes back empty',
    async () => {
      await queueMails();
      await sink.received(IN_THE_MIDDLE);
      await redis.restart();
      expect(await unsent()).toBeGreaterThan(0);
      await allSent();
      await expectNothingLost();
    },
    LIMIT_MS,
  );

  it(
    'when PostgreSQL ends every connection, and takes new ones',
    async () => {
      await queueMails();
      await sink.received(IN_THE_MIDDLE);
      expect(await cutConnections()).toBeGreaterThan(0);
      expect(await unsent()).toBeGreaterThan(0);
      await allSent();
      await expectNothingLost();
    },
    LIMIT_MS,
  );
});
