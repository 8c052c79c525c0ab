import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { noticeOf } from '../../src/domain/notification.js';
import { readDeliveryReport } from '../../src/mail/delivery-report.js';
import { AccountService } from '../../src/services/account.service.js';
import { BounceService } from '../../src/services/bounce.service.js';
import { NotificationService } from '../../src/services/notification.service.js';
import { NotificationStore } from '../../src/store/notification.store.js';
import { InboxReader } from '../../src/store/pages/inbox.reader.js';
import { deliveryView } from '../../src/web/inbox-view.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { aDeliveryReport } from '../support/delivery-reports.js';
import { FlowGround } from '../support/flow-ground.js';
import { runCommand } from '../support/run-command.js';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.js';

const MAIL_BOUNCE_DOMAIN = 'bounce.scanwarden.example';
let database: TestDatabase;
let sink: SmtpSink;
let ground: FlowGround;
let accountId: string;
let id: string;
/** Where a bounce of the mail that was sent goes. */
let back: string;

beforeAll(async () => {
  database = await freshDatabase();
  sink = await startSmtpSink();
  ground = await FlowGround.open(database.url, { environment: { SMTP_URL: sink.url, MAIL_BOUNCE_DOMAIN } });
});
afterAll(async () => {
  await ground?.close();
  await sink.close();
  await database?.drop();
});
beforeEach(async () => {
  await ground.empty();
  const { patientId, accountId: account } = await ground.addPatient();
  accountId = account;
  id = await notify(patientId, 'first');
  await ground.get(NotificationService).deliver(id);
  back = sink.messages.at(-1)!.from;
});
async function notify(patientId: string, cause: string): Promise<string> {
  const notice = noticeOf(cause, 'S02', 'check')!;
  const at = ground.clock.now().toISOString();
  await ground.dataSource.transaction((manager) =>
    ground.get(NotificationStore).write(manager, [{ notice, target: { patientId } }], at),
  );
  const [row] = await ground.rows<{ id: string }>('SELECT id FROM notification WHERE cause = $1', [cause]);
  return row!.id;
}

const bounce = async (raw: Buffer) => ground.get(BounceService).apply((await readDeliveryReport(raw))!);
const state = async () => {
  const [row] = await ground.rows(
    `SELECT sent_at IS NOT NULL AS sent, failed_at IS NOT NULL AS failed, undelivered, failure, mail_stopped_at IS NOT NULL AS stopped
     FROM notification JOIN account ON account.id = account_id WHERE notification.id = $1`,
    [id],
  );
  return row!;
};
const UNTOUCHED = { sent: true, failed: false, undelivered: null, failure: null, stopped: false };

