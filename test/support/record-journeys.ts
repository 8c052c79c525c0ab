import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OvertakenError } from '../../src/store/record.store.js';
import { RecordService } from '../../src/services/record.service.js';
import type { TestDatabase } from './database.js';
import { anExam, anOrderOf, aPartialReading, aReading } from './fhir-records.js';
import { FlowGround } from './flow-ground.js';

const SEEN_BEFORE = [anExam(1), anExam(2)];
const WITH_UNKNOWN = [...SEEN_BEFORE, anExam(3)];

/** What a pull does to the record of a patient, on one engine. */
export function describeRecordJourneys(start: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let ground: FlowGround;
  let patientId: string;
  let accountId: string;
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
    ({ patientId, accountId } = await ground.addPatient());
    connectionId = await ground.connect(patientId);
    ground.source.shows = aReading(SEEN_BEFORE);
  });

  const pull = () => ground.get(RecordService).pull(connectionId);
  const situations = async () => (await ground.told(patientId)).map(({ situation }) => situation);
  const flags = () =>
    ground.rows(
      'SELECT kind, situation, level FROM flag WHERE connection_id = $1 ORDER BY created_at, kind',
      [connectionId],
    );
  const outcomes = async () =>
    (
      await ground.rows<{ outcome: string }>(
        'SELECT outcome FROM flag_outcome JOIN flag ON flag.id = flag_id WHERE patient_id = $1',
        [patientId],
      )
    ).map(({ outcome }) => outcome);
  const ofConnection = (table: string) => ground.count(table, 'connection_id = $1', [connectionId]);

  /** The first list, then a day on: a study that nobody ordered. */
  async function pullUnknown(): Promise<void> {
    await pull();
    ground.clock.pass({ days: 1 });
    ground.source.shows = aReading(WITH_UNKNOWN);
    await pull();
  }

  describe('the first list', () => {
    it('asks once for a calm look, and raises no alarm', async () => {
      await pull();
      ground.clock.pass({ days: 1 });
      await pull();
      expect(await ground.told(patientId)).toEqual([{ situation: 'S01', level: 'info', channel: 'mail' }]);
      expect(await flags()).toEqual([]);
    });

    it('asks for it once the list is whole, where it came in pieces', async () => {
      ground.source.shows = aPartialReading(SEEN_BEFORE);
      await pull();
      expect(await situations()).toEqual([]);
      ground.source.shows = aReading(SEEN_BEFORE);
      await pull();
      expect(await situations()).toEqual(['S01']);
      expect(await flags()).toEqual([]);
    });

    it('asks for it where it is empty, too', async () => {
      ground.source.shows = aReading([]);
      await pull();
      expect(await situations()).toEqual(['S01']);
    });

    it('of two places on one day is one message', async () => {
      await pull();
      const other = await ground.connect(patientId, { fhirBase: 'https://elsewhere.example/fhir' });
      await ground.get(RecordService).pull(other);
      expect(await situations()).toEqual(['S01']);
    });
  });

  describe('a study that nobody ordered', () => {
    it('is flagged and told to nobody before it has settled', async () => {
      await pullUnknown();
      expect(await flags()).toEqual([{ kind: 'added', situation: 'S02', level: 'check' }]);
      ground.clock.pass({ hours: 23 });
      await pull();
      expect(await situations()).toEqual(['S01']);
    });

    it('is told once to every account after the settling time and a second complete pull', async () => {
      const caregiver = await ground.addAccount();
      await ground.grant(caregiver, patientId, 'helper');
      await pullUnknown();
      for (const hours of [25, 25, 25]) {
        ground.clock.pass({ hours });
        await pull();
      }
      const told = await ground.rows(
        "SELECT account_id, channel FROM notification WHERE patient_id = $1 AND situation = 'S02' AND level = 'check' ORDER BY 1",
        [patientId],
      );
      const both = [accountId, caregiver].sort().map((account) => ({ account_id: account, channel: 'mail' }));
      expect(told).toEqual(both);
      expect(await outcomes()).toEqual(['stands']);
    });

    it('is not settled by a pull that is incomplete', async () => {
      await pullUnknown();
      ground.clock.pass({ hours: 25 });
      ground.source.shows = aPartialReading(WITH_UNKNOWN);
      await pull();
      expect(await situations()).toEqual(['S01']);
    });

    it('stays silent when evidence came meanwhile', async () => {
      await pullUnknown();
      ground.clock.pass({ hours: 25 });
      ground.source.shows = aReading([...WITH_UNKNOWN, anOrderOf(3)]);
      await pull();
      ground.clock.pass({ hours: 25 });
      await pull();
      expect(await situations()).toEqual(['S01']);
      expect(await outcomes()).toEqual(['explained']);
    });

    it('stays silent when the patient has said meanwhile that it is known', async () => {
      await pullUnknown();
      await ground.rows(
        "INSERT INTO answer (flag_id, account_id, answer) SELECT id, $2, 'know' FROM flag WHERE patient_id = $1",
        [patientId, accountId],
      );
      ground.clock.pass({ hours: 25 });
      await pull();
      expect(await situations()).toEqual(['S01']);
    });
  });

  describe('a study that is not in the answer', () => {
    it('is told as no longer shown after two complete pulls without it, once', async () => {
      await pull();
      ground.source.shows = aReading([anExam(1)]);
      await pull();
      expect(await situations()).toEqual(['S01']);
      ground.clock.pass({ hours: 1 });
      await pull();
      await pull();
      expect(await flags()).toEqual([
        { kind: 'missing', situation: null, level: 'quiet' },
        { kind: 'removed', situation: 'S05', level: 'check' },
      ]);
      expect(await situations()).toEqual(['S01', 'S05']);
    });

    it('is never taken away by incomplete pulls, however many', async () => {
      await pull();
      ground.source.shows = aPartialReading([]);
      for (let turn = 0; turn < 3; turn += 1) await pull();
      expect(await flags()).toEqual([]);
      expect(await ground.count('study', 'connection_id = $1 AND absences = 0', [connectionId])).toBe(2);
      expect(await ground.rows('SELECT problem FROM connection WHERE id = $1', [connectionId])).toEqual([
        { problem: 'ImagingStudy could not be read: the source did not answer in time' },
      ]);
    });
  });

  describe('what a pull writes', () => {
    it.each(['pull', 'look'] as const)(
      'is one row when nothing changed, with three statements at most (%s)',
      async (way) => {
        await pull();
        const tables = ['pull', 'snapshot', 'study', 'flag'];
        const before = await Promise.all(tables.map(ofConnection));
        const statements = await ground.statementsOf(() => ground.get(RecordService)[way](connectionId));
        const after = await Promise.all(tables.map(ofConnection));
        expect(after.map((count, at) => count - before[at]!)).toEqual([1, 0, 0, 0]);
        expect(statements.length).toBeLessThanOrEqual(3);
      },
    );

    it('names with every pull the snapshot that it left', async () => {
      await pull();
      ground.source.shows = aReading(WITH_UNKNOWN);
      await pull();
      await pull();
      const pulls = await ground.rows<{ studies: number }>(
        `SELECT jsonb_array_length(snapshot.known) AS studies FROM pull LEFT JOIN snapshot ON snapshot.id = pull.snapshot_id
         WHERE pull.connection_id = $1 ORDER BY pull.ctid`,
        [connectionId],
      );
      expect(pulls.map(({ studies }) => studies)).toEqual([2, 3, 3]);
    });

    it('is nothing when another pull was saved meanwhile', async () => {
      await pull();
      const quick: Promise<unknown>[] = [];
      ground.source.shows = aReading([]);
      ground.source.before = async () => {
        ground.source.shows = aReading(WITH_UNKNOWN);
        quick.push(pull());
        await quick[0];
      };
      await expect(pull()).rejects.toThrow(OvertakenError);
      expect(await ofConnection('pull')).toBe(2);
      expect(await flags()).toEqual([{ kind: 'added', situation: 'S02', level: 'check' }]);
    });

    it('is nothing at all when the last of it cannot be written', async () => {
      await pull();
      await ground.rows(`ALTER TABLE flag ADD CONSTRAINT broken CHECK (kind <> 'added') NOT VALID`);
      ground.source.shows = aReading(WITH_UNKNOWN);
      await expect(pull()).rejects.toThrow(/broken/);
      await ground.rows('ALTER TABLE flag DROP CONSTRAINT broken');
      expect(await ofConnection('pull')).toBe(1);
      await pull();
      expect(await flags()).toEqual([{ kind: 'added', situation: 'S02', level: 'check' }]);
    });

    it('holds letters that the database cannot store as a sign of their loss, and sees no change in them', async () => {
      const odd = anExam(1, { description: 'CT\u0000 chest \ud800' });
      ground.source.shows = aReading([odd, anExam(2, { subject: { reference: 'Patient/o\u0000' } })]);
      await pull();
      await pull();
      expect(await flags()).toEqual([]);
      expect(await ground.rows("SELECT facts->>'description' AS said FROM study WHERE connection_id = $1", [connectionId])).toEqual([{ said: 'CT\ufffd chest \ufffd' }]); // prettier-ignore
    });

    it('keeps asking at the pace that was set, and at once where somebody asked meanwhile', async () => {
      ground.source.before = async () => {
        await ground.rows("UPDATE connection SET next_pull_at = '2025-12-24' WHERE id = $1", [connectionId]);
      };
      await pull();
      const due = () =>
        ground.rows('SELECT next_pull_at AS due FROM connection WHERE id = $1', [connectionId]);
      expect(await due()).toEqual([{ due: new Date('2025-12-24T00:00:00') }]);
      await ground.rows("UPDATE connection SET next_pull_at = '2025-01-01' WHERE id = $1", [connectionId]);
      await pull();
      const [row] = (await due()) as { due: Date }[];
      const hours = (row!.due.getTime() - ground.clock.now().getTime()) / 3_600_000;
      expect(hours).toBeGreaterThanOrEqual(0.5);
      expect(hours).toBeLessThanOrEqual(1.5);
    });
  });
}
