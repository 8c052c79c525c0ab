import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { FanOutService } from '../../src/services/fan-out.service.js';
import { RecordService } from '../../src/services/record.service.js';
import { ExposureStore, TOLD_AT_ONCE } from '../../src/store/exposure.store.js';
import { aCrowd } from '../support/a-crowd.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';
import { tellAll } from '../support/tell-all.js';
import { fileBreach, findMatch } from '../support/told-matches.js';

const IN_OHIO = {
  resourceType: 'Organization',
  id: 'org-1',
  name: 'Lakeside Medical Center',
  address: [{ state: 'OH', city: 'Toledo' }],
};
/** Two chunks and a half. */
const CROWD = TOLD_AT_ONCE * 2.5;

let database: TestDatabase;
let ground: FlowGround;
let exposures: ExposureStore;

beforeAll(async () => {
  database = await freshDatabase();
  ground = await FlowGround.open(database.url);
  exposures = ground.get(ExposureStore);
});
afterAll(async () => {
  await ground?.close();
  await database?.drop();
});

let organizationId: string;
let fanOutId: string;
const at = (): string => ground.clock.now().toISOString();

/** A patient with a scan at the one hospital, and a breach there that nobody was told of yet. */
beforeEach(async () => {
  await ground.empty();
  await pullOf(await ground.addPatient());
  const [place] = await ground.rows<{ id: string }>('SELECT id FROM organization');
  organizationId = place!.id;
  await findMatch(ground, await fileBreach(ground, 'hhs'), organizationId, 'named');
  const [due] = await ground.rows<{ id: string }>('SELECT id FROM fan_out');
  fanOutId = due!.id;
});

async function pullOf({ patientId }: { patientId: string }): Promise<void> {
  const connectionId = await ground.connect(patientId);
  ground.source.shows = aReading([anExam(1, { started: '2025-02-01' }), IN_OHIO]);
  await ground.get(RecordService).pull(connectionId);
}

async function patientWithId(id: string): Promise<{ patientId: string }> {
  const accountId = await ground.addAccount();
  await ground.rows("INSERT INTO patient (id, name) VALUES ($1, 'Person')", [id]);
  await ground.grant(accountId, id, 'self');
  return { patientId: id };
}

const tellings = (patientId: string): Promise<number> =>
  ground.count('notification', "patient_id = $1 AND situation = 'S12'", [patientId]);

async function expectEachToldOnce(): Promise<void> {
  const people = await ground.count('patient');
  expect(await ground.count('exposure')).toBe(people);
  expect(await ground.count('notification', "situation = 'S12'")).toBe(people);
}

/** A fan-out that stands within a chunk over all patients, until it is let go. */
async function withinAChunk(work: () => Promise<unknown>): Promise<void> {
  const runner: QueryRunner = ground.dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.query(
    'SELECT pg_advisory_xact_lock(hashtext($1), place) FROM generate_series(16, 31) AS place',
    [organizationId],
  );
  await work();
  await runner.rollbackTransaction();
  await runner.release();
}

it('a fan-out whose row the relay still holds is told once that lets go', async () => {
  const relay: QueryRunner = ground.dataSource.createQueryRunner();
  await relay.startTransaction();
  await relay.query('SELECT FROM fan_out WHERE id = $1 FOR UPDATE', [fanOutId]);
  const telling = ground.get(FanOutService).tell(fanOutId);
  await eventually('the worker waits', async () => (await ground.count('pg_locks', 'NOT granted')) > 0);
  await relay.commitTransaction();
  await relay.release();
  await telling;
  await expectEachToldOnce();
});

describe('a pull while a breach is being told', () => {
  it('of a patient whom it has passed tells that patient itself', async () => {
    await exposures.tellSome(fanOutId, at());
    const late = await ground.addPatient();
    await pullOf(late);
    expect(await tellings(late.patientId)).toBe(1);
    await tellAll(ground);
    await expectEachToldOnce();
  });

  it('of a patient whom it has not reached leaves the telling to it', async () => {
    await aCrowd(ground, organizationId, CROWD);
    await exposures.tellSome(fanOutId, at());
    const first = await patientWithId('00000000-0000-4000-8000-000000000001');
    const last = await patientWithId('ffffffff-ffff-4fff-bfff-fffffffffff0');
    await pullOf(first);
    await pullOf(last);
    expect([await tellings(first.patientId), await tellings(last.patientId)]).toEqual([1, 0]);
    await tellAll(ground);
    await expectEachToldOnce();
  });

  it('waits only for the chunk that its own patient is in', async () => {
    const within = await patientWithId('1f000000-0000-4000-8000-000000000001');
    const beside = await patientWithId('20000000-0000-4000-8000-000000000001');
    let waiting: Promise<void> = Promise.resolve();
    await withinAChunk(async () => {
      await pullOf(beside);
      waiting = pullOf(within);
      await eventually('the pull waits', async () => (await ground.count('pg_locks', 'NOT granted')) > 0);
    });
    await waiting;
    await tellAll(ground);
    await expectEachToldOnce();
  });

  it('and many workers tell each patient once', async () => {
    await aCrowd(ground, organizationId, CROWD);
    const tell = (): Promise<void> => ground.get(FanOutService).tell(fanOutId);
    const late = await ground.addPatient();
    await Promise.all([tell(), tell(), pullOf(late), tell()]);
    await tellAll(ground);
    await expectEachToldOnce();
  });
});
