import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CanaryService } from '../../src/sandbox/canary/canary.service.js';
import { RecordService } from '../../src/services/record.service.js';
import { NotificationService } from '../../src/services/notification.service.js';
import { WatchService } from '../../src/services/watch.service.js';
import { ConnectionStore } from '../../src/store/connection.store.js';
import { HealthReader } from '../../src/store/pages/health.reader.js';
import { HomeReader } from '../../src/store/pages/home.reader.js';
import { PeopleStore } from '../../src/store/people.store.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';

let database: TestDatabase;
let ground: FlowGround;
let operatorId: string;

beforeAll(async () => {
  database = await freshDatabase();
  ground = await FlowGround.open(database.url);
});
afterAll(async () => {
  await ground?.close();
  await database?.drop();
});
beforeEach(async () => {
  await ground.empty();
  await ground.rows('DELETE FROM operator_notice');
  operatorId = (
    await ground.get(PeopleStore).accountNamed('op@example.org', 'Operator', { roles: ['operator'] })
  ).id;
});

const health = () => new HealthReader(ground.dataSource);
const today = () => ground.clock.now().toISOString().slice(0, 10);
const canary = () => ground.get(CanaryService).watch();
const alerts = () =>
  ground.rows<{ id: string; situation: string; channel: string; sent: boolean }>(
    `SELECT notification.id, situation, channel, sent_at IS NOT NULL AS sent FROM notification JOIN account ON account.id = account_id
     WHERE canary ORDER BY notification.created_at, situation`,
  );
const runs = () =>
  ground.rows('SELECT day::text, arrived_at IS NOT NULL AS arrived FROM canary_run ORDER BY day');
const operatorHears = () =>
  ground.rows('SELECT situation, level, channel, patient_id FROM notification WHERE account_id = $1', [
    operatorId,
  ]);

/** What the worker does with the mails that are due. */
async function deliver(): Promise<void> {
  for (const { id, channel } of await alerts())
    if (channel === 'mail') await ground.get(NotificationService).deliver(id);
}

async function hourLater(): Promise<void> {
  ground.clock.pass({ hours: 1 });
  await canary();
  await ground.get(WatchService).tellOperators();
}

