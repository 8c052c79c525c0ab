import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UploadService } from '../../src/services/upload.service.js';
import { freshDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { anExam, PATIENT_ID } from '../support/fhir-records.js';
import { FlowGround } from '../support/flow-ground.js';

describe('files that a person adds', () => {
  let database: TestDatabase;
  let ground: FlowGround;
  let patientId: string;
  let accountId: string;

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
  });

  const add = (exam: number, id = PATIENT_ID): Promise<string> => {
    const person = { resourceType: 'Patient', id, name: [{ text: 'Person' }] };
    const scan = anExam(exam, { subject: { reference: `Patient/${id}` } });
    const bytes = Buffer.from(JSON.stringify([person, scan]));
    const said = { place: 'Lakeside', whole: false, theirs: false };
    return ground.get(UploadService).add({ patientId, accountId, bytes, ...said });
  };
  const places = () =>
    ground.rows<{ uploads: number; pulls: number; studies: number }>(
      `SELECT (SELECT count(*)::int FROM upload WHERE connection_id = connection.id) AS uploads,
         (SELECT count(*)::int FROM pull WHERE connection_id = connection.id) AS pulls,
         (SELECT count(*)::int FROM study WHERE connection_id = connection.id) AS studies
       FROM connection WHERE patient_id = $1`,
      [patientId],
    );

  /** What a kill at that moment does to the work: nothing after it is written. */
  async function brokenAt(table: string, work: () => Promise<unknown>): Promise<void> {
    await ground.rows(
      `CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken off'; END $$`,
    );
    await ground.rows(
      `CREATE TRIGGER break_off BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION break_off()`,
    );
    try {
      await expect(work()).rejects.toThrow('broken off');
    } finally {
      await ground.rows('DROP FUNCTION break_off CASCADE');
    }
  }

  it.each(['upload', 'pull', 'snapshot', 'notification'])(
    'leave nothing half behind when it breaks off at the %s, and are whole when they are added again',
    async (table) => {
      await brokenAt(table, () => add(1));
      expect(await places()).toEqual([]);
      await add(1);
      expect(await places()).toEqual([{ uploads: 1, pulls: 1, studies: 1 }]);
      await brokenAt(table === 'notification' ? 'pull' : table, () => add(2));
      expect(await places()).toEqual([{ uploads: 1, pulls: 1, studies: 1 }]);
    },
  );

  it('at the same moment are followed one after the other, each with what the one before it said of the patient', async () => {
    await Promise.all([add(1, 'a'), add(2, 'b'), add(3, 'c')]);
    expect(await places()).toEqual([{ uploads: 3, pulls: 3, studies: 3 }]);
    const [row] = await ground.rows<{ ids: string[] }>(
      "SELECT progress -> 'watched' -> 'ids' AS ids FROM connection WHERE patient_id = $1",
      [patientId],
    );
    expect(row!.ids.sort()).toEqual(['a', 'b', 'c']);
  });
});
