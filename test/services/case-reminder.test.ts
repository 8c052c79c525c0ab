import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { daysAfter } from '../../src/domain/cases/calendar.js';
import { answerTime, remindersOf } from '../../src/domain/cases/clocks.js';
import type { Place } from '../../src/domain/letters/place.js';
import { NotificationService } from '../../src/services/notification.service.js';
import { WatchService } from '../../src/services/watch.service.js';
import { CaseStore } from '../../src/store/cases/case.store.js';
import { aStudy } from '../support/a-study.js';
import { expectAppendOnly } from '../support/append-only.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.js';

const SENT_ON = '2025-03-01';

let database: TestDatabase;
let sink: SmtpSink;
let ground: FlowGround;
let patientId: string;
let accountId: string;
let caseId: string;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  sink = await startSmtpSink();
  ground = await FlowGround.open(database.url, { environment: { SMTP_URL: sink.url } });
  await ground.empty();
  ({ patientId, accountId } = await ground.addPatient());
  caseId = await aCase();
});
afterEach(async () => {
  await ground.close();
  await sink.close();
});

async function inserted(statement: string, values: unknown[]): Promise<string> {
  const [row] = await ground.rows<{ id: string }>(`${statement} RETURNING id`, values);
  return row!.id;
}

/** Of a scan that is not the patient's. */
async function aCase(): Promise<string> {
  const connectionId = await ground.connect(patientId);
  const organizationId = await inserted(
    "INSERT INTO organization (origin, name) VALUES ('o', 'Lakeside')",
    [],
  );
  const studyId = await inserted(
    `INSERT INTO study (connection_id, patient_id, organization_id, key, facts, first_seen_at, absences) VALUES ($1, $2, $3, 'k', $4, now(), 0)`,
    [connectionId, patientId, organizationId, aStudy()],
  );
  return inserted(
    `INSERT INTO patient_case (patient_id, study_id, situation, level, steps, account_id, opened_at) VALUES ($1, $2, 'S02', 'act soon', '{copies}', $3, $4)`,
    [patientId, studyId, accountId, SENT_ON],
  );
}

async function aLetter(kind: 'access' | 'correction' = 'access', place: Place = 'US'): Promise<string> {
  const speaker = { caseId, patientId, accountId, at: ground.clock.now().toISOString() };
  const sent = { kind, recipient: 'Lakeside', sentOn: SENT_ON, time: answerTime(kind, place) };
  await new CaseStore(ground.dataSource).request(speaker, sent);
  const [row] = await ground.rows<{ id: string }>('SELECT id FROM case_request ORDER BY ctid DESC LIMIT 1');
  return row!.id;
}

async function say(requestId: string, what: string, onDay = SENT_ON): Promise<void> {
  await ground.rows(
    'INSERT INTO case_request_word (request_id, what, on_day, account_id, at) VALUES ($1, $2, $3, $4, $5)',
    [requestId, what, onDay, accountId, ground.clock.now()],
  );
}

/** Looks at noon of a day, twice; gives what is new since the last look. */
async function remindedOn(day: string): Promise<string[]> {
  const ms = Date.parse(`${day}T12:00:00Z`) - ground.clock.now().getTime();
  ground.clock.pass({ hours: ms / 3_600_000 });
  const before = await causes();
  await ground.get(WatchService).remindOfCases();
  await ground.get(WatchService).remindOfCases();
  return (await causes()).filter((cause) => !before.includes(cause)).map((cause) => cause.split(':')[2]!);
}

async function causes(): Promise<string[]> {
  const rows = await ground.rows<{ cause: string }>('SELECT cause FROM notification');
  return rows.map(({ cause }) => cause);
}

