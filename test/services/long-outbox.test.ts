import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EndpointService } from '../../src/services/endpoint.service.js';
import { WatchService } from '../../src/services/watch.service.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { MailGround } from '../support/mail-ground.js';

let database: TestDatabase;
let ground: MailGround;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  ground = await MailGround.open(database.url);
});
afterEach(() => ground.close());

const rows = <T = Record<string, unknown>>(sql: string, values: unknown[] = []) =>
  ground.flow.rows<T>(sql, values);

describe('a mail that waited for days before anybody could try it', () => {
  it('is tried for five days all the same, counted from the first time', async () => {
    const id = await ground.tell('S12', 'act now');
    ground.flow.clock.pass({ days: 6 });
    ground.sink.refuseWith(451);
    await ground.deliver(id);
    expect(await ground.stateOf(id)).toMatchObject({ failed: false, attempts: 1 });
    ground.flow.clock.pass({ days: 4, hours: 23 });
    await ground.deliver(id);
    expect(await ground.stateOf(id)).toMatchObject({ failed: false, attempts: 2 });
    ground.flow.clock.pass({ hours: 2 });
    await ground.deliver(id);
    expect(await ground.stateOf(id)).toMatchObject({ failed: true, undelivered: 'expired' });
  });

  it('is sent again when it comes back for now within five days of being sent', async () => {
    const id = await ground.tell('S12', 'act now');
    ground.flow.clock.pass({ days: 6 });
    await ground.deliver(id);
    const sent = await rows<{ tried: Date }>('SELECT first_tried_at AS tried FROM notification');
    expect(sent).toEqual([{ tried: ground.flow.clock.now() }]);
  });

  it('has its webhook tried for five days from the first time too', async () => {
    const endpoints = ground.flow.get(EndpointService);
    await endpoints.set(ground.accountId, 'webhook', 'http://127.0.0.1:9/hook', 'check');
    await ground.tell('S12', 'act now');
    const deliver = async () => {
      const [[waiting]] = (await rows(
        'UPDATE endpoint_delivery SET not_before = now() WHERE failed_at IS NULL RETURNING id',
      )) as unknown as [[{ id: string }]];
      await endpoints.deliver(waiting.id);
    };
    ground.flow.clock.pass({ days: 6 });
    await deliver();
    expect(await ground.flow.count('endpoint_delivery', 'failed_at IS NOT NULL')).toBe(0);
    ground.flow.clock.pass({ days: 5, hours: 1 });
    await deliver();
    expect(await ground.flow.count('endpoint_delivery', 'failed_at IS NOT NULL')).toBe(1);
  });
});

describe('a reminder that was muted before it left', () => {
  const mute = () =>
    rows("INSERT INTO mute (account_id, situation, muted_at) VALUES ($1, 'S13', now())", [ground.accountId]);
  const reminders = () =>
    rows<{ id: string; channel: string }>(
      "SELECT id, channel FROM notification WHERE cause LIKE 'reminder:%' ORDER BY created_at",
    );

  beforeEach(async () => {
    await ground.tell('S13', 'check');
    await rows("UPDATE notification SET sent_at = $1::timestamptz - interval '8 days'", [
      ground.flow.clock.now().toISOString(),
    ]);
    await ground.flow.get(WatchService).remind();
  });

  it('stands in the inbox once, and is not written again when the mute ends', async () => {
    await mute();
    await ground.deliver((await reminders())[0]!.id);
    await rows('DELETE FROM mute');
    await ground.flow.get(WatchService).remind();
    expect((await reminders()).map(({ channel }) => channel)).toEqual(['app']);
  });

  it('keeps no other mail from leaving, even where it stands in the inbox already', async () => {
    const { id } = (await reminders())[0]!;
    await rows(
      `INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, created_at, not_before, sent_at)
       SELECT account_id, patient_id, cause, 'app', situation, level, created_at, not_before, not_before FROM notification WHERE id = $1`,
      [id],
    );
    await mute();
    const other = await ground.tell('S12', 'act soon');
    await ground.deliver(id, other);
    expect(ground.messageIds()).toEqual([`<${other}@scanwarden.example>`]);
    expect((await reminders()).map(({ channel }) => channel)).toEqual(['app']);
  });
});

