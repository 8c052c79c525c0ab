import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { noticeOf } from '../../src/domain/notification.js';
import { NotificationService } from '../../src/services/notification.service.js';
import { NotificationStore } from '../../src/store/notification.store.js';
import { aCertificate } from '../support/certificate.js';
import { cuttingLine } from '../support/cutting-line.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';

const MAILS = 6;
const HOUR_MS = 3_600_000;
let database: TestDatabase;
let ground: FlowGround;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(() => void taken.splice(0));
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** What mail servers of a test took: whose mail, and under which Message-ID. */
const taken: { to: string; messageId: string }[] = [];

async function aServer(handlers: SMTPServerOptions = {}): Promise<string> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) =>
      void text(stream).then((raw) => {
        const messageId = /^message-id: (.*)$/im.exec(raw)?.[1] ?? '';
        taken.push({ to: session.envelope.rcptTo[0]!.address, messageId: messageId.trim() });
        done();
      }, done),
    ...handlers,
  });
  // A client that gives up breaks its line.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  closing.push(() => new Promise((resolve) => server.close(() => resolve(null))));
  return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

async function aLine(...given: Parameters<typeof cuttingLine>): Promise<string> {
  const line = await cuttingLine(...given);
  closing.push(() => line.close());
  return line.url;
}

/** The service with this mail server, and a mail to each of several people that is due. */
async function withMails(smtpUrl: string): Promise<void> {
  ground = await FlowGround.open(database.url, { environment: { SMTP_URL: smtpUrl } });
  closing.push(() => ground.close());
  await ground.empty();
  for (let at = 0; at < MAILS; at += 1) {
    const { patientId } = await ground.addPatient();
    const notice = noticeOf(`fault:${at}`, 'S02', 'check')!;
    await ground.dataSource.transaction((manager) =>
      ground
        .get(NotificationStore)
        .write(manager, [{ notice, target: { patientId } }], ground.clock.now().toISOString()),
    );
  }
}

/** All that is due is delivered at once; then its pause is over, and so on. */
async function deliverAll(turns = 1): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await ground.rows('UPDATE notification SET not_before = now() WHERE sent_at IS NULL');
    const due = await ground.rows<{ id: string }>(
      'SELECT id FROM notification WHERE sent_at IS NULL AND failed_at IS NULL',
    );
    await Promise.all(due.map(({ id }) => ground.get(NotificationService).deliver(id)));
  }
}

interface Row {
  id: string;
  email: string;
  sent: boolean;
  undelivered: string | null;
  failure: string | null;
  stopped: boolean;
}

function rows(): Promise<Row[]> {
  return ground.rows<Row>(
    `SELECT notification.id, email, sent_at IS NOT NULL AS sent, undelivered, failure, mail_stopped_at IS NOT NULL AS stopped
     FROM notification JOIN account ON account.id = account_id ORDER BY cause`,
  );
}

/** Nothing lost, nothing under another Message-ID; each mail `times` at the server, in all. */
async function expectEachDelivered(times = 1): Promise<void> {
  const all = await rows();
  expect(all.map(({ sent, undelivered, failure }) => ({ sent, undelivered, failure }))).toEqual(
    all.map(() => ({ sent: true, undelivered: null, failure: null })),
  );
  const expected = all.flatMap(({ id, email }) =>
    Array.from({ length: times }, () => ({ to: email, messageId: `<${id}@scanwarden.example>` })),
  );
  const byName = (one: { to: string }, other: { to: string }) => one.to.localeCompare(other.to);
  expect([...taken].sort(byName)).toEqual(expected.sort(byName));
}

async function expectAllWait(reason: RegExp): Promise<void> {
  for (const row of await rows())
    expect(row).toMatchObject({
      sent: false,
      undelivered: null,
      failure: expect.stringMatching(reason),
      stopped: false,
    });
  expect(taken).toEqual([]);
}

const reply = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

