import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DigestService } from '../../src/services/digest.service.js';
import { type DigestFacts, DigestStore } from '../../src/store/digest.store.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';

let database: TestDatabase;
let ground: FlowGround;
let patientId: string;
let accountId: string;
let lakeside: string;
let northgate: string;
let readerId: string;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
// A patient with two places, and somebody who acts for them.
beforeEach(async () => {
  ground = await FlowGround.open(database.url);
  await ground.empty();
  ({ patientId, accountId } = await ground.addPatient());
  lakeside = await ground.connect(patientId);
  northgate = await ground.connect(patientId, { siteName: 'Northgate', fhirBase: 'https://n.example' });
  await ground.rows("UPDATE connection SET created_at = '2024-11-21'");
  readerId = await ground.addAccount();
  await ground.grant(readerId, patientId, 'representative');
  await ground.get(DigestService).planAll();
});
afterEach(() => ground.close());

describe('the digest of somebody who sees a part', () => {
  const seesOnly = (places: string[]) =>
    ground.rows('UPDATE patient_grant SET places = $2 WHERE account_id = $1', [readerId, places]);

  /** A scan that fitted the record, a message about each place and a letter, all at Lakeside or about it. */
  async function somethingAtEach(): Promise<void> {
    ground.clock.pass({ days: 3 });
    await ground.rows(
      `INSERT INTO pull (connection_id, started_at, finished_at, complete, incomplete, refused, quarantined, study_count)
       VALUES ($1, $2, $2, true, '{}', '[]', '[]', 0)`,
      [lakeside, ground.clock.now()],
    );
    await ground.rows(
      `WITH maker AS (INSERT INTO organization (origin, name) VALUES ('test', 'Lakeside') RETURNING id),
         scan AS (INSERT INTO study (connection_id, patient_id, organization_id, key, facts, first_seen_at, absences)
           SELECT $1, $2, id, 'key', '{}', $3, 0 FROM maker RETURNING id),
         asked AS (INSERT INTO flag (patient_id, connection_id, study_id, pull_id, kind, situation, level, fields, reasons, evidence, after, created_at)
           SELECT $2, $1, scan.id, pull.id, 'added', NULL, 'quiet', '{}', '{}', '[]', '{}', $3 FROM scan, pull RETURNING study_id),
         opened AS (INSERT INTO patient_case (patient_id, study_id, situation, level, steps, account_id, opened_at)
           SELECT $2, study_id, 'S02', 'act soon', '{}', $4, $3 FROM asked RETURNING id)
       INSERT INTO case_request (case_id, kind, recipient, sent_on, answer_days, more_days, account_id, at)
       SELECT id, 'access', 'Lakeside', '2025-03-10', 30, 30, $4, $3 FROM opened`,
      [lakeside, patientId, ground.clock.now(), accountId],
    );
    for (const place of [lakeside, northgate])
      await ground.rows(
        `INSERT INTO notification (account_id, patient_id, cause, channel, situation, level, connection_id, created_at, not_before)
         VALUES ($1, $2, 'test:' || $3, 'app', 'S16', 'info', $3::uuid, $4, $4)`,
        [readerId, patientId, place, ground.clock.now()],
      );
    ground.clock.pass({ days: 28 });
  }

  const told = async () => {
    await ground.get(DigestService).write(readerId);
    const [digest] = await ground.rows<{ id: string; facts: DigestFacts }>(
      'SELECT notification_id AS id, facts FROM digest',
    );
    return digest!;
  };

  it('names and counts that part alone', async () => {
    await seesOnly([northgate]);
    await somethingAtEach();
    const { facts } = await told();
    expect(facts).toMatchObject({ news: 1, known: 0, requests: [] });
    expect(JSON.stringify(facts)).not.toContain('Lakeside');
    expect(JSON.stringify(facts)).toContain('Northgate');
  });

  it('loses what its reader may see no more, also where it was written before it knew the ids of places', async () => {
    await somethingAtEach();
    const { id, facts } = await told();
    expect(facts).toMatchObject({ news: 2, known: 1, requests: [{ recipient: 'Lakeside' }] });
    const read = async () => JSON.stringify((await ground.get(DigestStore).read(id, readerId))!.facts);
    expect(await read()).toContain('Northgate');
    await seesOnly([northgate]);
    expect(await read()).not.toContain('Lakeside');
    expect(await read()).toContain('Northgate');
    await ground.rows(
      `UPDATE digest SET facts = regexp_replace(facts::text, '"(id|caseId)": "[^"]*", ', '', 'g')::jsonb`,
    );
    expect(await read()).not.toContain('Lakeside');
    expect(await read()).toContain('Northgate');
  });

  it('is nobody else’s to read', async () => {
    await somethingAtEach();
    const { id } = await told();
    expect(await ground.get(DigestStore).read(id, accountId)).toBeNull();
  });
});
