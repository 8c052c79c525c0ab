import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordService } from '../../src/services/record.service.js';
import { CaseReminderStore } from '../../src/store/cases/case-reminder.store.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';
import { tellAll } from '../support/tell-all.js';
import { fileBreach, findMatch } from '../support/told-matches.js';

let database: TestDatabase;
let ground: FlowGround;
let patientId: string;
let north: string;
let south: string;
let people: Record<'patient' | 'all' | 'south' | 'casesOnly', string>;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
// A patient with two places; somebody who sees both, somebody who sees one, and somebody who sees only cases.
beforeEach(async () => {
  ground = await FlowGround.open(database.url);
  await ground.empty();
  const patient = await ground.addPatient();
  ({ patientId } = patient);
  north = await ground.connect(patientId, { siteName: 'Northgate', fhirBase: 'https://north.example' });
  south = await ground.connect(patientId, { siteName: 'Southmead', fhirBase: 'https://south.example' });
  people = {
    patient: patient.accountId,
    all: await carer({}),
    south: await carer({ places: [south] }),
    casesOnly: await carer({ kinds: ['cases'] }),
  };
});
afterEach(() => ground.close());

async function carer(scope: { places?: string[]; kinds?: string[] }): Promise<string> {
  const accountId = await ground.addAccount();
  await ground.grant(accountId, patientId, 'representative');
  await ground.rows('UPDATE patient_grant SET places = $2, kinds = $3 WHERE account_id = $1', [
    accountId,
    scope.places ?? null,
    scope.kinds ?? null,
  ]);
  return accountId;
}

/** What each has of a situation, seen or not: the places of the rows, by name. */
async function told(situation: string): Promise<Record<string, string[]>> {
  const rows = await ground.rows<{ account: string; place: string }>(
    `SELECT notification.account_id AS account, coalesce(connection.site_name, organization.name, '?') AS place FROM notification
       LEFT JOIN flag ON flag.id = notification.flag_id LEFT JOIN study ON study.id = coalesce(flag.study_id, notification.study_id)
       LEFT JOIN connection ON connection.id = coalesce(notification.connection_id, study.connection_id)
       LEFT JOIN exposure ON exposure.id = notification.exposure_id LEFT JOIN organization ON organization.id = exposure.organization_id
     WHERE notification.situation = $1 ORDER BY 2`,
    [situation],
  );
  return Object.fromEntries(
    Object.entries(people).map(([name, id]) => [
      name,
      rows.filter(({ account }) => account === id).map(({ place }) => place),
    ]),
  );
}

/** Both places are read, each with a scan of the head: one list to look through, and one note for both. */
async function readBoth(): Promise<void> {
  const records = ground.get(RecordService);
  for (const [at, place] of [north, south].entries()) {
    const head = anExam(at + 1, { started: '2025-02-01', description: 'CT head' });
    ground.source.shows = aReading([head, { resourceType: 'Organization', id: 'o', name: `Maker ${at}` }]);
    await records.pull(place);
  }
}

describe('what is told once of several places', () => {
  it('is told of the place that its reader sees, and of no other', async () => {
    await readBoth();
    const rows = { patient: ['Northgate'], all: ['Northgate'], south: ['Southmead'] };
    expect(await told('S01')).toEqual({ ...rows, casesOnly: ['Northgate'] });
    expect(await told('S10')).toEqual({ ...rows, casesOnly: [] });
  });

  it('is told of the other where the patient keeps one to themselves', async () => {
    await ground.rows('INSERT INTO hidden_item (patient_id, connection_id) VALUES ($1, $2)', [
      patientId,
      north,
    ]);
    await readBoth();
    expect(await told('S01')).toMatchObject({ patient: ['Northgate'], all: ['Southmead'] });
  });
});

describe('a breach', () => {
  const at = async (name: string) => {
    const [maker] = await ground.rows<{ id: string }>(
      `SELECT organization_id AS id FROM study JOIN connection ON connection.id = study.connection_id WHERE site_name = $1`,
      [name],
    );
    await findMatch(ground, await fileBreach(ground, 'hhs', {}), maker!.id, 'named', false);
    await tellAll(ground);
  };
  const count = async () =>
    Object.fromEntries(Object.entries(await told('S12')).map(([name, rows]) => [name, rows.length]));

  it('is told to whoever sees the place and hears of breaches', async () => {
    await readBoth();
    await at('Northgate');
    expect(await count()).toEqual({ patient: 1, all: 1, south: 0, casesOnly: 0 });
    await at('Southmead');
    expect(await count()).toEqual({ patient: 2, all: 2, south: 1, casesOnly: 0 });
  });

  it('at a place that the patient keeps to themselves is told to nobody else', async () => {
    await readBoth();
    await ground.rows('INSERT INTO hidden_item (patient_id, connection_id) VALUES ($1, $2)', [
      patientId,
      south,
    ]);
    await at('Southmead');
    expect(await count()).toEqual({ patient: 1, all: 0, south: 0, casesOnly: 0 });
  });
});

describe('a letter that waits for an answer', () => {
  it('is reminded of to whoever sees its case', async () => {
    await readBoth();
    await ground.rows(
      `WITH opened AS (INSERT INTO patient_case (patient_id, study_id, situation, level, steps, account_id, opened_at)
         SELECT $1, study.id, 'S02', 'act soon', '{}', $2, $3 FROM study WHERE connection_id = $4 RETURNING id)
       INSERT INTO case_request (case_id, kind, recipient, sent_on, answer_days, more_days, account_id, at)
       SELECT id, 'access', 'Northgate', '2025-01-01', 30, 30, $2, $3 FROM opened`,
      [patientId, people.patient, ground.clock.now(), north],
    );
    await ground.get(CaseReminderStore).remind(ground.clock.now().toISOString());
    const rows = Object.entries(await told('S21')).map(([name, { length }]) => [name, length]);
    expect(Object.fromEntries(rows)).toEqual({ patient: 1, all: 1, south: 0, casesOnly: 0 });
  });
});
