import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Level } from '../../src/domain/level.js';
import { noticeOf } from '../../src/domain/notification.js';
import { NotificationService } from '../../src/services/notification.service.js';
import { WatchService } from '../../src/services/watch.service.js';
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

/** A question that was mailed this many days ago, and that nobody answered. */
async function asked(daysAgo: number, level: Level = 'check'): Promise<void> {
  const at = ground.clock.now().toISOString();
  const notice = noticeOf('test:question', 'S13', level)!;
  await ground.dataSource.transaction((manager) =>
    ground.get(NotificationStore).write(manager, [{ notice, target: { patientId } }], at),
  );
  await ground.rows('UPDATE notification SET sent_at = $1::timestamptz - make_interval(days => $2)', [
    at,
    daysAgo,
  ]);
}

async function reminders(): Promise<string[]> {
  await ground.get(WatchService).remind();
  await ground.get(WatchService).remind();
  const rows = await ground.rows<{ id: string }>("SELECT id FROM notification WHERE cause LIKE 'reminder:%'");
  return rows.map(({ id }) => id);
}

describe('a question that nobody answered', () => {
  it('is asked once more after a week, by a mail that says it is the only reminder', async () => {
    await asked(8);
    const [id, ...more] = await reminders();
    expect(more).toEqual([]);
    await ground.get(NotificationService).deliver(id!);
    expect(sink.messages).toHaveLength(1);
    expect(sink.messages[0]!.email.text).toContain('reminder');
  });

  it('is not asked again before the week is over, nor a month later', async () => {
    await asked(6);
    expect(await reminders()).toEqual([]);
    await ground.rows("UPDATE notification SET sent_at = sent_at - interval '40 days'");
    expect(await reminders()).toEqual([]);
  });

  it('is left alone where the person turned these mails off, or may no longer hear of the patient', async () => {
    await asked(8);
    await ground.rows("UPDATE account SET muted_streams = '{check}' WHERE id = $1", [accountId]);
    expect(await reminders()).toEqual([]);
    await ground.rows("UPDATE account SET muted_streams = '{}' WHERE id = $1", [accountId]);
    await ground.rows('UPDATE patient_grant SET revoked_at = now()');
    expect(await reminders()).toEqual([]);
  });

  it('has no reminder at other levels', async () => {
    await asked(8, 'act soon');
    expect(await reminders()).toEqual([]);
  });
});
