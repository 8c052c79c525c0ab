import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DigestService } from '../../src/services/digest.service.js';
import { EndpointService } from '../../src/services/endpoint.service.js';
import { WatchService } from '../../src/services/watch.service.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { MailGround } from '../support/mail-ground.js';

let database: TestDatabase;
let ground: MailGround;
let helper: string;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  ground = await MailGround.open(database.url);
  helper = await ground.flow.addAccount();
  await ground.flow.grant(helper, ground.patientId, 'helper');
});
afterEach(() => ground.close());

const rows = (sql: string, values: unknown[] = []) => ground.flow.rows<{ id: string }>(sql, values);
const END = {
  revoked: 'revoked_at = now()',
  expired: "valid_until = now() - interval '1 second'",
} as const;
const end = (how: keyof typeof END) =>
  rows(`UPDATE patient_grant SET ${END[how]} WHERE account_id = $1 AND patient_id = $2`, [
    helper,
    ground.patientId,
  ]);

describe.each(['revoked', 'expired'] as const)('a grant that is %s ends at once what waits by it', (how) => {
  it('a mail that quiet hours hold does not leave when they end', async () => {
    await rows("UPDATE account SET quiet_from = '07:00', quiet_until = '09:00' WHERE id = $1", [helper]);
    const id = await ground.tell('S02', 'check', { to: helper });
    await ground.deliver(id);
    ground.flow.clock.pass({ hours: 2 });
    await end(how);
    await ground.deliver(id);
    expect(ground.sink.messages).toEqual([]);
    expect(await ground.stateOf(id)).toMatchObject({ channel: 'app', attempts: 0 });
  });

  it('a mail that is tried again is tried no more', async () => {
    const id = await ground.tell('S12', 'act soon', { to: helper });
    ground.sink.refuseWith(451);
    await ground.deliver(id);
    ground.sink.refuseWith(undefined);
    await end(how);
    await ground.deliver(id);
    expect(ground.sink.messages).toEqual([]);
  });

  it('a digest that was written does not leave', async () => {
    await ground.flow.get(DigestService).planAll();
    ground.flow.clock.pass({ days: 31 });
    await ground.flow.get(DigestService).write(helper);
    await end(how);
    const digests = await rows("SELECT id FROM notification WHERE situation = 'S20' AND account_id = $1", [
      helper,
    ]);
    expect(digests).toHaveLength(1);
    await ground.deliver(digests[0]!.id);
    expect(ground.sink.messages).toEqual([]);
  });

  it('a reminder that was written does not leave', async () => {
    await rows("UPDATE patient_grant SET role = 'representative' WHERE account_id = $1", [helper]);
    await ground.tell('S13', 'check', { to: helper });
    await rows("UPDATE notification SET sent_at = $1::timestamptz - interval '8 days'", [
      ground.flow.clock.now().toISOString(),
    ]);
    await ground.flow.get(WatchService).remind();
    await end(how);
    const reminders = await rows(
      "SELECT id FROM notification WHERE cause LIKE 'reminder:%' AND account_id = $1",
      [helper],
    );
    expect(reminders).toHaveLength(1);
    await ground.deliver(reminders[0]!.id);
    expect(ground.sink.messages).toEqual([]);
  });

  it('a webhook hears no more of that patient', async () => {
    // Whatever is sent there is refused, and would stay as a failure.
    await ground.flow.get(EndpointService).set(helper, 'webhook', 'http://127.0.0.1:9/hook', 'check');
    await ground.tell('S12', 'act soon', { to: helper });
    await end(how);
    const [waiting] = await rows('UPDATE endpoint_delivery SET not_before = now() RETURNING id').then(
      ([updated]) => updated as unknown as { id: string }[],
    );
    await ground.flow.get(EndpointService).deliver(waiting!.id);
    expect(await ground.flow.count('endpoint_delivery')).toBe(0);
    expect(await ground.flow.count('endpoint', 'problem IS NOT NULL')).toBe(0);
  });

  it('a mail for two people leaves for the other one alone', async () => {
    const other = await ground.flow.addPatient();
    await ground.flow.grant(helper, other.patientId, 'helper');
    const fold = 'breach:1';
    const gone = await ground.tell('S12', 'act soon', { to: helper, fold });
    const left = await ground.tell('S12', 'act soon', { to: helper, fold, patientId: other.patientId });
    await end(how);
    await ground.deliver(gone);
    expect(ground.messageIds()).toEqual([`<${left}@scanwarden.example>`]);
    expect(ground.texts()[0]).not.toContain('more than one person');
    expect(await ground.stateOf(gone)).toMatchObject({ channel: 'app' });
  });
});

it('a mail about the account itself, and one to an operator, needs no grant', async () => {
  const [{ id }] = (await rows(
    `INSERT INTO notification (account_id, cause, channel, situation, level, created_at, not_before)
     VALUES ($1, 'operator:1', 'mail', 'S16', 'check', now(), now()) RETURNING id`,
    [helper],
  )) as [{ id: string }];
  await end('revoked');
  await ground.deliver(id);
  expect(ground.sink.messages).toHaveLength(1);
});