describe('the canary', () => {
  it('brings a scan nobody ordered through the whole journey, in one round', async () => {
    await canary();
    expect((await alerts()).map(({ situation, sent }) => [situation, sent])).toEqual([
      ['S01', false],
      ['S02', false],
    ]);
    const flags = await ground.rows(
      'SELECT kind, situation, level, outcome FROM flag JOIN flag_outcome ON flag_id = flag.id',
    );
    expect(flags).toEqual([{ kind: 'added', situation: 'S02', level: 'check', outcome: 'stands' }]);
  });

  it('has its mail composed and checked, and sends none', async () => {
    await canary();
    await deliver();
    expect((await alerts()).every(({ sent }) => sent)).toBe(true);
    expect(await ground.count('kept_mail')).toBe(0);
    await hourLater();
    expect(await runs()).toEqual([{ day: today(), arrived: true }]);
    expect(await operatorHears()).toEqual([]);
  });

  it('goes once a day, with one more scan each day, and a new patient each month', async () => {
    const days = 35;
    for (let day = 0; day < days; day += 1) {
      await canary();
      await canary();
      ground.clock.pass({ days: 1 });
    }
    expect(await ground.count('canary_run')).toBe(days);
    expect(await ground.count('flag', "kind = 'added'")).toBe(days);
    expect(await ground.count('flag', "kind <> 'added'")).toBe(0);
    expect(await ground.count('patient')).toBe(2);
    expect(await ground.count('organization')).toBe(1);
  }, 120_000);

  it('is told of to every operator, once, where its alert did not arrive by its hour, until one arrives again', async () => {
    await canary();
    await hourLater();
    await hourLater();
    expect(await operatorHears()).toEqual([
      { situation: 'S16', level: 'check', channel: 'mail', patient_id: null },
    ]);
    expect(await health().openNotices()).toEqual([`canary ${today()}`]);
    expect((await health().figures()).notices).toEqual({ canary: 1 });
    ground.clock.pass({ days: 1 });
    await canary();
    await deliver();
    await hourLater();
    expect(await health().openNotices()).toEqual([]);
    expect(await operatorHears()).toHaveLength(1);
  });

  it('is told of as well where its hospital could not be read', async () => {
    await ground.rows("ALTER TABLE snapshot ADD CONSTRAINT broken CHECK (known = '[]') NOT VALID");
    await expect(canary()).rejects.toThrow(/broken/);
    await ground.rows('ALTER TABLE snapshot DROP CONSTRAINT broken');
    await hourLater();
    expect(await operatorHears()).toHaveLength(1);
  });

  it('appears in no list of people and no count, and is looked at by no clock', async () => {
    await canary();
    const operator = { id: operatorId, email: 'op@example.org', isOperator: true };
    expect((await new HomeReader(ground.dataSource).waits(operator, new Date())).patients).toBe(0);
    expect(await new HomeReader(ground.dataSource).watched(operatorId)).toEqual([]);
    expect(await ground.get(ConnectionStore).allIds()).toEqual([]);
    expect(await ground.count('connection', 'next_pull_at IS NOT NULL')).toBe(0);
    expect((await health().figures()).lastCompletePullAge).toBeNull();
    ground.clock.pass({ days: 20 });
    await ground.get(WatchService).tellUnread();
    await ground.get(WatchService).remind();
    expect(await ground.count('notification', "situation = 'S16' OR cause LIKE 'reminder:%'")).toBe(0);
  });

  it('does not pass for somebody who has an account', async () => {
    await ground.empty();
    await canary();
    expect(await ground.get(PeopleStore).hasAccounts()).toBe(false);
  });

  it('leaves the records of real patients as they are', async () => {
    const { patientId } = await ground.addPatient();
    const connectionId = await ground.connect(patientId);
    await ground.get(RecordService).pull(connectionId);
    await canary();
    expect(await ground.count('flag', 'patient_id = $1', [patientId])).toBe(0);
    expect(await ground.rows('SELECT fhir_base FROM connection WHERE id = $1', [connectionId])).toEqual([
      { fhir_base: 'https://lakeside.example/fhir' },
    ]);
  });
});

describe('a breach feed', () => {
  const feed = (days: number) =>
    ground.rows(
      "INSERT INTO feed (source, last_read_at) VALUES ('hhs', $1) ON CONFLICT (source) DO UPDATE SET last_read_at = excluded.last_read_at",
      [new Date(ground.clock.now().getTime() - days * 86_400_000)],
    );
  const tell = () => ground.get(WatchService).tellOperators();

  it('that was not read for two days is told to the operators once, and again only after it was read', async () => {
    await feed(1.9);
    await tell();
    expect(await operatorHears()).toEqual([]);
    await feed(2.1);
    await tell();
    await tell();
    expect(await operatorHears()).toHaveLength(1);
    expect(await health().openNotices()).toEqual(['feed hhs']);
    await feed(0);
    await tell();
    expect(await health().openNotices()).toEqual([]);
    await feed(3);
    await tell();
    expect(await operatorHears()).toHaveLength(2);
  });

  it('is told in the app alone to an operator who turned the mails off', async () => {
    await ground.rows("UPDATE account SET muted_streams = '{check}' WHERE id = $1", [operatorId]);
    await feed(5);
    await tell();
    expect(await operatorHears()).toMatchObject([{ channel: 'app' }]);
  });

  it('that was never read counts from its first failure', async () => {
    await ground.rows(
      "INSERT INTO feed (source, next_read_at, problem, problem_since) VALUES ('wa', $1, 'no answer', $1)",
      [new Date(ground.clock.now().getTime() - 3 * 86_400_000)],
    );
    await tell();
    expect(await operatorHears()).toHaveLength(1);
  });
});

it('rules of law past their review are told to the operators once, whichever they are', async () => {
  const tell = () => ground.get(WatchService).tellOperators();
  await tell();
  expect(await operatorHears()).toEqual([]);
  ground.clock.pass({ days: 4 * 365 });
  await tell();
  await tell();
  expect(await operatorHears()).toMatchObject([{ situation: 'S16', level: 'check', patient_id: null }]);
  expect(await health().openNotices()).toEqual(['law 2027-11-01']);
});
