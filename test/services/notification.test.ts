import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Level } from '../../src/domain/level.js';
import { noticeOf } from '../../src/domain/notification.js';
import type { Situation } from '../../src/domain/situation.js';
import { NotificationService } from '../../src/services/notification.service.js';
import { NotificationStore } from '../../src/store/notification.store.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.js';

let database: TestDatabase;
let sink: SmtpSink;
let ground: FlowGround;
let patientId: string;
let accountId: string;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  sink = await startSmtpSink();
  ground = await FlowGround.open(database.url, { environment: { SMTP_URL: sink.url } });
  await ground.empty();
  ({ patientId, accountId } = await ground.addPatient());
});
afterEach(async () => {
  await ground.close();
  await sink.close();
});

let causes = 0;
/** Writes what one cause says to the patient's people; returns the ids of the mails that are due by it. */
async function notify(situation: Situation, level: Level): Promise<string[]> {
  const cause = `test:${(causes += 1)}`;
  const notice = noticeOf(cause, situation, level)!;
  const at = ground.clock.now().toISOString();
  await ground.dataSource.transaction((manager) =>
    ground.get(NotificationStore).write(manager, [{ notice, target: { patientId } }], at),
  );
  const rows = await ground.rows<{ id: string }>(
    "SELECT id FROM notification WHERE cause = $1 AND channel = 'mail' ORDER BY created_at",
    [cause],
  );
  return rows.map(({ id }) => id);
}

/** The same breach, told of two patients of one caregiver. */
async function notifyOfTwo(level: Level): Promise<string[]> {
  const other = await ground.rows<{ id: string }>(
    "INSERT INTO patient (name) VALUES ('Another') RETURNING id",
  );
  const otherId = other[0]!.id;
  await ground.rows(
    "INSERT INTO patient_grant (account_id, patient_id, role) VALUES ($1, $2, 'representative')",
    [accountId, otherId],
  );
  const fold = `breach:${(causes += 1)}`;
  const notices = [patientId, otherId].map((id) => ({
    notice: noticeOf(`${fold}:${id}`, 'S12', level)!,
    target: { patientId: id, fold },
  }));
  const at = ground.clock.now().toISOString();
  await ground.dataSource.transaction((manager) => ground.get(NotificationStore).write(manager, notices, at));
  const rows = await ground.rows<{ id: string }>(
    'SELECT id FROM notification WHERE fold = $1 ORDER BY created_at, id',
    [fold],
  );
  return rows.map(({ id }) => id);
}

const deliver = (id: string) => ground.get(NotificationService).deliver(id);
const row = async (id: string) =>
  (
    await ground.rows<Record<string, unknown>>(
      `SELECT channel, attempts, failure, sent_at IS NOT NULL AS sent, failed_at IS NOT NULL AS failed, rung_at,
         extract(epoch FROM not_before - now())::int AS waits FROM notification WHERE id = $1`,
      [id],
    )
  )[0]!;
const mailStopped = async () =>
  (await ground.count('account', 'id = $1 AND mail_stopped_at IS NOT NULL', [accountId])) === 1;
const headersOf = (raw: string) => raw.slice(0, raw.indexOf('\r\n\r\n'));

describe('a notification by mail', () => {
  it('is one mail to one person, and marked as sent', async () => {
    const other = await ground.addAccount();
    await ground.grant(other, patientId, 'helper');
    const ids = await notify('S02', 'check');
    for (const id of ids) await deliver(id);
    expect(sink.messages.map(({ to }) => to.length)).toEqual([1, 1]);
    expect(new Set(sink.messages.map(({ to }) => to[0])).size).toBe(2);
    expect(await row(ids[0]!)).toMatchObject({ sent: true, attempts: 1, failure: null });
  });

  it('is sent once, whoever rings for it and however often', async () => {
    const [id] = await notify('S02', 'check');
    await Promise.all([deliver(id!), deliver(id!), deliver(id!)]);
    await deliver(id!);
    expect(sink.messages).toHaveLength(1);
  });

  it('is byte for byte the same mail under the same Message-ID when it is sent again', async () => {
    const [id] = await notify('S12', 'act soon');
    await deliver(id!);
    await ground.rows('UPDATE notification SET sent_at = NULL WHERE id = $1', [id]);
    await deliver(id!);
    const [first, second] = sink.messages;
    expect(first!.email.messageId).toBe(`<${id}@scanwarden.example>`);
    expect(second!.raw).toBe(first!.raw);
  });

  it('can be stopped in one click at the level check, and not at act soon and act now', async () => {
    for (const level of ['check', 'act soon', 'act now'] as const) {
      const [id] = await notify('S12', level);
      await deliver(id!);
    }
    const stoppable = sink.messages.map(({ raw }) => /^List-Unsubscribe:\s+<https:/im.test(headersOf(raw)));
    expect(stoppable).toEqual([true, false, false]);
  });

  it('stays in the inbox alone where its stream is muted; what is more urgent is mailed all the same', async () => {
    await ground.rows("UPDATE account SET muted_streams = '{check}' WHERE id = $1", [accountId]);
    expect(await notify('S02', 'check')).toEqual([]);
    expect(await notify('S12', 'act soon')).toHaveLength(1);
    expect(await ground.rows('SELECT channel, level FROM notification ORDER BY level')).toEqual([
      { channel: 'mail', level: 'act soon' },
      { channel: 'app', level: 'check' },
    ]);
  });

  it('is held until its time has come', async () => {
    const [id] = await notify('S02', 'check');
    await ground.rows("UPDATE notification SET not_before = now() + interval '1 hour' WHERE id = $1", [id]);
    await deliver(id!);
    expect(sink.messages).toHaveLength(0);
    expect(await row(id!)).toMatchObject({ sent: false, attempts: 0 });
  });
});