describe('a letter that nobody answered', () => {
  it.each([
    ['access', 'US', null, false],
    ['access', 'US', '2025-03-05', false],
    ['correction', 'US', null, true],
    ['access', 'EU', '2025-03-31', false],
    ['correction', 'GB', '2025-03-31', true],
  ] as const)(
    'about %s in %s is told of on the days that its page names',
    async (kind, place, receivedOn, extended) => {
      const id = await aLetter(kind, place);
      if (receivedOn !== null) await say(id, 'received', receivedOn);
      if (extended) await say(id, 'extended', '2025-03-10');
      const told: { kind: string; on: string }[] = [];
      const planned = remindersOf({ sentOn: SENT_ON, receivedOn, time: answerTime(kind, place), extended });
      for (const day of planned.flatMap(({ on }) => [daysAfter(on, -1), on, daysAfter(on, 1)]))
        told.push(...(await remindedOn(day)).map((reminder) => ({ kind: reminder, on: day })));
      expect(planned.length).toBeGreaterThan(1);
      expect(told).toEqual(planned);
    },
  );

  it('is told of by a mail that says nothing of it, at level check', async () => {
    await aLetter();
    expect(await remindedOn('2025-04-01')).toEqual(['late']);
    const [row] = await ground.rows<{ id: string; situation: string; level: string }>(
      'SELECT id, situation, level FROM notification',
    );
    expect(row).toMatchObject({ situation: 'S21', level: 'check' });
    await ground.get(NotificationService).deliver(row!.id);
    const [mail] = sink.messages;
    expect(mail!.email.text).toContain('Something is ready for you to look at');
    expect(`${mail!.email.subject} ${mail!.email.text}`).not.toMatch(/lakeside|copies|an answer/i);
  });

  it('is left alone once it was answered, was never sent, or the case ended', async () => {
    const answered = await aLetter();
    await say(answered, 'answered');
    await say(await aLetter(), 'mistaken');
    expect(await remindedOn('2025-03-27')).toEqual([]);
    await aLetter();
    await ground.rows(
      "INSERT INTO case_outcome (case_id, outcome, account_id, at) VALUES ($1, 'corrected', $2, now())",
      [caseId, accountId],
    );
    expect(await remindedOn('2025-03-28')).toEqual([]);
  });

  it('is told of again before a day that moved, though it was told of before the first', async () => {
    const id = await aLetter();
    expect(await remindedOn('2025-03-26')).toEqual(['soon']);
    await say(id, 'extended', '2025-03-28');
    expect(await remindedOn('2025-04-01')).toEqual([]);
    expect(await remindedOn('2025-04-25')).toEqual(['soon']);
  });

  it('is told of where no answer came after all', async () => {
    const id = await aLetter();
    await say(id, 'answered');
    ground.clock.pass({ hours: 1 });
    await say(id, 'waiting');
    expect(await remindedOn('2025-03-27')).toEqual(['soon']);
  });

  it('is late by the day of the person, not by that of the server', async () => {
    await ground.rows("UPDATE account SET time_zone = 'Pacific/Honolulu' WHERE id = $1", [accountId]);
    await aLetter();
    // 05:00 on 26 March in UTC is still 25 March in Honolulu.
    ground.clock.pass({
      hours: (Date.parse('2025-03-26T05:00:00Z') - ground.clock.now().getTime()) / 3_600_000,
    });
    await ground.get(WatchService).remindOfCases();
    expect(await causes()).toEqual([]);
    ground.clock.pass({ hours: 6 });
    await ground.get(WatchService).remindOfCases();
    expect(await causes()).toHaveLength(1);
  });

  it('stands in the inbox alone for who turned such mails off', async () => {
    await ground.rows("UPDATE account SET muted_streams = '{check}' WHERE id = $1", [accountId]);
    await aLetter();
    await remindedOn('2025-03-27');
    expect(await ground.told(patientId)).toEqual([{ situation: 'S21', level: 'check', channel: 'app' }]);
  });
});

describe('the offer of a breach letter', () => {
  it('is told of once, some days before it ends, unless it was taken', async () => {
    await ground.rows(
      "INSERT INTO case_offer (case_id, code, enrol_by, account_id, at) VALUES ($1, 'AB12', '2025-05-10', $2, now())",
      [caseId, accountId],
    );
    expect(await remindedOn('2025-05-04')).toEqual([]);
    expect(await remindedOn('2025-05-05')).toEqual(['2025-05-10']);
    expect(await remindedOn('2025-05-09')).toEqual([]);
  });

  it('is not told of after it was taken', async () => {
    await ground.rows(
      "INSERT INTO case_offer (case_id, code, enrol_by, account_id, at) VALUES ($1, 'AB12', '2025-05-10', $2, now())",
      [caseId, accountId],
    );
    await ground.rows(
      "INSERT INTO case_step (case_id, step, state, account_id, at) VALUES ($1, 'offer', 'done', $2, now())",
      [caseId, accountId],
    );
    expect(await remindedOn('2025-05-06')).toEqual([]);
  });
});

describe('what people said of a case', () => {
  it('stays as it was said, and goes with the person', async () => {
    const said = [caseId, accountId];
    const request = await aLetter();
    await say(request, 'received');
    await ground.rows(
      "INSERT INTO case_note (case_id, account_id, at, words) VALUES ($1, $2, now(), 'n')",
      said,
    );
    await ground.rows(
      "INSERT INTO case_step (case_id, account_id, at, step, state) VALUES ($1, $2, now(), 'copies', 'done')",
      said,
    );
    await ground.rows(
      "INSERT INTO case_reply (case_id, account_id, at, type, bytes, sha256) VALUES ($1, $2, now(), 'image/png', '', '')",
      said,
    );
    await ground.rows(
      "INSERT INTO case_answer (case_id, account_id, at, question, answer) VALUES ($1, $2, now(), 'ai', 'no')",
      said,
    );
    await ground.rows('INSERT INTO case_offer (case_id, account_id, at) VALUES ($1, $2, now())', said);
    await ground.rows(
      "INSERT INTO case_outcome (case_id, account_id, at, outcome) VALUES ($1, $2, now(), 'moved')",
      said,
    );
    const tables = [
      'patient_case',
      'case_request',
      'case_request_word',
      'case_note',
      'case_step',
      'case_reply',
      'case_answer',
      'case_offer',
      'case_outcome',
    ];
    await expectAppendOnly(ground, tables);
    await ground.dataSource.transaction(async (manager) => {
      await manager.query("SET LOCAL scanwarden.erasing = 'on'");
      await manager.query('DELETE FROM patient_case WHERE patient_id = $1', [patientId]);
    });
    for (const table of tables) expect([table, await ground.count(table)]).toEqual([table, 0]);
  });
});
