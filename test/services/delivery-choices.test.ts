import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Level } from '../../src/domain/level.js';
import { noticeOf } from '../../src/domain/notification.js';
import type { Situation } from '../../src/domain/situation.js';
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
let connectionId: string;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  sink = await startSmtpSink();
  ground = await FlowGround.open(database.url, { environment: { SMTP_URL: sink.url } });
  await ground.empty();
  ({ patientId, accountId } = await ground.addPatient());
  connectionId = await ground.connect(patientId);
});
afterEach(async () => {
  await ground.close();
  await sink.close();
});

let causes = 0;
interface Told {
  id: string;
  channel: string;
}
/** Writes what one cause says to the patient; where it is about a place, about that one. */
async function tell(situation: Situation, level: Level, about?: string): Promise<Told> {
  const cause = `test:${(causes += 1)}`;
  const at = ground.clock.now().toISOString();
  const target = { patientId, ...(about === undefined ? {} : { connectionId: about }) };
  await ground.dataSource.transaction((manager) =>
    ground
      .get(NotificationStore)
      .write(manager, [{ notice: noticeOf(cause, situation, level)!, target }], at),
  );
  const [row] = await ground.rows<Told>('SELECT id, channel FROM notification WHERE cause = $1', [cause]);
  return row!;
}

const deliver = (...ids: string[]) =>
  Promise.all(ids.map((id) => ground.get(NotificationService).deliver(id)));
async function tellAndDeliver(situation: Situation, level: Level, about?: string): Promise<string> {
  const { id } = await tell(situation, level, about);
  await deliver(id);
  return id;
}
const choose = (columns: string, values: unknown[] = []) =>
  ground.rows(`UPDATE account SET ${columns} WHERE id = '${accountId}'`, values);
const stateOf = async (id: string) =>
  (
    await ground.rows<{ channel: string; sent: boolean; attempts: number; notBefore: Date }>(
      'SELECT channel, sent_at IS NOT NULL AS sent, attempts, not_before AS "notBefore" FROM notification WHERE id = $1',
      [id],
    )
  )[0]!;
const texts = () => sink.messages.map(({ email }) => (email.text ?? '').replace(/\s+/g, ' '));

describe('quiet hours', () => {
  // It is 8 o'clock by UTC: 3 in the morning in New York.
  beforeEach(() =>
    choose("time_zone = 'America/New_York', quiet_from = '21:00', quiet_until = '08:00'").then(
      () => undefined,
    ),
  );

  it('hold a mail until they end, count no attempt, and then let it leave', async () => {
    const id = await tellAndDeliver('S13', 'check');
    expect(sink.messages).toEqual([]);
    expect(await stateOf(id)).toEqual({
      channel: 'mail',
      sent: false,
      attempts: 0,
      notBefore: new Date('2025-03-01T13:00:00Z'),
    });
    ground.clock.pass({ hours: 5 });
    await deliver(id);
    expect(sink.messages).toHaveLength(1);
  });

  it('hold what must be done today too, unless its reader wants it at night', async () => {
    await tellAndDeliver('S12', 'act now');
    expect(sink.messages).toEqual([]);
    await choose('act_now_at_once = true');
    await tellAndDeliver('S12', 'act now');
    await tellAndDeliver('S12', 'act soon');
    expect(sink.messages).toHaveLength(1);
  });
});

describe('news that is good to know', () => {
  it('is mailed to who asked for it, and stands in the inbox of who did not', async () => {
    expect((await tell('S09', 'info')).channel).toBe('app');
    await choose('info_by_mail = true');
    const { id, channel } = await tell('S09', 'info');
    expect(channel).toBe('mail');
    await deliver(id);
    expect(sink.messages).toHaveLength(1);
  });
});

describe('what a person muted', () => {
  const mute = (column: string, value: string) =>
    ground.rows(`INSERT INTO mute (account_id, ${column}, muted_at) VALUES ($1, $2, now())`, [
      accountId,
      value,
    ]);

  it('stays out of mail, be it a place or a kind, and stands in the app', async () => {
    await mute('connection_id', connectionId);
    await mute('situation', 'S13');
    const ids = [await tellAndDeliver('S16', 'check', connectionId), await tellAndDeliver('S13', 'check')];
    expect(sink.messages).toEqual([]);
    for (const id of ids) expect(await stateOf(id)).toMatchObject({ channel: 'app', sent: true });
    await tellAndDeliver('S16', 'check', await ground.connect(patientId, { fhirBase: 'https://b.example' }));
    expect(sink.messages).toHaveLength(1);
  });

  it('is mailed all the same where it asks to act soon', async () => {
    await mute('situation', 'S12');
    await tellAndDeliver('S12', 'act soon');
    expect(sink.messages).toHaveLength(1);
  });

  it('is not asked about again', async () => {
    await tellAndDeliver('S13', 'check');
    await mute('situation', 'S13');
    await ground.rows("UPDATE notification SET sent_at = $1::timestamptz - interval '8 days'", [
      ground.clock.now().toISOString(),
    ]);
    await ground.get(WatchService).remind();
    expect(await ground.count('notification', "cause LIKE 'reminder:%'")).toBe(0);
  });
});

