import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DUE_PULLS } from '../../src/jobs/due-pulls.js';
import { OvertakenError } from '../../src/store/record.store.js';
import { RecordService } from '../../src/services/record.service.js';
import type { TestDatabase } from './database.js';
import { anExam, anOrderOf, aPartialReading, aReading } from './fhir-records.js';
import { eventually } from './eventually.js';
import { FlowGround } from './flow-ground.js';

const LIST = [anExam(1), anExam(2)];

/** What a worker's pull does where the answer repeats the last one, and where it must not be taken for that. */
export function describeRepeatedPulls(start: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let ground: FlowGround;
  let patientId: string;
  let connectionId: string;

  beforeAll(async () => {
    database = await start();
    ground = await FlowGround.open(database.url);
  });
  afterAll(async () => {
    await ground?.close();
    await database?.drop();
  });
  beforeEach(async () => {
    ({ patientId } = await ground.addPatient());
    connectionId = await ground.connect(patientId);
    ground.source.shows = aReading(LIST);
  });

  const look = () => ground.get(RecordService).look(connectionId);
  const situations = async () => (await ground.told(patientId)).map(({ situation }) => situation);
  const pulls = () =>
    ground.rows(
      `SELECT complete, incomplete, refused, quarantined, study_count, snapshot_id IS NOT NULL AS held FROM pull
       WHERE connection_id = $1 ORDER BY ctid`,
      [connectionId],
    );
  const connection = async () =>
    (
      await ground.rows<Record<string, unknown>>(
        'SELECT version, failures, rung_at, next_pull_at, last_complete_at, problem FROM connection WHERE id = $1',
        [connectionId],
      )
    )[0]!;

  it('says in its row what the one before said, in two statements', async () => {
    ground.source.shows = aReading([...LIST, anExam(9, { subject: { reference: 'Patient/somebody-else' } })]);
    await look();
    ground.clock.pass({ hours: 6 });
    const statements = await ground.statementsOf(look);
    const [first, second] = await pulls();
    expect(second).toEqual(first);
    expect(first).toMatchObject({ complete: true, study_count: 2, held: true });
    expect(first!['quarantined']).toHaveLength(1);
    expect(statements).toHaveLength(2);
    expect((await connection())['last_complete_at']).toEqual(ground.clock.now());
  });

  it('keeps its place as long as it comes onwards, however long it takes, and loses it when it falls silent', async () => {
    const rungLongAgo = (): Promise<unknown> =>
      ground.rows("UPDATE connection SET rung_at = now() - interval '20 minutes' WHERE id = $1", [
        connectionId,
      ]);
    const isLost = async (): Promise<boolean> => {
      await ground.rows(DUE_PULLS.before!);
      return (await connection())['rung_at'] === null;
    };
    const lost: boolean[] = [];
    ground.source.before = async (onwards) => {
      await rungLongAgo();
      ground.clock.pass({ hours: 1 });
      onwards('ImagingStudy', 1);
      await eventually('the sign to be given', async () => {
        const { rung_at: rung } = await connection();
        return (rung as Date).getTime() > Date.now() - 600_000;
      });
      lost.push(await isLost());
      await rungLongAgo();
      lost.push(await isLost());
    };
    await look();
    expect(lost).toEqual([false, true]);
  });

  it('ends a problem that a partial answer had left', async () => {
    await look();
    ground.source.shows = aPartialReading(LIST);
    await look();
    expect((await connection())['problem']).not.toBeNull();
    ground.source.shows = aReading(LIST);
    await look();
    await look();
    expect(await connection()).toMatchObject({ problem: null, failures: 0, version: 4 });
  });

  it('decides a flag that has settled, though the answer is the same as before', async () => {
    await look();
    ground.clock.pass({ days: 1 });
    ground.source.shows = aReading([...LIST, anExam(3)]);
    await look();
    await look();
    expect(await situations()).toEqual(['S01']);
    ground.clock.pass({ hours: 25 });
    await look();
    expect(await situations()).toEqual(['S01', 'S02']);
  });

  it('is told from one that brings an order, or takes a study away', async () => {
    await look();
    ground.source.shows = aReading([...LIST, anOrderOf(2)]);
    expect((await ground.statementsOf(look)).length).toBeGreaterThan(2);
    ground.source.shows = aReading([anExam(1)]);
    await look();
    await look();
    expect(await situations()).toEqual(['S01', 'S05']);
  });

  it('is nothing when another pull was saved meanwhile', async () => {
    await look();
    const quick: Promise<unknown>[] = [];
    ground.source.before = async () => {
      quick.push(look());
      await quick[0];
    };
    await expect(look()).rejects.toThrow(OvertakenError);
    expect(await pulls()).toHaveLength(2);
  });

  it('is asked for at once where somebody asked for it meanwhile', async () => {
    await look();
    ground.source.before = async () => {
      await ground.rows("UPDATE connection SET next_pull_at = '2026-12-24Z' WHERE id = $1", [connectionId]);
    };
    await look();
    expect((await connection())['next_pull_at']).toEqual(new Date('2026-12-24T00:00:00Z'));
  });

  describe('a pull that breaks off', () => {
    it('frees its place and is tried again later and later', async () => {
      await look();
      const waits: number[] = [];
      for (let turn = 1; turn <= 3; turn += 1) {
        await ground.rows('UPDATE connection SET rung_at = now() WHERE id = $1', [connectionId]);
        ground.source.before = () => Promise.reject(new Error('broken off'));
        await expect(look()).rejects.toThrow('broken off');
        const { failures, rung_at, next_pull_at } = await connection();
        expect({ failures, rung_at }).toEqual({ failures: turn, rung_at: null });
        waits.push(((next_pull_at as Date).getTime() - ground.clock.now().getTime()) / 60_000);
      }
      expect(waits.map(Math.floor)).toEqual([1, 2, 4]);
    });
  });

  describe('the next pull', () => {
    const gap = (code: string, more: object = {}) => ({ type: 'Patient', code, why: 'why', ...more });
    const makeDue = () =>
      ground.rows("UPDATE connection SET next_pull_at = '2025-01-01' WHERE id = $1", [connectionId]);
    beforeEach(makeDue);

    it('is put off further each time the site does not answer, and comes at its pace again once it does', async () => {
      ground.source.shows = { resources: [], read: [], refused: [], failed: [gap('unreachable')] };
      await look();
      await look();
      expect((await connection())['failures']).toBe(2);
      ground.source.shows = aReading(LIST);
      await look();
      expect((await connection())['failures']).toBe(0);
    });

    it('is made when the site said it may be asked again', async () => {
      const failed = [gap('throttled', { retryAfterMs: 86_400_000 })];
      ground.source.shows = { resources: [], read: [], refused: [], failed };
      await look();
      expect((await connection())['next_pull_at']).toEqual(
        new Date(ground.clock.now().getTime() + 86_400_000),
      );
    });

    it('is not made after the access was taken back, until the place is linked again', async () => {
      const place = { fhirBase: 'https://linked.example/fhir', token: 'a-token' };
      connectionId = await ground.connect(patientId, place);
      await makeDue();
      ground.source.shows = { resources: [], read: [], refused: [], failed: [gap('unauthorized')] };
      await look();
      expect((await connection())['next_pull_at']).toBeNull();
      expect(await ground.connect(patientId, { ...place, token: 'another' })).toBe(connectionId);
      expect((await connection())['next_pull_at']).not.toBeNull();
    });
  });
}
