import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordService } from '../../src/services/record.service.js';
import { freshDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { anExam, anOrderOf, aReading } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';

const IMAGES = { series: [{ uid: '9.1', modality: { code: 'CT' }, numberOfInstances: 120 }] };
const OLD = anExam(1, IMAGES);

describe('the same images in two studies', () => {
  let database: TestDatabase;
  let ground: FlowGround;
  let patientId: string;
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
    ({ patientId } = await ground.addPatient());
    connectionId = await ground.connect(patientId);
  });

  async function pull(...resources: ReturnType<typeof anExam>[]): Promise<void> {
    ground.clock.pass({ days: 1 });
    ground.source.shows = aReading(resources);
    await ground.get(RecordService).pull(connectionId);
  }
  const told = async () => (await ground.told(patientId)).map(({ situation }) => situation);

  it('are told once where one that was expected has images of another day', async () => {
    await pull(OLD);
    await pull(OLD, anExam(3, IMAGES), anOrderOf(3));
    await pull(OLD, anExam(3, { ...IMAGES, description: 'CT CHEST' }), anOrderOf(3));
    expect(await told()).toEqual(['S01', 'S08']);
  });

  it('raise no alarm in a first list, nor beside a question that is put anyway', async () => {
    await pull(OLD, anExam(3, IMAGES));
    await pull(OLD, anExam(3, IMAGES), anExam(2, IMAGES));
    expect(await told()).toEqual(['S01']);
  });
});
