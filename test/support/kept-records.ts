import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FhirResource } from '../../src/domain/pull.js';
import { RecordService } from '../../src/services/record.service.js';
import { expectAppendOnly } from './append-only.js';
import type { TestDatabase } from './database.js';
import { anExam, aReading, PATIENT_ID } from './fhir-records.js';
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

  describe('the words of a report', () => {
    const report = (words: string, more: Record<string, unknown> = {}) => ({
      resourceType: 'DiagnosticReport',
      id: 'report-1',
      status: 'final',
      subject: { reference: `Patient/${PATIENT_ID}` },
      imagingStudy: [{ reference: 'ImagingStudy/exam-1' }],
      code: { text: 'CT chest' },
      conclusion: words,
      ...more,
    });
    const kept = async () =>
      (
        await ground.rows<{ words: string }>(
          'SELECT words FROM report_text WHERE connection_id = $1 ORDER BY first_seen_at, words',
          [connectionId],
        )
      ).map(({ words }) => words);

    it('are kept as they first came, and stay when others come', async () => {
      ground.source.shows = aReading([anExam(1), report('Nothing of note.')]);
      await pull();
      await pull();
      ground.clock.pass({ days: 1 });
      ground.source.shows = aReading([anExam(1), report('A small nodule.', { status: 'amended' })]);
      await pull();
      expect(await kept()).toEqual(['Nothing of note.', 'A small nodule.']);
      expect(await ground.told(patientId)).toContainEqual({
        situation: 'S06',
        level: 'check',
        channel: 'mail',
      });
      ground.source.shows = aReading([anExam(1), report('Nothing  of\nNOTE.', { status: 'amended' })]);
      await pull();
      expect(await kept()).toHaveLength(2);
      await expectAppendOnly(ground, ['report_text']);
    });

    it('are kept also where they hold a letter that the database cannot store', async () => {
      const data = Buffer.from('Nothing\0 of note.').toString('base64');
      const form = [{ contentType: 'text/plain', data }];
      ground.source.shows = aReading([anExam(1), report('', { presentedForm: form })]);
      await pull();
      expect(await kept()).toEqual(['Nothing\ufffd of note.']);
    });

    it('are not written with a pull that another overtook', async () => {
      await pull();
      const quick: Promise<unknown>[] = [];
      ground.source.before = async () => {
        ground.source.shows = aReading([anExam(1)]);
        quick.push(pull());
        await quick[0];
        ground.source.shows = aReading([anExam(1), report('Of the past.')]);
      };
      await expect(pull()).rejects.toThrow('another pull of this connection was saved meanwhile');
      expect(await kept()).toEqual([]);
    });
  });

  describe('somebody else’s data in the record', () => {
    const born = (birthDate: string) => ({
      resourceType: 'Patient',
      id: PATIENT_ID,
      name: [{ family: 'Own', given: ['Olga'] }],
      birthDate,
    });
    const mixedIn = anExam(4, {
      contained: [
        {
          resourceType: 'Patient',
          id: 'p',
          name: [{ family: 'Other', given: ['Otto'] }],
          birthDate: '1990-01-01',
        },
      ],
      subject: { reference: '#p', display: 'Otto Other' },
    });
    const shows = (...studies: ReturnType<typeof anExam>[]) => {
      ground.source.shows = aReading([born('1950-05-05'), ...studies]);
    };
    const told = async () =>
      ground.rows(
        "SELECT DISTINCT situation, level, channel, connection_id FROM notification WHERE patient_id = $1 AND situation <> 'S01'",
        [patientId],
      );

    it('is told once, to act on soon, and leads to the place', async () => {
      const helper = await ground.addAccount();
      await ground.grant(helper, patientId, 'helper');
      shows(anExam(1));
      await pull();
      shows(anExam(1), mixedIn);
      await pull();
      await pull();
      expect(await told()).toEqual([
        { situation: 'S07', level: 'act soon', channel: 'mail', connection_id: connectionId },
      ]);
      expect(await ground.count('notification', "account_id = $1 AND situation = 'S07'", [helper])).toBe(1);
    });

    it('raises no alarm in a first list, and is told again once it went and came back', async () => {
      shows(anExam(1), mixedIn);
      await pull();
      await pull();
      expect(await told()).toEqual([]);
      shows(anExam(1));
      await pull();
      shows(anExam(1), mixedIn);
      await pull();
      expect(await told()).toHaveLength(1);
    });
  });

  describe('what is worth knowing of a scan', () => {
    const labelled = { meta: { security: [{ system: 'urn:v3', code: 'AIAST' }] } };
    const told = () =>
      ground.rows(
        "SELECT situation, level, channel FROM notification WHERE patient_id = $1 AND situation IN ('S09', 'S10') ORDER BY situation",
        [patientId],
      );

    it('is that AI is stated on it, also where nothing else changed, once', async () => {
      await pull();
      expect(await told()).toEqual([]);
      ground.source.shows = aReading([anExam(1, labelled)]);
      await pull();
      ground.source.shows = aReading([anExam(1, labelled), anExam(2, labelled)]);
      await pull();
      expect(await told()).toEqual([{ situation: 'S09', level: 'info', channel: 'app' }]);
    });

    it('is that the head can be seen in it, once to a person, and never to a helper', async () => {
      const helper = await ground.addAccount();
      await ground.grant(helper, patientId, 'helper');
      ground.source.shows = aReading([anExam(1, { description: 'CT head' })]);
      await pull();
      ground.source.shows = aReading([
        anExam(1, { description: 'CT head' }),
        anExam(2, { description: 'MRI brain' }),
      ]);
      await pull();
      expect(await told()).toEqual([{ situation: 'S10', level: 'info', channel: 'app' }]);
      expect(await ground.count('notification', "account_id = $1 AND situation = 'S10'", [helper])).toBe(0);
    });
  });

  describe('a consent that allows more than care', () => {
    const aConsent = (...uses: string[]): FhirResource => ({
      resourceType: 'Consent',
      id: 'consent-1',
      status: 'active',
      patient: { reference: `Patient/${PATIENT_ID}` },
      scope: { coding: [{ code: 'research', display: 'Research' }] },
      provision: { type: 'permit', purpose: uses.map((code) => ({ code })) },
    });
    const told = () =>
      ground.rows(
        "SELECT level, channel, connection_id AS place FROM notification WHERE patient_id = $1 AND situation = 'S11'",
        [patientId],
      );

    it('is told once, also where no scan changed, again once it allows more, and never to a helper', async () => {
      const helper = await ground.addAccount();
      await ground.grant(helper, patientId, 'helper');
      await pull();
      for (const consents of [[aConsent()], [aConsent()], []]) {
        ground.source.shows = aReading([anExam(1), ...consents]);
        await pull();
      }
      const once = { level: 'info', channel: 'app', place: connectionId };
      expect(await told()).toEqual([once]);
      for (const consent of [aConsent(), aConsent('HMARKT'), aConsent()]) {
        ground.source.shows = aReading([anExam(1), consent]);
        await pull();
      }
      expect(await told()).toEqual([once, once]);
    });
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
        'DELETE FROM report_text USING connection WHERE connection_id = connection.id AND patient_id = $1',
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
