import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RecordService } from '../../src/services/record.service.js';
import { expectAppendOnly } from './append-only.js';
import type { TestDatabase } from './database.js';
import { anExam, aReading } from './fhir-records.js';
import { FlowGround } from './flow-ground.js';

/** Who is told of a record, and how what was known of it is kept, on one engine. */
export function describeKeptRecords(start: () => Promise<TestDatabase>): void {
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
    ground.source.shows = aReading([anExam(1)]);
  });

  const pull = () => ground.get(RecordService).pull(connectionId);

  /** The first list, then a day on: a study that nobody ordered. */
  async function pullUnknown(): Promise<void> {
    await pull();
    ground.clock.pass({ days: 1 });
    ground.source.shows = aReading([anExam(1), anExam(3)]);
    await pull();
  }

  describe('who hears of it', () => {
    const day = 86_400_000;
    it('is nobody whose grant was revoked, is over or has not begun', async () => {
      const [revoked, over, later, valid] = [
        await ground.addAccount(),
        await ground.addAccount(),
        await ground.addAccount(),
        await ground.addAccount(),
      ];
      await ground.grant(revoked, patientId, 'representative');
      await ground.rows('UPDATE patient_grant SET revoked_at = now() WHERE account_id = $1', [revoked]);
      await ground.grant(over, patientId, 'representative', { until: new Date(Date.now() - day) });
      await ground.grant(later, patientId, 'representative', { from: new Date(Date.now() + day) });
      await ground.grant(valid, patientId, 'representative', { until: new Date(Date.now() + day) });
      await pull();
      const told = await ground.rows<{ account_id: string }>(
        'SELECT account_id FROM notification WHERE patient_id = $1',
        [patientId],
      );
      expect(told.map((row) => row.account_id).sort()).toEqual([accountId, valid].sort());
    });
  });

  it('a token lies sealed in the table and reaches the source as it was given', async () => {
    const token = 'token-that-nobody-may-read';
    const id = await ground.connect(patientId, { fhirBase: 'https://sealed.example/fhir', token });
    await ground.get(RecordService).pull(id);
    expect(ground.source.asked.at(-1)).toMatchObject({ id, token });
    const [row] = await ground.rows<{ token_sealed: Buffer }>(
      'SELECT token_sealed FROM connection WHERE id = $1',
      [id],
    );
    expect(row!.token_sealed.length).toBeGreaterThan(token.length);
    expect(row!.token_sealed.includes(token)).toBe(false);
    const [dump] = await ground.rows<{ text: string }>('SELECT string_agg(connection::text, chr(10)) AS text FROM connection'); // prettier-ignore
    expect(dump!.text).not.toContain(token);
  });

  describe('what was known when', () => {
    it('cannot be rewritten, taken out or emptied', async () => {
      await pullUnknown();
      ground.clock.pass({ hours: 25 });
      await pull();
      await ground.rows(
        "INSERT INTO answer (flag_id, account_id, answer) SELECT id, $2, 'unsure' FROM flag WHERE patient_id = $1",
        [patientId, accountId],
      );
      await expectAppendOnly(ground, ['pull', 'snapshot', 'flag', 'flag_outcome', 'answer']);
    });

    it('goes with the person, where that operation says so', async () => {
      await pullUnknown();
      const erase = [
        'DELETE FROM notification WHERE patient_id = $1',
        'DELETE FROM flag_outcome USING flag WHERE flag_id = flag.id AND patient_id = $1',
        'DELETE FROM flag WHERE patient_id = $1',
        'DELETE FROM study WHERE patient_id = $1',
        'DELETE FROM pull USING connection WHERE connection_id = connection.id AND patient_id = $1',
        'DELETE FROM snapshot USING connection WHERE connection_id = connection.id AND patient_id = $1',
        'DELETE FROM connection WHERE patient_id = $1',
        'DELETE FROM patient_grant WHERE patient_id = $1',
        'DELETE FROM patient WHERE id = $1',
      ];
      await ground.dataSource.transaction(async (manager) => {
        await manager.query("SET LOCAL scanwarden.erasing = 'on'");
        for (const statement of erase) await manager.query(statement, [patientId]);
      });
      expect(await ground.count('patient', 'id = $1', [patientId])).toBe(0);
      await expect(ground.rows('DELETE FROM pull')).rejects.toThrow('append-only');
    });
  });
}