describe('a mail that names more', () => {
  it('names the place, for who chose so, and not for a helper or for who did not', async () => {
    await tellAndDeliver('S16', 'check', connectionId);
    expect(texts()[0]).not.toContain('Lakeside');
    await choose('mail_details = true');
    await tellAndDeliver('S16', 'check', connectionId);
    expect(texts()[1]).toContain('It is about Lakeside.');
    expect(sink.messages[1]!.email.subject).toBe('Something is ready for you to look at');
    await ground.rows("UPDATE patient_grant SET role = 'helper'");
    await ground.rows('UPDATE notification SET sent_at = NULL WHERE situation = $1', ['S16']);
    const rows = await ground.rows<{ id: string }>('SELECT id FROM notification ORDER BY created_at LIMIT 1');
    await deliver(rows[0]!.id);
    expect(texts()[2]).not.toContain('Lakeside');
  });
});

describe('more than two questions in 30 days', () => {
  const isSeveral = (text: string) => text.includes('This mail stands for all of them.');

  it('are two mails, then one that says that there are several, then the inbox', async () => {
    for (let at = 0; at < 5; at += 1) await tellAndDeliver('S13', 'check');
    expect(texts().map(isSeveral)).toEqual([false, false, true]);
    expect(await ground.count('notification', "channel = 'app' AND sent_at IS NOT NULL")).toBe(2);
  });

  it('are counted rightly where they all leave at once', async () => {
    const told = await Promise.all([1, 2, 3, 4, 5, 6].map(() => tell('S13', 'check')));
    await deliver(...told.map(({ id }) => id));
    expect(texts().filter(isSeveral)).toHaveLength(1);
    expect(sink.messages).toHaveLength(3);
  });

  it('begin anew after 30 days, and neither reminders nor what asks to act soon count', async () => {
    for (let at = 0; at < 3; at += 1) await tellAndDeliver('S13', 'check');
    await tellAndDeliver('S12', 'act soon');
    await ground.rows("UPDATE notification SET sent_at = sent_at - interval '31 days'");
    await tellAndDeliver('S13', 'check');
    expect(texts().map(isSeveral)).toEqual([false, false, true, false, false]);
  });

  it('are no letters of the person’s own that wait for an answer', async () => {
    const [scan] = await ground.rows<{ id: string }>(
      `WITH place AS (INSERT INTO organization (origin, name) VALUES ('test', 'Lakeside') RETURNING id), scan AS (
         INSERT INTO study (connection_id, patient_id, organization_id, key, facts, first_seen_at, absences)
         SELECT $1, $2, id, 'key', '{}', now(), 0 FROM place RETURNING id)
       INSERT INTO patient_case (patient_id, study_id, situation, level, steps, account_id, opened_at)
       SELECT $2, id, 'S02', 'act soon', '{}', $3, now() FROM scan RETURNING id`,
      [connectionId, patientId, accountId],
    );
    for (let at = 0; at < 4; at += 1) {
      const { id } = await tell('S21', 'check');
      await ground.rows('UPDATE notification SET case_id = $2 WHERE id = $1', [id, scan!.id]);
      await deliver(id);
    }
    expect(texts().map(isSeveral)).toEqual([false, false, false, false]);
  });

  it('are told to the operators once a day', async () => {
    const operatorId = await ground.addAccount();
    await ground.rows("UPDATE account SET roles = '{operator}' WHERE id = $1", [operatorId]);
    await ground.rows('DELETE FROM operator_notice');
    for (let at = 0; at < 4; at += 1) await tellAndDeliver('S13', 'check');
    ground.clock.pass({ days: 3650 });
    await ground.rows('UPDATE notification SET sent_at = $1 WHERE several_checks', [
      ground.clock.now().toISOString(),
    ]);
    await ground.get(WatchService).tellOperators();
    await ground.get(WatchService).tellOperators();
    expect(await ground.count('operator_notice', "kind = 'many-checks'")).toBe(1);
    expect(
      await ground.count(
        'notification',
        "account_id = $1 AND cause IN (SELECT 'operator:' || id FROM operator_notice WHERE kind = 'many-checks')",
        [operatorId],
      ),
    ).toBe(1);
  });

  it('is the same mail when it has to be sent again', async () => {
    for (let at = 0; at < 3; at += 1) await tellAndDeliver('S13', 'check');
    const [row] = await ground
      .rows<{ id: string }>('UPDATE notification SET sent_at = NULL WHERE several_checks RETURNING id')
      .then(([rows]) => rows as unknown as { id: string }[]);
    await deliver(row!.id);
    expect(sink.messages).toHaveLength(4);
    expect(sink.messages[3]!.raw).toBe(sink.messages[2]!.raw);
  });
});
