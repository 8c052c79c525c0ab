/**
 * The outbox: notifications that are due until a mail server on loopback has them and their rows are marked, beside a bare pooled
 * nodemailer with the same messages. Jobs on Redis. `-- --long`: 100,000 of a million, and the memory meanwhile.
 */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createTransport } from 'nodemailer';
import { mimeOf } from '../../dist/mail/mime.js';
import { noticeMail } from '../../dist/mail/message.js';
import { countUnsent, fillAccounts, queueMails } from '../invented/letters.js';
import { median, ratio, timeInTurns } from '../measure.js';
import { withRedis, withSmtpSink, withWorker } from '../processes/mail-ground.js';
import { memoryOf } from '../processes/memory.js';
import { inMb, inMs, inTimes, printTable } from '../table.js';

const LONG = process.argv.includes('--long');
const MAILS = 1_000;
const ROUNDS = 5;
const QUEUED = 1_000_000;
const DRAINED = 100_000;
const LOOK_EVERY_MS = 25;
const HOST = 'watch.invented.example';
const MAIL_FROM = `Scanwarden <letters@${HOST}>`;

printRendering();
const keys = mkdtempSync(join(tmpdir(), 'scanwarden-bench-key-'));
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
writeFileSync(join(keys, 'dkim.pem'), pem);
await withRedis((redis) =>
  withSmtpSink(async (sink) => {
    const settings = { REDIS_URL: redis.url, SMTP_URL: sink.url, MAIL_FROM, PUBLIC_URL: `https://${HOST}` };
    const dkim = { domainName: HOST, keySelector: 'bench', privateKey: pem };
    const signed = {
      DKIM_DOMAIN: HOST,
      DKIM_SELECTOR: 'bench',
      DKIM_PRIVATE_KEY_FILE: join(keys, 'dkim.pem'),
    };
    const rows = [
      ...(await compare('unsigned', settings, sink, {}, 0.5)),
      ...(await compare('signed (DKIM, RSA 2048)', { ...settings, ...signed }, sink, { dkim }, 0.7)),
    ];
    printTable(
      `outbox: ${MAILS} mails a round to a mail server on loopback, jobs on Redis; ratio of mails a second`,
      ['', 'mails/s', 'ratio', 'limit'],
      rows,
    );
    if (LONG) await drain(settings, sink, redis);
  }),
);
rmSync(keys, { recursive: true });

function printRendering() {
  const facts = lettersOf(1)[0];
  const times = timeInTurns({
    render: () => noticeMail({ ...facts, locale: 'en' }),
    es: () => noticeMail({ ...facts, locale: 'es' }),
  });
  printTable(
    'outbox: writing one mail, both parts and all headers',
    ['', 'median', 'limit'],
    [
      ['English', inMs(median(times.render)), '1 ms'],
      ['Spanish', inMs(median(times.es)), '1 ms'],
    ],
  );
}

/** What the base sends: letters like those of the outbox, made beforehand. */
function lettersOf(count) {
  return Array.from({ length: count }, (_, at) => ({
    notificationId: `7c1d4a52-0b0e-4f43-9f0e-${String(at).padStart(12, '0')}`,
    to: `reader-${at}@invented.example`,
    code: 'K7QM-2WXP',
    locale: 'en',
    publicUrl: `https://${HOST}`,
    mailFrom: MAIL_FROM,
    bounceDomain: null,
    createdAt: new Date(),
    mail: 'something-new',
    level: 'check',
    several: false,
    detail: null,
    stream: 'check',
    unsubscribeToken: 'an-unsubscribe-token-of-the-usual-length-of-them-which-is-about-this',
  }));
}

async function compare(name, settings, sink, signing, limit) {
  const times = { ours: [], bare: [] };
  const messages = lettersOf(MAILS).map(noticeMail);
  const pool = createTransport({
    url: sink.url,
    pool: true,
    maxConnections: 5,
    maxMessages: 1000,
    ...signing,
  });
  const bare = () => Promise.all(messages.map((message) => pool.sendMail(mimeOf(message))));
  await withWorker(settings, async ({ ground: { dataSource }, start }) => {
    await fillAccounts(dataSource, 1_000);
    await start();
    const ours = async () => {
      await queueMails(dataSource, MAILS);
      const from = performance.now();
      while ((await countUnsent(dataSource)) > 0) await pause(LOOK_EVERY_MS);
      return performance.now() - from;
    };
    await bare();
    await ours();
    while (times.ours.length < ROUNDS) {
      times.bare.push(await timeOf(bare));
      times.ours.push(await ours());
    }
    const expected = 2 * (ROUNDS + 1) * MAILS;
    const [{ sent }] = await dataSource.query(
      'SELECT count(*)::int AS sent FROM notification WHERE sent_at IS NOT NULL',
    );
    if (sent * 2 !== expected) throw new Error(`expected ${expected / 2} rows to be sent, got ${sent}`);
  });
  pool.close();
  const perSecond = (all) => String(Math.round(MAILS / (median(all) / 1000)));
  return [
    [`bare nodemailer, ${name}`, perSecond(times.bare), inTimes(1)],
    [`  outbox, ${name}`, perSecond(times.ours), inTimes(ratio(times.bare, times.ours)), inTimes(limit)],
  ];
}

/** A tenth of a long queue: how fast, and what the process and Redis hold meanwhile. */
async function drain(settings, sink, redis) {
  await withWorker(settings, async ({ ground: { dataSource }, start }) => {
    await fillAccounts(dataSource, 1_000);
    await queueMails(dataSource, QUEUED);
    await dataSource.query('ANALYZE notification');
    const before = await sink.taken();
    const from = performance.now();
    await start();
    const tenths = [];
    for (let tenth = 1; tenth <= 10; tenth += 1) {
      const began = performance.now();
      while ((await sink.taken()) - before < (DRAINED / 10) * tenth) await pause(50);
      tenths.push({
        rate: DRAINED / 10 / ((performance.now() - began) / 1000),
        memory: process.memoryUsage.rss() / 2 ** 20,
        heap: heapInUse(),
        redis: memoryOf(redis.pid)?.node ?? 0,
      });
    }
    const taken = performance.now() - from;
    printTable(
      `outbox: ${DRAINED} of ${QUEUED} queued mails in ${inMs(taken)}`,
      ['after', 'mails/s', 'memory of the process', 'heap in use', 'of Redis'],
      tenths.map(({ rate, memory, heap, redis: held }, at) => [
        String((DRAINED / 10) * (at + 1)),
        String(Math.round(rate)),
        inMb(memory),
        inMb(heap),
        inMb(held),
      ]),
    );
  });
}

/** After a forced collection: the resident set also holds what the collector has not got round to. */
function heapInUse() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function timeOf(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