describe('mails of one breach that become one mail', () => {
  it('are one Message-ID, though an older row comes to them after a mail that was sent and not marked', async () => {
    const fold = 'breach:1';
    const other = await ground.flow.addPatient();
    await ground.flow.grant(ground.accountId, other.patientId, 'representative');
    const first = await ground.tell('S12', 'act soon', { fold });
    await rows(`CREATE FUNCTION no_marks() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.sent_at IS NOT NULL THEN RAISE EXCEPTION 'the database went away'; END IF; RETURN NEW; END $$`);
    await rows(
      'CREATE TRIGGER no_marks BEFORE UPDATE ON notification FOR EACH ROW EXECUTE FUNCTION no_marks()',
    );
    try {
      await expect(ground.deliver(first)).rejects.toThrow('the database went away');
    } finally {
      await rows('DROP FUNCTION no_marks CASCADE');
    }
    ground.flow.clock.pass({ hours: -1 });
    const later = await ground.tell('S12', 'act soon', { fold, patientId: other.patientId });
    await ground.deliver(later);
    expect(ground.messageIds()).toEqual([1, 2].map(() => `<${first}@scanwarden.example>`));
    expect(
      await ground.flow.count('notification', 'sent_at IS NULL AND account_id = $1', [ground.accountId]),
    ).toBe(0);
  });
});

describe('the kinds that a caregiver muted', () => {
  it('are those about people: what an operator must know of the service is mailed all the same', async () => {
    await rows("UPDATE account SET roles = '{operator}' WHERE id = $1", [ground.accountId]);
    await rows("INSERT INTO mute (account_id, situation, muted_at) VALUES ($1, 'S16', now())", [
      ground.accountId,
    ]);
    const [{ id }] = (await rows(
      `INSERT INTO notification (account_id, cause, channel, situation, level, created_at, not_before)
       VALUES ($1, 'operator:1', 'mail', 'S16', 'check', now(), now()) RETURNING id`,
      [ground.accountId],
    )) as [{ id: string }];
    const muted = await ground.tell('S16', 'check', { cause: 'unread:1' });
    await ground.deliver(id, muted);
    expect(ground.messageIds()).toEqual([`<${id}@scanwarden.example>`]);
  });
});

describe('what a mail says of the watch', () => {
  beforeEach(() => rows('UPDATE account SET info_by_mail = true').then(() => undefined));
  const STOPPED = 'A connection has stopped working.';

  it.each([
    ['unread:1:2025:info', 'info'],
    ['access-ended:1:2025', 'info'],
  ] as const)('is that a connection stopped, of %s', async (cause, level) => {
    await ground.deliver(await ground.tell('S16', level, { cause }));
    expect(ground.texts()[0]).toContain(STOPPED);
  });

  it('is that a permission will end, and that it works until then', async () => {
    await ground.deliver(await ground.tell('S16', 'info', { cause: 'access-ending:1:2025' }));
    expect(ground.texts()[0]).not.toContain(STOPPED);
    expect(ground.texts()[0]).toContain('A permission will end soon');
    expect(ground.texts()[0]).toContain('Until then we go on looking.');
  });

  it('is, to who runs the service, that it needs a look', async () => {
    const [{ id }] = (await rows(
      `INSERT INTO notification (account_id, cause, channel, situation, level, created_at, not_before)
       VALUES ($1, 'operator:law', 'mail', 'S16', 'check', now(), now()) RETURNING id`,
      [ground.accountId],
    )) as [{ id: string }];
    await ground.deliver(id);
    expect(ground.texts()[0]).not.toContain(STOPPED);
    expect(ground.texts()[0]).toContain('The service that you run needs a look');
  });
});
