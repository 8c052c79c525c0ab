import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Level } from '../../src/domain/level.js';
import { noticeOf } from '../../src/domain/notification.js';
import type { Situation } from '../../src/domain/situation.js';
import { AnswerService } from '../../src/services/answer.service.js';
import { CaseService } from '../../src/services/case.service.js';
import { NotificationService } from '../../src/services/notification.service.js';
import { AnswerStore } from '../../src/store/answer.store.js';
import { CaseCauseStore } from '../../src/store/cases/case-cause.store.js';
import { CaseStore } from '../../src/store/cases/case.store.js';
import { ReplyStore } from '../../src/store/cases/reply.store.js';
import { ExpectationStore } from '../../src/store/expectation.store.js';
import { type NoticeTarget, NotificationStore } from '../../src/store/notification.store.js';
import { aStudy } from '../support/a-study.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.js';
import { fileBreach } from '../support/told-matches.js';

let database: TestDatabase;
let sink: SmtpSink;
let ground: FlowGround;
let patientId: string;
let accountId: string;
let daughterId: string;
let flagId: string;
let exposureId: string;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  sink = await startSmtpSink();
  ground = await FlowGround.open(database.url, { environment: { SMTP_URL: sink.url } });
  await ground.empty();
  ({ patientId, accountId } = await ground.addPatient());
  daughterId = await ground.addAccount();
  await ground.grant(daughterId, patientId, 'representative');
  await aFlagAndAnExposure();
  // It is 8 o'clock: what is told now waits until 13 o'clock.
  await ground.rows("UPDATE account SET time_zone = 'UTC', quiet_from = '06:00', quiet_until = '13:00'");
});
afterEach(async () => {
  await ground.close();
  await sink.close();
});

async function aFlagAndAnExposure(): Promise<void> {
  const connectionId = await ground.connect(patientId);
  const { filingId, breachId } = await fileBreach(ground, 'hhs');
  const [made] = await ground.rows<{ flag: string; exposure: string }>(
    `WITH place AS (INSERT INTO organization (origin, name) VALUES ('test', 'Lakeside') RETURNING id),
       scan AS (INSERT INTO study (connection_id, patient_id, organization_id, key, facts, first_seen_at, absences) SELECT $1, $2, id, 'k', $3, now(), 0 FROM place RETURNING id),
       pull AS (INSERT INTO pull (connection_id, started_at, finished_at, complete, incomplete, refused, quarantined, study_count) VALUES ($1, now(), now(), true, '{}', '[]', '[]', 1) RETURNING id),
       asked AS (INSERT INTO flag (patient_id, connection_id, study_id, pull_id, kind, situation, level, fields, reasons, evidence, after, created_at)
         SELECT $2, $1, scan.id, pull.id, 'added', 'S02', 'check', '{}', '{}', '[]', '{}', now() FROM scan, pull RETURNING id),
       said AS (INSERT INTO match (filing_id, organization_id, outcome, score, reasons, rules_version, at) SELECT $4, id, 'named', 1, '{}', 1, now() FROM place RETURNING id)
     INSERT INTO exposure (patient_id, organization_id, breach_id, match_id, situation, level, created_at)
     SELECT $2, place.id, $5, said.id, 'S12', 'act soon', $6 FROM place, said RETURNING id AS exposure, (SELECT id FROM asked) AS flag`,
    [connectionId, patientId, aStudy(), filingId, breachId, ground.clock.now()],
  );
  flagId = made!.flag;
  exposureId = made!.exposure;
}

/** Tells both people of the record; it waits for the end of their quiet hours. */
async function tell(
  cause: string,
  situation: Situation,
  level: Level,
  about: Omit<NoticeTarget, 'patientId'>,
  ofCase: { caseId?: string; requestId?: string } = {},
): Promise<void> {
  const at = ground.clock.now().toISOString();
  const told = [{ notice: noticeOf(cause, situation, level)!, target: { patientId, ...about } }];
  await ground.dataSource.transaction((manager) => ground.get(NotificationStore).write(manager, told, at));
  await ground.rows('UPDATE notification SET case_id = $2, request_id = $3 WHERE cause = $1', [
    cause,
    ofCase.caseId,
    ofCase.requestId,
  ]);
  await deliver();
  expect(sink.messages).toEqual([]);
}

async function deliver(): Promise<void> {
  const rows = await ground.rows<{ id: string }>(
    "SELECT id FROM notification WHERE channel = 'mail' AND sent_at IS NULL",
  );
  await Promise.all(rows.map(({ id }) => ground.get(NotificationService).deliver(id)));
}

/** What was mailed once the quiet hours are over, and what stands in the inbox alone. */
async function afterwards(): Promise<{ mailed: string[]; inInbox: string[] }> {
  ground.clock.pass({ hours: 6 });
  await deliver();
  const rows = await ground.rows<{ cause: string; channel: string; sent: boolean }>(
    'SELECT cause, channel, sent_at IS NOT NULL AS sent FROM notification ORDER BY cause',
  );
  expect(rows.every(({ sent }) => sent)).toBe(true);
  const of = (channel: string) => rows.filter((row) => row.channel === channel).map(({ cause }) => cause);
  expect(sink.messages).toHaveLength(of('mail').length);
  return { mailed: of('mail'), inInbox: of('app') };
}

