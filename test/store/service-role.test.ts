import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { AccountEndService } from '../../src/services/account-end.service.js';
import { RecordService } from '../../src/services/record.service.js';
import { AccountEventStore } from '../../src/store/account-event.store.js';
import { createDataSource } from '../../src/store/data-source.js';
import { ErasureStore } from '../../src/store/erasure.store.js';
import { LeftAccountStore } from '../../src/store/left-account.store.js';
import { runMigrations } from '../../src/store/migrations.js';
import { AccessNewsStore } from '../../src/store/people/access-news.store.js';
import { SharingStore } from '../../src/store/people/sharing.store.js';
import { allowService } from '../../src/store/service-role.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';
import { databaseWithTwoRoles, type TwoRoles } from '../support/two-roles.js';

const AUDIT = ['access_event', 'account_event', 'erasure', 'pull', 'flag', 'patient_case', 'filing_revision'];

let database: TwoRoles;
let ground: FlowGround;
let owner: DataSource;
let patientId: string;
let accountId: string;

beforeAll(async () => {
  database = await databaseWithTwoRoles();
  ground = await FlowGround.open(database.serviceUrl);
  owner = createDataSource({ url: database.ownerUrl, entities: [], log: () => undefined });
  await owner.initialize();
  ({ patientId, accountId } = await ground.addPatient());
});
afterAll(async () => {
  await ground?.close();
  await owner?.destroy();
  await database?.drop();
});

const deviceUnknown = { browser: null, system: null };
const denied = /permission denied|must be owner/;

/** A record of which everything was seen, and what its people did. */
async function watched(): Promise<void> {
  const connectionId = await ground.connect(patientId);
  ground.source.shows = aReading([anExam(1), anExam(2)]);
  await ground.get(RecordService).pull(connectionId);
  ground.clock.pass({ days: 1 });
  ground.source.shows = aReading([anExam(1), anExam(2), anExam(3)]);
  await ground.get(RecordService).pull(connectionId);
  const doer = { accountId, sessionId: null, device: deviceUnknown, at: ground.clock.now() };
  await ground.get(AccountEventStore).note(doer, 'codes-made');
  await ground.rows(
    `INSERT INTO access_event (patient_id, account_id, role, what, route) VALUES ($1, $2, 'helper', 'view', 'GET /')`,
    [patientId, accountId],
  );
}

describe('the role of the service', () => {
  it('watches a record, and finds the database up to date', async () => {
    await watched();
    expect(await ground.count('flag')).toBeGreaterThan(0);
    expect(await runMigrations(ground.dataSource)).toEqual([]);
  });

  it.each(AUDIT)('cannot alter what %s holds, nor what guards it', async (table) => {
    const [column] = await ground.rows<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnum = 2`,
    );
    for (const statement of [
      `UPDATE ${table} SET ${column!.name} = ${column!.name}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
      `ALTER TABLE ${table} DISABLE TRIGGER append_only`,
      `DROP TRIGGER append_only ON ${table}`,
      `ALTER TABLE ${table} DROP COLUMN ${column!.name}`,
      `DROP TABLE ${table} CASCADE`,
    ])
      await expect(ground.rows(`SET scanwarden.erasing = 'on'; ${statement}`)).rejects.toThrow(denied);
  });

  it('takes no append-only row along with another', async () => {
    for (const table of ['patient', 'study', 'exposure'])
      await expect(ground.rows(`DELETE FROM ${table}`)).rejects.toThrow(denied);
  });

  it('cannot do more by making itself an owner, or the function that refuses another one', async () => {
    const [{ owner: role }] = (await owner.query('SELECT current_user AS owner')) as [{ owner: string }];
    for (const statement of [
      `SET ROLE ${role}`,
      'SET session_replication_role = replica',
      `CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'`,
      'DELETE FROM migrations',
    ])
      await expect(ground.rows(statement)).rejects.toThrow(denied);
  });

  it('writes down that a row ended where that is what may be written', async () => {
    await expect(
      ground.rows('UPDATE filing_link SET undone_at = now(), undone_by = NULL'),
    ).resolves.toBeDefined();
    await expect(ground.rows('UPDATE filing_link SET score = 1')).rejects.toThrow(denied);
  });

  it('forgets the events of nobody who did not leave', async () => {
    await ground.rows('SELECT erase_account_events($1)', [accountId]);
    expect(await ground.count('account_event', 'account_id = $1', [accountId])).toBe(1);
  });

  it('deletes a person, and keeps that it did', async () => {
    const erasures = new ErasureStore(ground.dataSource);
    const said = { at: ground.clock.now(), role: 'self', revoked: 0 } as const;
    expect(await erasures.erase(patientId, said)).toEqual({ places: 1, studies: 3 });
    for (const table of ['patient', 'study', 'flag', 'pull', 'snapshot', 'access_event'])
      expect([table, await ground.count(table)]).toEqual([table, 0]);
    expect(await ground.count('erasure', 'studies = 3')).toBe(1);
    await expect(ground.rows('DELETE FROM erasure')).rejects.toThrow(denied);
  });

  it('deletes an account with its events', async () => {
    const { dataSource, clock } = ground;
    const accounts = new LeftAccountStore(dataSource);
    const ending = new AccountEndService(
      accounts,
      new SharingStore(dataSource),
      new AccessNewsStore(dataSource),
      clock,
    );
    await ending.end(accountId);
    expect(await ground.count('account_event')).toBe(0);
    expect(await ground.count('account', 'left_at IS NOT NULL')).toBe(1);
  });
});

describe('scanwarden migrate', () => {
  it('refuses the owner as the role of the service', async () => {
    const [{ name }] = (await owner.query('SELECT current_user AS name')) as [{ name: string }];
    await expect(allowService(owner, { name, password: null })).rejects.toThrow('name another role there');
  });

  it('is what a service asks for that may not bring the database up to date', async () => {
    await owner.query('DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations)');
    await expect(runMigrations(ground.dataSource)).rejects.toThrow('Run `scanwarden migrate`');
  });
});
