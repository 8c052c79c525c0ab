import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BreachService } from '../../src/services/breach.service.js';
import { RecordService } from '../../src/services/record.service.js';
import { BreachStore } from '../../src/store/breach.store.js';
import { aList, aRow, bytesOf } from '../feeds/hhs/a-list.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { anExam, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';
import { reviewsOn } from '../support/reviews-on.js';
import { tellAll } from '../support/tell-all.js';
import { fileBreach, findMatch } from '../support/told-matches.js';

const IMAGING = {
  resourceType: 'Organization',
  id: 'maker',
  name: 'Northgate Imaging Partners',
  address: [{ state: 'OH', city: 'Toledo' }],
};
const SYSTEM = {
  resourceType: 'Organization',
  id: 'keeper',
  name: 'Silverlake Regional Health System',
  address: [{ state: 'OH', city: 'Toledo' }],
};
const MADE_THERE = [{ uid: '1.1', performer: [{ actor: { reference: 'Organization/maker' } }] }];

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
  await ground.get(BreachStore).announce('hhs', null);
});

/** A patient whose record the health system keeps, with a scan that the imaging practice made. */
async function aPatient(): Promise<string> {
  const { patientId } = await ground.addPatient();
  const connectionId = await ground.connect(patientId);
  const exam = anExam(1, { started: '2025-02-01', series: MADE_THERE });
  const reading = aReading([exam, IMAGING, SYSTEM]);
  const [person, ...others] = reading.resources;
  const kept = { ...person!, managingOrganization: { reference: 'Organization/keeper' } };
  ground.source.shows = { ...reading, resources: [kept, ...others] };
  await ground.get(RecordService).pull(connectionId);
  const rows = await ground.rows<{ id: string }>('SELECT id FROM organization WHERE matched_at IS NULL');
  await ground.get(BreachService).matchOrganizations(rows.map(({ id }) => id));
  await tellAll(ground);
  return patientId;
}

async function file(...names: string[]): Promise<void> {
  const bytes = bytesOf(aList(names.map((name, at) => aRow(name, { 3: `77${at}1`, 4: '02/20/2025' }))));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const given = { name: 'investigation.csv', bytes, sha256, readAt: new Date('2025-03-01T08:00:00Z') };
  expect(await ground.get(BreachService).ingest('hhs', [given])).toMatchObject({ accepted: true });
  await tellAll(ground);
}

async function breachesAt(patientId: string): Promise<string[]> {
  const rows = await ground.rows<{ name: string; situation: string }>(
    `SELECT organization.name, situation FROM exposure JOIN organization ON organization.id = exposure.organization_id
     WHERE patient_id = $1 ORDER BY name`,
    [patientId],
  );
  return rows.map(({ name, situation }) => `${situation} ${name}`);
}

describe('a breach at the health system that keeps the record', () => {
  it('is told, though another place made the scans', async () => {
    const patientId = await aPatient();
    await file('Silverlake Regional Health System');
    expect(await breachesAt(patientId)).toEqual(['S12 Silverlake Regional Health System']);
  });

  it('is told to a patient who comes after it was filed', async () => {
    await aPatient();
    await file('Silverlake Regional Health System');
    expect(await breachesAt(await aPatient())).toEqual(['S12 Silverlake Regional Health System']);
  });

  it('is told once, as of the place that made the scans, where one breach names both', async () => {
    const patientId = await aPatient();
    await file('Silverlake Regional Health System d/b/a Northgate Imaging Partners');
    expect(await breachesAt(patientId)).toEqual(['S12 Northgate Imaging Partners']);
  });

  it('is asked about where it is only the name of the place that was linked, whose state nobody said', async () => {
    const { patientId } = await ground.addPatient();
    const connectionId = await ground.connect(patientId, { siteName: 'Silverlake Regional Health System' });
    const other = { ...SYSTEM, id: 'other', name: 'Fernhill Surgery' };
    const exam = anExam(1, { started: '2025-02-01', series: MADE_THERE });
    ground.source.shows = aReading([exam, IMAGING, other]);
    await ground.get(RecordService).pull(connectionId);
    await file('Silverlake Regional Health System');
    expect(await breachesAt(patientId)).toEqual(['S13 Silverlake Regional Health System']);
  });

  it('is not told where nothing of the record was there in time', async () => {
    const patientId = await aPatient();
    await ground.rows("UPDATE study SET started_on = '2025-02-25'");
    await file('Silverlake Regional Health System');
    expect(await breachesAt(patientId)).toEqual([]);
  });
});

describe('a breach at who made the scans and at who keeps the record', () => {
  const placed = async (name: string): Promise<string> =>
    (await ground.rows<{ id: string }>('SELECT id FROM organization WHERE name = $1', [name]))[0]!.id;
  const maker = () => placed(IMAGING.name);
  const keeper = () => placed(SYSTEM.name);

  it('is told of the keeper too where the maker is only possible', async () => {
    const patientId = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    await findMatch(ground, filed, await maker(), 'possible', false);
    await findMatch(ground, filed, await keeper(), 'named');
    await tellAll(ground);
    expect(await breachesAt(patientId)).toEqual([`S13 ${IMAGING.name}`, `S12 ${SYSTEM.name}`]);
  });

  it('is told of the keeper where the scan was not at the maker in time', async () => {
    const patientId = await aPatient();
    const early = await fileBreach(ground, 'hhs', { breachEnd: '2025-01-01' });
    const whole = await fileBreach(ground, 'hhs', {}, early.breachId);
    await findMatch(ground, early, await maker(), 'named');
    await findMatch(ground, whole, await keeper(), 'named');
    await tellAll(ground);
    expect(await breachesAt(patientId)).toEqual([`S12 ${SYSTEM.name}`]);
  });

  it('is told of the keeper once it is denied of the maker', async () => {
    const patientId = await aPatient();
    const filed = await fileBreach(ground, 'hhs');
    for (const place of [await maker(), await keeper()]) await findMatch(ground, filed, place, 'named');
    await tellAll(ground);
    expect(await breachesAt(patientId)).toEqual([`S12 ${IMAGING.name}`]);
    const pair = {
      filingId: filed.filingId,
      organizationId: await maker(),
      accountId: await ground.addAccount(),
    };
    await reviewsOn(ground).decide(pair, 'different');
    await tellAll(ground);
    expect(await breachesAt(patientId)).toEqual([`S15 ${IMAGING.name}`, `S12 ${SYSTEM.name}`]);
  });
});