describe('each mail is delivered once, when the mail server', () => {
  it('greylists: it takes nobody at first, and each at the second try', async () => {
    const seen = new Set<string>();
    const url = await aServer({
      onRcptTo: ({ address }, _session, done) => {
        const known = seen.has(address);
        seen.add(address);
        done(known ? null : reply(451, '4.7.1 greylisted, come back later'));
      },
    });
    await withMails(url);
    await deliverAll();
    await expectAllWait(/451 4\.7\.1/);
    await deliverAll();
    await expectEachDelivered();
  });

  it('is a tarpit: it does not answer for longer than anyone waits, and later it does', async () => {
    let stuck = true;
    const url = await aServer({
      onRcptTo: (_address, _session, done) => {
        if (!stuck) done();
      },
    });
    await withMails(`${url}?socketTimeout=200`);
    await deliverAll();
    await expectAllWait(/could not be reached/);
    stuck = false;
    await deliverAll();
    await expectEachDelivered();
  });

  it('closes the line after each message', async () => {
    const url = await aServer();
    const line = await aLine(url, (from, said) =>
      from === 'server' && /^250 .*queued/im.test(said) ? 'pass' : null,
    );
    await withMails(line);
    await deliverAll(2);
    await expectEachDelivered();
  });

  it('breaks off within DATA, for the first of them', async () => {
    const url = await aServer();
    let cuts = 3;
    const line = await aLine(url, (from, said) =>
      from === 'client' && /^Message-ID:/im.test(said) && (cuts -= 1) >= 0 ? 'drop' : null,
    );
    await withMails(line);
    await deliverAll(3);
    await expectEachDelivered();
  });

  it('wants encryption before anything else', async () => {
    const { key, cert } = aCertificate(new Date(Date.now() - HOUR_MS), new Date(Date.now() + HOUR_MS));
    const url = await aServer({
      disabledCommands: ['AUTH'],
      key,
      cert,
      onMailFrom: (_address, session, done) =>
        done(session.secure ? null : reply(530, '5.7.0 STARTTLS first')),
    });
    await withMails(`${url}?requireTLS=true&tls.ca=${encodeURIComponent(cert)}`);
    await deliverAll();
    await expectEachDelivered();
  });
});

it('an answer that is lost makes a second mail under the same Message-ID, and no third', async () => {
  const url = await aServer();
  let cuts = MAILS;
  const line = await aLine(url, (from, said) =>
    from === 'server' && /^250 .*queued/im.test(said) && (cuts -= 1) >= 0 ? 'drop' : null,
  );
  await withMails(line);
  await deliverAll(3);
  expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(MAILS);
  expect(taken.length).toBe(2 * MAILS);
  expect((await rows()).every(({ sent }) => sent)).toBe(true);
});

describe('nothing is sent, and nothing is lost, while the mail server', () => {
  it('offers no encryption where it is required', async () => {
    const url = await aServer();
    await withMails(`${url}?requireTLS=true`);
    await deliverAll();
    await expectAllWait(/could not be reached|did not take/);
  });

  it('shows a certificate that has run out; once it is renewed, all is sent', async () => {
    const { key, cert } = aCertificate(
      new Date(Date.now() - 48 * HOUR_MS),
      new Date(Date.now() - 24 * HOUR_MS),
    );
    const renewed = aCertificate(new Date(Date.now() - HOUR_MS), new Date(Date.now() + HOUR_MS));
    const url = await aServer({ disabledCommands: ['AUTH'], key, cert });
    await withMails(`${url}?requireTLS=true&tls.ca=${encodeURIComponent(cert)}`);
    await deliverAll();
    await expectAllWait(/could not be reached \(CERT_HAS_EXPIRED\)/);

    const mended = await aServer({ disabledCommands: ['AUTH'], ...renewed });
    const unsent = await rows();
    const later = await FlowGround.open(database.url, {
      environment: { SMTP_URL: `${mended}?requireTLS=true&tls.ca=${encodeURIComponent(renewed.cert)}` },
    });
    closing.push(() => later.close());
    await ground.rows('UPDATE notification SET not_before = now()');
    await Promise.all(unsent.map(({ id }) => later.get(NotificationService).deliver(id)));
    await expectEachDelivered();
  });
});

describe('what cannot be delivered is shown with the reason', () => {
  it('when one address of many takes no mail: its mail stops, the others arrive', async () => {
    let dead = '';
    const url = await aServer({
      onRcptTo: ({ address }, _session, done) =>
        done(address === dead ? reply(550, '5.1.1 no such mailbox') : null),
    });
    await withMails(url);
    const [first, ...others] = await rows();
    dead = first!.email;
    await deliverAll(2);
    const [refused, ...sent] = await rows();
    expect(refused).toMatchObject({
      sent: false,
      undelivered: 'address',
      failure: expect.stringContaining('550 5.1.1'),
      stopped: true,
    });
    expect(sent.every((row) => row.sent && !row.stopped)).toBe(true);
    expect(taken.map(({ to }) => to).sort()).toEqual(others.map(({ email }) => email).sort());
  });

  it('when a message is refused: its address is not blamed', async () => {
    const url = await aServer({
      onData: (stream, _session, done) =>
        void stream.resume().once('end', () => done(reply(554, '5.7.1 not wanted'))),
    });
    await withMails(url);
    await deliverAll();
    for (const row of await rows())
      expect(row).toMatchObject({ sent: false, undelivered: 'refused', stopped: false });
  });

  it('when it was tried for five days', async () => {
    const url = await aServer({ onRcptTo: (_address, _session, done) => done(reply(452, '4.2.2 full')) });
    await withMails(url);
    await deliverAll();
    await expectAllWait(/452 4\.2\.2/);
    ground.clock.pass({ days: 5, hours: 1 });
    await deliverAll();
    for (const row of await rows())
      expect(row).toMatchObject({ sent: false, undelivered: 'expired', stopped: false });
  });
});
