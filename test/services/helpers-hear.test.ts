import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Concern } from '../../src/domain/exposure.js';
import { AnswerService } from '../../src/services/answer.service.js';
import { CaseService } from '../../src/services/case.service.js';
import { RecordService } from '../../src/services/record.service.js';
import { AnswerStore } from '../../src/store/answer.store.js';
import { CaseCauseStore } from '../../src/store/cases/case-cause.store.js';
import { CaseStore } from '../../src/store/cases/case.store.js';
import { ReplyStore } from '../../src/store/cases/reply.store.js';
import { ExpectationStore } from '../../src/store/expectation.store.js';
import { NotificationStore } from '../../src/store/notification.store.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';
import { tellAll } from '../support/tell-all.js';
import { fileBreach, findMatch } from '../support/told-matches.js';

const NUMBERS = { informationTypes: ['Social Security Number'] };

let database: TestDatabase;
let ground: FlowGround;
let patientId: string;
let people: { patient: string; daughter: string; helper: string };

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
  const person = await ground.addPatient();
  patientId = person.patientId;
  people = {
    patient: person.accountId,
    daughter: await ground.addAccount(),
    helper: await ground.addAccount(),
  };
  await ground.grant(people.daughter, patientId, 'representative');
  await ground.grant(people.helper, patientId, 'helper');
  ground.source.shows = aReading([
    anExam(1, { started: '2025-02-01' }),
    {
      resourceType: 'Organization',
      id: 'org-1',
      name: 'Lakeside Medical Center',
      address: [{ state: 'OH', city: 'Toledo' }],
    },
  ]);
  await ground.get(RecordService).pull(await ground.connect(patientId));
});

/** A breach is reported, and told to those whom it concerns; returns the exposure. */
async function breach(outcome: Concern, told = {}): Promise<string> {
  const [place] = await ground.rows<{ id: string }>('SELECT id FROM organization');
  await findMatch(ground, await fileBreach(ground, 'hhs', told), place!.id, outcome, false);
  await tellAll(ground);
  const [exposure] = await ground.rows<{ id: string }>('SELECT id FROM exposure');
  return exposure!.id;
}

/** What each of them was told of it: S14 and S13 come before S12. */
async function heard(): Promise<Record<string, string[]>> {
  const rows = await ground.rows<{ account: string; said: string }>(
    `SELECT account_id AS account, situation || ' ' || level || ' ' || channel AS said FROM notification
     WHERE exposure_id IS NOT NULL ORDER BY situation DESC`,
  );
  return Object.fromEntries(
    Object.entries(people).map(([name, id]) => [
      name,
      rows.filter(({ account }) => account === id).map(({ said }) => said),
    ]),
  );
}

/** What the web does with an answer. */
function answer(exposureId: string, by: keyof typeof people, said: 'know' | 'not-mine'): Promise<boolean> {
  const { dataSource, clock } = ground;
  const answers = new AnswerStore(dataSource);
  const cases = new CaseService(
    new CaseStore(dataSource),
    new CaseCauseStore(),
    new ReplyStore(dataSource),
    answers,
    clock,
  );
  const service = new AnswerService(
    answers,
    ground.get(NotificationStore),
    cases,
    ground.get(ExpectationStore),
    clock,
  );
  return service.answerExposure({ id: exposureId, patientId, accountId: people[by] }, said);
}

describe('a helper', () => {
  it('does not hear of a breach at a vendor until the place confirms it', async () => {
    await breach('vendor', NUMBERS);
    expect(await heard()).toEqual({
      patient: ['S14 act soon mail'],
      daughter: ['S14 act soon mail'],
      helper: [],
    });
    await breach('named', NUMBERS);
    expect((await heard()).helper).toEqual(['S12 act soon mail']);
  });

  it('is asked to help soon where those who may act are asked to act today', async () => {
    await breach('named', NUMBERS);
    expect(await heard()).toEqual({
      patient: ['S12 act now mail'],
      daughter: ['S12 act now mail'],
      helper: ['S12 act soon mail'],
    });
  });

  it('of one person who acts for another has a mail of its own for each', async () => {
    const other = await ground.addPatient();
    await ground.grant(people.helper, other.patientId, 'representative');
    await ground.get(RecordService).pull(await ground.connect(other.patientId));
    await breach('named', NUMBERS);
    const folds = await ground.rows<{ level: string; fold: string }>(
      "SELECT level, fold FROM notification WHERE account_id = $1 AND situation = 'S12' ORDER BY level",
      [people.helper],
    );
    expect(folds.map(({ level }) => level)).toEqual(['act now', 'act soon']);
    expect(new Set(folds.map(({ fold }) => fold)).size).toBe(2);
  });
});

describe('“it is the same place”, said of a possible match,', () => {
  it('is told to everybody else, at the level that the breach has', async () => {
    const exposureId = await breach('possible', NUMBERS);
    expect(await heard()).toMatchObject({ patient: ['S13 check mail'], helper: [] });
    await answer(exposureId, 'patient', 'know');
    expect(await heard()).toEqual({
      patient: ['S13 check mail'],
      daughter: ['S13 check mail', 'S12 act now mail'],
      helper: ['S12 act soon mail'],
    });
  });

  it('is told once, however often the answer is changed, and not at all where it is another place', async () => {
    const exposureId = await breach('possible');
    await answer(exposureId, 'daughter', 'not-mine');
    expect((await heard()).helper).toEqual([]);
    await answer(exposureId, 'daughter', 'know');
    await answer(exposureId, 'patient', 'not-mine');
    await answer(exposureId, 'daughter', 'know');
    expect(await heard()).toEqual({
      patient: ['S13 check mail', 'S12 act soon mail'],
      daughter: ['S13 check mail'],
      helper: ['S12 act soon mail'],
    });
  });

  it('is told to nobody where the report is history', async () => {
    const exposureId = await breach('possible');
    await ground.rows("UPDATE exposure SET created_at = '2027-01-01'");
    await answer(exposureId, 'patient', 'know');
    expect((await heard()).helper).toEqual([]);
  });
});