describe('a mail that comes back', () => {
  it('goes to an address of its own, which the bounce proves itself by', () => {
    expect(back).toMatch(new RegExp(`^bounce-${id}-[0-9a-f]{16}@bounce\\.scanwarden\\.example$`));
  });

  it('for good: stops mail to the address, and the app says so with the reason', async () => {
    const done = { notification: id, outcome: 'dead', status: '5.1.1', done: 'stopped' };
    expect(await bounce(aDeliveryReport(back))).toEqual(done);
    expect(await state()).toMatchObject({ sent: false, failed: true, undelivered: 'address', stopped: true });
    const shown = await new InboxReader(ground.dataSource).find(id, accountId);
    const reader = { language: 'en', zone: 'UTC', now: ground.clock.now() };
    expect(deliveryView(shown!, 'ada@example.org', reader)).toMatchObject({
      state: 'failed',
      why: { reason: 'address', code: '5.1.1' },
    });
  });

  it('for good, while other mails to the address wait: they are not sent, and stand in the inbox', async () => {
    const [{ patient_id: patientId }] = (await ground.rows<{ patient_id: string }>(
      'SELECT patient_id FROM notification',
    )) as [{ patient_id: string }];
    const waiting = await notify(patientId, 'second');
    const before = sink.messages.length;
    await bounce(aDeliveryReport(back));
    await ground.get(NotificationService).deliver(waiting);
    expect(sink.messages).toHaveLength(before);
    expect(await ground.rows('SELECT channel FROM notification WHERE id = $1', [waiting])).toEqual([
      { channel: 'app' },
    ]);
  });

  it('twice is told of once', async () => {
    await bounce(aDeliveryReport(back));
    const after = await state();
    expect(await bounce(aDeliveryReport(back))).toMatchObject({ done: 'nothing' });
    expect(await state()).toEqual(after);
  });

  it('for now is sent again under the same Message-ID, and loses nothing', async () => {
    expect(await bounce(aDeliveryReport(back, { status: '4.4.7' }))).toMatchObject({ done: 'again' });
    expect(await state()).toMatchObject({ sent: false, failed: false, stopped: false });
    await ground.rows('UPDATE notification SET not_before = now()');
    await ground.get(NotificationService).deliver(id);
    const [first, second] = sink.messages.slice(-2);
    expect(second!.raw).toBe(first!.raw);
    expect(await state()).toEqual(UNTOUCHED);
  });

  it('for now after five days is given up, and the address is not blamed', async () => {
    ground.clock.pass({ days: 6 });
    expect(await bounce(aDeliveryReport(back, { status: '4.4.7' }))).toMatchObject({ done: 'given-up' });
    expect(await state()).toMatchObject({
      sent: false,
      failed: true,
      undelivered: 'expired',
      stopped: false,
    });
  });

  it('for now with a sign-in link in it is not sent again: the link is of no use any more', async () => {
    const [account] = await ground.rows<{ email: string }>('SELECT email FROM account');
    await ground.get(AccountService).mailLink(account!.email);
    const { from } = sink.messages.at(-1)!;
    expect(await bounce(aDeliveryReport(from, { status: '4.4.7' }))).toMatchObject({ done: 'given-up' });
  });

  it('with word that it waits or arrived changes nothing', async () => {
    for (const action of ['delayed', 'delivered'])
      expect(await bounce(aDeliveryReport(back, { action, status: '4.0.0' }))).toMatchObject({
        done: 'nothing',
      });
    expect(await state()).toEqual(UNTOUCHED);
  });
});

describe('what is not proven to be about a mail of ours changes nothing', () => {
  it.each([
    ['without the tag', () => `bounce-${id}@${MAIL_BOUNCE_DOMAIN}`],
    ['with another tag', () => back.replace(/.(?=@)/, (last) => (last === '0' ? '1' : '0'))],
    ['at another domain', () => back.replace(MAIL_BOUNCE_DOMAIN, 'elsewhere.example')],
    ['to somebody else', () => 'alerts@scanwarden.example'],
  ])('%s', async (_what, to) => {
    const returned = { 'Message-ID': `<${id}@scanwarden.example>` };
    await expect(bounce(aDeliveryReport(to(), { returned }))).rejects.toThrow('no bounce address of ours');
    expect(await state()).toEqual(UNTOUCHED);
  });
});

describe('the command', () => {
  const run = (input: Buffer) =>
    runCommand(['bounce'], { DATABASE_URL: database.url, MAIL_BOUNCE_DOMAIN }, input);

  it('prints in one line what it did, without the address', async () => {
    const { code, stdout, stderr } = await run(aDeliveryReport(back));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      notification: id,
      outcome: 'dead',
      status: '5.1.1',
      done: 'stopped',
    });
    expect(await state()).toMatchObject({ stopped: true });
  });

  it('refuses in one line what is no bounce, is too large, or is not ours', async () => {
    const refused = [
      await run(Buffer.from('From: a@b.example\r\n\r\nHello.\r\n')),
      await run(Buffer.alloc(50 * 1024 * 1024, 'x')),
      await run(aDeliveryReport('somebody@scanwarden.example')),
    ];
    for (const { code, stdout, stderr } of refused) {
      expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
      expect(stderr).toMatch(/^scanwarden: /);
    }
    expect(await state()).toEqual(UNTOUCHED);
  });
});
