import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedSource } from '../../src/domain/filing.js';
import { BreachService } from '../../src/services/breach.service.js';
import { RecordService } from '../../src/services/record.service.js';
import { BreachStore } from '../../src/store/breach.store.js';
import { aList, aRow, bytesOf } from '../feeds/hhs/a-list.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';
import { tellAll } from '../support/tell-all.js';

const LAKESIDE = {
  resourceType: 'Organization',
  id: 'org-1',
  name: 'Lakeside Medical Center',
  address: [{ state: 'WA', city: 'Yakima' }],
};
const AT_LAKESIDE = aRow('Lakeside Medical Center', { 1: 'WA', 3: '8200', 4: '02/20/2025' });
const IN_WASHINGTON = {
  id: '9901',
  name: 'Lakeside Medical Center',
  datesubmitted: '2025-02-21T00:00:00.000',
  washingtoniansaffected: '7100',
};

let database: TestDatabase;
let ground: FlowGround;

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
  for (const source of ['hhs', 'wa'] as const) await ground.get(BreachStore).announce(source, null);
});

async function read(source: FeedSource, name: string, text: string): Promise<void> {
  const bytes = bytesOf(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { name, bytes, sha256, readAt: new Date('2025-03-01T08:00:00Z') };
  expect(await ground.get(BreachService).ingest(source, [file])).toMatchObject({ accepted: true });
  await tellAll(ground);
}

async function aPatientOfLakeside(): Promise<string> {
  const { patientId } = await ground.addPatient();
  const connectionId = await ground.connect(patientId);
  ground.source.shows = aReading([anExam(1, { started: '2025-02-01' }), LAKESIDE]);
  await ground.get(RecordService).pull(connectionId);
  return patientId;
}

async function breachesToldTo(patientId: string): Promise<string[]> {
  return (await ground.told(patientId)).map(({ situation }) => situation).filter((one) => one === 'S12');
}

describe('an incident that two feeds tell of', () => {
  it('is one breach, with the reason kept, and told once', async () => {
    const patientId = await aPatientOfLakeside();
    await read('hhs', 'investigation.csv', aList([AT_LAKESIDE]));
    await read('wa', 'list.json', JSON.stringify([IN_WASHINGTON]));
    expect(await ground.rows('SELECT count(DISTINCT breach_id)::int AS breaches FROM filing')).toEqual([
      { breaches: 1 },
    ]);
    const links = await ground.rows<{ reasons: string[] }>('SELECT reasons FROM filing_link');
    expect(links).toEqual([{ reasons: expect.arrayContaining(['same-name']) }]);
    expect(await breachesToldTo(patientId)).toHaveLength(1);
  });

  it('is not joined with what the same place reported in another year', async () => {
    const patientId = await aPatientOfLakeside();
    await read('hhs', 'investigation.csv', aList([AT_LAKESIDE]));
    const before = { ...IN_WASHINGTON, datesubmitted: '2023-08-02T00:00:00.000' };
    await read('wa', 'list.json', JSON.stringify([before]));
    expect(await ground.count('filing_link')).toBe(0);
    expect(await breachesToldTo(patientId)).toHaveLength(1);
  });
});

describe('filings of one feed', () => {
  it('are one breach where a place files twice on one day, and two where it files again later', async () => {
    const again = (day: string, count: string): string[] =>
      aRow('Lakeside Medical Center', { 1: 'WA', 3: count, 4: day });
    await read(
      'hhs',
      'investigation.csv',
      aList([AT_LAKESIDE, again('02/20/2025', '3100'), again('11/04/2024', '910')]),
    );
    expect(await ground.rows('SELECT count(DISTINCT breach_id)::int AS breaches FROM filing')).toEqual([
      { breaches: 2 },
    ]);
  });
});

describe('a name that a state’s list takes out again before it is told', () => {
  const OTHERS = ['Harbor Dental Care', 'Cascade Eye Clinic', 'Orchard Hospice'].map((name, at) => ({
    id: `880${at}`,
    name,
    datesubmitted: '2025-01-15T00:00:00.000',
    washingtoniansaffected: `91${at}0`,
  }));
  const SURE = { ...IN_WASHINGTON, entitystate: 'WA' };
  const list = (...rows: object[]) => read('wa', 'list.json', JSON.stringify([...OTHERS, ...rows]));
  const pass = async (hours: number): Promise<void> => {
    ground.clock.pass({ hours });
    await tellAll(ground);
  };

  it('is told to nobody; shown again, it waits again', async () => {
    const patientId = await aPatientOfLakeside();
    await list(SURE);
    await pass(12);
    await list();
    await pass(48);
    expect(await breachesToldTo(patientId)).toEqual([]);
    await list(SURE);
    await pass(47);
    expect(await breachesToldTo(patientId)).toEqual([]);
    await pass(1);
    expect(await breachesToldTo(patientId)).toEqual(['S12']);
  });

  it('is not a name known before to the next such filing', async () => {
    const patientId = await aPatientOfLakeside();
    await list(SURE);
    await list();
    await pass(72);
    await list({ ...SURE, id: '9950', datesubmitted: '2023-08-02T00:00:00.000' });
    expect(await ground.rows("SELECT waits_for FROM fan_out WHERE situation = 'S12'")).toEqual([
      { waits_for: 'second-source' },
    ]);
    expect(await breachesToldTo(patientId)).toEqual([]);
  });
});