const said = (id: string) => ({ id, patientId, accountId: daughterId });

function cases(): CaseService {
  const { dataSource, clock } = ground;
  return new CaseService(
    new CaseStore(dataSource),
    new CaseCauseStore(),
    new ReplyStore(dataSource),
    new AnswerStore(dataSource),
    clock,
  );
}

function answers(): AnswerService {
  const { dataSource, clock } = ground;
  const expectations = new ExpectationStore(dataSource);
  return new AnswerService(
    new AnswerStore(dataSource),
    ground.get(NotificationStore),
    cases(),
    expectations,
    clock,
  );
}

/** The case of the breach. */
function tracked(): Promise<string> {
  return cases().track(said(exposureId), {
    situation: 'S12',
    level: 'act soon',
    place: 'US',
    letter: false,
    kinds: [],
    numbers: false,
    letterBy: false,
  });
}

describe('a mail that waits for the end of quiet hours', () => {
  it('is not sent to anybody once one person said that they know the scan', async () => {
    await tell('flag', 'S02', 'check', { flagId });
    await answers().answerFlag(said(flagId), 'know');
    expect(await afterwards()).toEqual({ mailed: [], inInbox: ['flag', 'flag'] });
  });

  it('is sent where nobody is sure', async () => {
    await tell('flag', 'S02', 'check', { flagId });
    await answers().answerFlag(said(flagId), 'unsure');
    expect(await afterwards()).toEqual({ mailed: ['flag', 'flag'], inInbox: [] });
  });

  it('asks no more where the answer is that it is not theirs, and tells the others of that', async () => {
    await tell('flag', 'S02', 'check', { flagId });
    await answers().answerFlag(said(flagId), 'not-mine');
    expect(await afterwards()).toEqual({ mailed: [`not-mine:${flagId}`], inInbox: ['flag', 'flag'] });
  });

  it('does not tell the others of an answer that was changed', async () => {
    await answers().answerFlag(said(flagId), 'not-mine');
    await answers().answerFlag(said(flagId), 'know');
    expect(await afterwards()).toEqual({ mailed: [], inInbox: [`not-mine:${flagId}`] });
  });

  it('about a breach is sent although somebody dealt with it, where it asks for more since', async () => {
    await tell('exposure', 'S12', 'act soon', { exposureId });
    await answers().deal('exposure', said(exposureId), true);
    await ground.rows("UPDATE exposure SET level = 'act now'");
    await tell('louder', 'S12', 'act now', { exposureId });
    expect((await afterwards()).mailed).toEqual(['exposure', 'exposure', 'louder', 'louder']);
  });

  it('about a breach is not sent once somebody dealt with it', async () => {
    await tell('exposure', 'S12', 'act soon', { exposureId });
    await answers().deal('exposure', said(exposureId), true);
    expect(await afterwards()).toEqual({ mailed: [], inInbox: ['exposure', 'exposure'] });
  });

  it('asks about a place no more once somebody answered, and says what follows from that', async () => {
    await ground.rows("UPDATE exposure SET situation = 'S13', level = 'check'");
    await tell('possible', 'S13', 'check', { exposureId });
    await answers().answerExposure(said(exposureId), 'know');
    expect(await afterwards()).toEqual({
      mailed: [`confirmed:${exposureId}`],
      inInbox: ['possible', 'possible'],
    });
  });

  it('says that something is taken back, whatever was done about it', async () => {
    await ground.rows("UPDATE exposure SET situation = 'S15', level = 'info'");
    await answers().deal('exposure', said(exposureId), true);
    await ground.rows('UPDATE account SET info_by_mail = true');
    await tell('taken-back', 'S15', 'info', { exposureId });
    expect((await afterwards()).mailed).toEqual(['taken-back', 'taken-back']);
  });

  it('about a letter is not sent once it was answered', async () => {
    const caseId = await tracked();
    const request = `INSERT INTO case_request (case_id, kind, recipient, sent_on, answer_days, more_days, account_id, at)
      VALUES ($1, 'access', 'Lakeside', '2025-02-01', 30, 30, $2, now()) RETURNING id`;
    const [answered] = await ground.rows<{ id: string }>(request, [caseId, accountId]);
    const [waiting] = await ground.rows<{ id: string }>(request, [caseId, accountId]);
    for (const { id } of [answered!, waiting!])
      await tell(`request:${id}`, 'S21', 'check', {}, { caseId, requestId: id });
    await tell('offer:ends', 'S12', 'check', {}, { caseId });
    await ground.rows(
      "INSERT INTO case_request_word (request_id, what, on_day, account_id, at) VALUES ($1, 'answered', '2025-03-01', $2, now())",
      [answered!.id, accountId],
    );
    expect((await afterwards()).inInbox).toEqual([`request:${answered!.id}`, `request:${answered!.id}`]);
  });

  it('is not sent of a case that ended', async () => {
    const caseId = await tracked();
    await tell('offer:ends', 'S12', 'check', {}, { caseId });
    const speaker = { caseId, patientId, accountId };
    await cases().end(speaker, { matter: 'exposure', id: exposureId }, 'letter-excludes');
    expect((await afterwards()).mailed).toEqual([]);
  });
});