describe('a mail server that says no', () => {
  it('for good: the mail is given up, the address marked, and what comes later stands in the inbox', async () => {
    const [id] = await notify('S02', 'check');
    sink.refuseWith(550);
    await deliver(id!);
    expect(await row(id!)).toMatchObject({
      sent: false,
      failed: true,
      failure: expect.stringMatching('550'),
    });
    expect(await mailStopped()).toBe(true);
    expect(await notify('S05', 'check')).toEqual([]);
    expect(await ground.count('notification', "channel = 'app'")).toBe(1);
  });

  it('for now: the mail waits longer each time, is due again after that, and then goes out', async () => {
    const [id] = await notify('S02', 'check');
    sink.refuseWith(451);
    const pauses: unknown[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      await ground.rows('UPDATE notification SET not_before = now(), rung_at = now() WHERE id = $1', [id]);
      await deliver(id!);
      const { waits, rung_at } = await row(id!);
      expect(rung_at).toBeNull();
      pauses.push(waits);
    }
    expect(pauses).toEqual([60, 120, 240, 480]);
    expect(await row(id!)).toMatchObject({
      attempts: 4,
      failed: false,
      failure: expect.stringMatching('451'),
    });
    expect(await mailStopped()).toBe(false);
    sink.refuseWith(undefined);
    await ground.rows('UPDATE notification SET not_before = now() WHERE id = $1', [id]);
    await deliver(id!);
    expect(await row(id!)).toMatchObject({ sent: true, failure: null });
  });

  it('for five days: the mail is given up, and the address is not blamed for it', async () => {
    const [id] = await notify('S02', 'check');
    sink.refuseWith(451);
    await deliver(id!);
    await ground.rows('UPDATE notification SET not_before = now() WHERE id = $1', [id]);
    ground.clock.pass({ days: 6 });
    await deliver(id!);
    expect(await row(id!)).toMatchObject({ sent: false, failed: true });
    expect(await mailStopped()).toBe(false);
  });

  it('by not being there: the mail waits, and the reason holds no address', async () => {
    const [id] = await notify('S02', 'check');
    await sink.close();
    await deliver(id!);
    const { failure, failed } = await row(id!);
    expect(failed).toBe(false);
    expect(failure).toMatch(/could not be reached/);
    expect(failure).not.toMatch(/@/);
  });
});

describe('one breach that concerns two people of one caregiver', () => {
  it('is two messages in the inbox with one code, and one mail that says so', async () => {
    const ids = await notifyOfTwo('act soon');
    expect(ids).toHaveLength(2);
    await Promise.all(ids.map(deliver));
    expect(sink.messages).toHaveLength(1);
    expect(sink.messages[0]!.raw).toContain('more than one person you look after');
    const rows = await ground.rows<{ code: string; sent: boolean }>(
      'SELECT code, sent_at IS NOT NULL AS sent FROM notification WHERE id = ANY ($1)',
      [ids],
    );
    expect(new Set(rows.map(({ code }) => code)).size).toBe(1);
    expect(sink.messages[0]!.raw).toContain(rows[0]!.code);
    expect(rows.every(({ sent }) => sent)).toBe(true);
  });

  it('has one Message-ID whichever message is rung for, also when it has to be sent again', async () => {
    const ids = await notifyOfTwo('act soon');
    await deliver(ids[1]!);
    await ground.rows('UPDATE notification SET sent_at = NULL, mailed_as = NULL WHERE id = ANY ($1)', [ids]);
    await deliver(ids[0]!);
    const messageIds = sink.messages.map(({ raw }) => /^message-id: (.*)$/im.exec(raw)?.[1]);
    expect(messageIds).toHaveLength(2);
    expect(new Set(messageIds).size).toBe(1);
    expect(messageIds[0]).toContain(ids[0]!);
  });
});
