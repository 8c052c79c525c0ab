import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordService } from '../../src/services/record.service.js';
import { ExpectationStore } from '../../src/store/expectation.store.js';
import { eventually } from '../support/eventually.js';
import { freshDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';

const DAY = '2025-02-20';
const BEFORE = [anExam(1), anExam(2)];
const AFTER = [...BEFORE, anExam(3)];

describe('a scan that somebody expects', () => {
  let database: TestDatabase;
  let ground: FlowGround;
  let patientId: string;
  let accountId: string;
  let connectionId: string;

  beforeAll(async () => {
    database = await freshDatabase();
    ground = await FlowGround.open(database.url);
  });
  afterAll(async () => {
    await ground?.close();
    await database?.drop();
  });
  beforeEach(async () => {
    ({ patientId, accountId } = await ground.addPatient());
    connectionId = await ground.connect(patientId);
    ground.source.shows = aReading(BEFORE);
    await pull();
    ground.source.shows = aReading(AFTER);
  });

  const pull = (id = connectionId) => {
    ground.clock.pass({ hours: 1 });
    return ground.get(RecordService).pull(id);
  };
  const say = (place: string | null = null) =>
    ground
      .get(ExpectationStore)
      .add({ patientId, accountId, from: DAY, to: DAY, kind: 'ct', place }, ground.clock.now());
  const flags = () =>
    ground.rows(
      "SELECT situation, level, evidence -> 0 ->> 'evidence' AS evidence FROM flag WHERE patient_id = $1 AND kind = 'added' ORDER BY created_at, id",
      [patientId],
    );
  const became = () =>
    ground.rows('SELECT study.key FROM expectation JOIN study ON study.id = study_id WHERE expectation.patient_id = $1', [patientId]); // prettier-ignore
  const situations = async () => (await ground.told(patientId)).map(({ situation }) => situation);

  it('is known when it comes, and the word is used up', async () => {
    await say();
    await pull();
    expect(await flags()).toEqual([{ situation: 'S03', level: 'quiet', evidence: 'own-word' }]);
    expect(await became()).toHaveLength(1);
    ground.source.shows = aReading([...AFTER, anExam(4, { started: `${DAY}T15:00:00Z` })]);
    await pull();
    expect((await flags()).at(-1)).toEqual({ situation: 'S02', level: 'check', evidence: null });
  });

  it('is not asked about when it was named after it came', async () => {
    await pull();
    expect(await flags()).toEqual([{ situation: 'S02', level: 'check', evidence: null }]);
    await say();
    ground.clock.pass({ hours: 25 });
    await pull();
    expect(await situations()).toEqual(['S01']);
    expect(await became()).toHaveLength(1);
  });

  it('is asked about all the same once the word is taken back', async () => {
    await say();
    const [row] = await ground.rows<{ id: string }>('SELECT id FROM expectation WHERE patient_id = $1', [
      patientId,
    ]);
    expect(
      await ground.get(ExpectationStore).takeBack({ id: row!.id, patientId, accountId }, ground.clock.now()),
    ).toBe(true);
    await pull();
    expect(await flags()).toEqual([{ situation: 'S02', level: 'check', evidence: null }]);
  });

  it('speaks at a second place for the same exam, and for no other', async () => {
    const other = await ground.connect(patientId, { fhirBase: 'https://elsewhere.example/fhir' });
    ground.source.shows = aReading(BEFORE);
    await pull(other);
    await say();
    ground.source.shows = aReading(AFTER);
    await pull();
    ground.source.shows = aReading([...BEFORE, anExam(5, { started: `${DAY}T15:00:00Z` })]);
    await pull(other);
    expect((await flags()).map((flag) => (flag as { level: string }).level)).toEqual(['quiet', 'check']);
    ground.source.shows = aReading([...AFTER, anExam(5, { started: `${DAY}T15:00:00Z` })]);
    await pull(other);
    expect((await flags()).map((flag) => (flag as { level: string }).level)).toEqual([
      'quiet',
      'check',
      'quiet',
    ]);
  });

  it.each([
    [true, 'quiet'],
    [false, 'check'],
  ])(
    'is no surprise at a second place where it was known at the first, as long as that stands (%s)',
    async (stands, level) => {
      const other = await ground.connect(patientId, { fhirBase: 'https://elsewhere.example/fhir' });
      ground.source.shows = aReading(BEFORE);
      await pull(other);
      ground.source.shows = aReading(AFTER);
      await pull();
      const [flag] = await ground.rows<{ id: string }>(
        "SELECT id FROM flag WHERE patient_id = $1 AND situation = 'S02'",
        [patientId],
      );
      for (const known of stands ? [true, true] : [true, false])
        await ground.dataSource.transaction((manager) =>
          ground
            .get(ExpectationStore)
            .know(manager, { flagId: flag!.id }, { accountId, known, at: ground.clock.now().toISOString() }),
        );
      await pull(other);
      expect((await flags()).map((one) => (one as { level: string }).level)).toEqual(['check', level]);
    },
  );

  it('speaks for one of two exams that two places show at the same moment', async () => {
    const other = await ground.connect(patientId, { fhirBase: 'https://elsewhere.example/fhir' });
    ground.source.shows = aReading(BEFORE);
    await pull(other);
    await say();
    let answer = (): void => undefined;
    ground.source.before = () => new Promise((resolve) => (answer = resolve));
    ground.source.shows = aReading(AFTER);
    const asked = ground.source.asked.length;
    const first = pull();
    await eventually('the first place to be asked', () => ground.source.asked.length > asked);
    ground.source.shows = aReading([...BEFORE, anExam(5, { started: `${DAY}T15:00:00Z` })]);
    await pull(other);
    answer();
    await first;
    const levels = (await flags()).map((flag) => (flag as { level: string }).level);
    expect(levels.sort()).toEqual(['check', 'quiet']);
  });

  it('is asked about where the word names another place than the one that made it', async () => {
    const made = { performer: [{ actor: { reference: 'Organization/n', display: 'Northgate Radiology' } }] };
    await say('Riverside');
    ground.source.shows = aReading([...BEFORE, anExam(3, made)]);
    await pull();
    expect(await flags()).toEqual([{ situation: 'S02', level: 'check', evidence: null }]);
    await say('Northgate');
    ground.clock.pass({ hours: 25 });
    await pull();
    expect(await situations()).toEqual(['S01']);
    expect(await became()).toHaveLength(1);
  });

  it('costs a repeated pull no statement more', async () => {
    await ground.get(RecordService).look(connectionId);
    await say();
    ground.source.shows = aReading(AFTER);
    const statements = await ground.statementsOf(() => ground.get(RecordService).look(connectionId));
    expect(statements).toHaveLength(2);
  });
});
