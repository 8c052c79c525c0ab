import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { noticeOf } from '../../src/domain/notification.js';
import { DigestService } from '../../src/services/digest.service.js';
import { NotificationService } from '../../src/services/notification.service.js';
import { WatchService } from '../../src/services/watch.service.js';
import { type DigestFacts, DigestStore } from '../../src/store/digest.store.js';
import { NotificationStore } from '../../src/store/notification.store.js';
import { digestMessage } from '../../src/web/digest-message.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FlowGround } from '../support/flow-ground.js';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.js';

let database: TestDatabase;
let sink: SmtpSink;
let ground: FlowGround;
let patientId: string;
let accountId: string;
let connectionId: string;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
// It is 8 o'clock on 1 March 2025 by UTC, the hour at which the usual digest is due.
beforeEach(async () => {
  sink = await startSmtpSink();
  ground = await FlowGround.open(database.url, { environment: { SMTP_URL: sink.url } });
  await ground.empty();
  ({ patientId, accountId } = await ground.addPatient());
  connectionId = await ground.connect(patientId);
  await ground.rows('UPDATE connection SET created_at = $1', [daysAgo(100)]);
  await digests().planAll();
});
afterEach(async () => {
  await ground.close();
  await sink.close();
});

const digests = () => ground.get(DigestService);
const daysAgo = (days: number) => new Date(ground.clock.now().getTime() - days * 86_400_000);

async function lookedAt(at: Date, connection = connectionId, complete = true): Promise<void> {
  await ground.rows(
    `INSERT INTO pull (connection_id, started_at, finished_at, complete, incomplete, refused, quarantined, study_count)
     VALUES ($1, $2, $2, $3, '{}', '[]', '[]', 0)`,
    [connection, at, complete],
  );
  if (complete)
    await ground.rows('UPDATE connection SET last_complete_at = $2 WHERE id = $1', [connection, at]);
}

async function tell(cause = 'test:question'): Promise<void> {
  const at = ground.clock.now().toISOString();
  await ground.dataSource.transaction((manager) =>
    ground
      .get(NotificationStore)
      .write(manager, [{ notice: noticeOf(cause, 'S13', 'check')!, target: { patientId } }], at),
  );
}

const TO = {
  who: { name: 'Person', role: 'self' as const },
  locale: 'en' as const,
  reader: { language: 'en', zone: 'UTC', now: new Date('2025-04-01T08:00:00Z') },
};

interface Written {
  id: string;
  accountId: string;
  patientId: string;
  channel: string;
  facts: DigestFacts;
}
const written = () =>
  ground.rows<Written>(
    `SELECT notification.id, account_id AS "accountId", patient_id AS "patientId", channel, facts
     FROM digest JOIN notification ON notification.id = notification_id ORDER BY notification.created_at`,
  );
const nextAt = async () =>
  (await ground.rows<{ at: Date }>('SELECT next_at AS at FROM digest_plan'))[0]!.at.toISOString();

/** A month later the digest is due. */
async function aMonthLater(days = 31): Promise<Written> {
  ground.clock.pass({ days });
  await digests().write(accountId);
  return (await written()).at(-1)!;
}

describe('a digest', () => {
  it('is planned for everybody who may see a record, for the first of the month on their own clock', async () => {
    expect(await nextAt()).toBe('2025-04-01T08:00:00.000Z');
    await ground.rows("UPDATE account SET time_zone = 'America/New_York'");
    await digests().choose(accountId, { every: 'week', day: 7, hour: 2 }, 'America/New_York');
    expect(await nextAt()).toBe('2025-03-02T07:00:00.000Z');
    ground.clock.pass({ days: 2 });
    await digests().write(accountId);
    // On the Sunday after, the clock skips that hour.
    expect(await nextAt()).toBe('2025-03-09T07:00:00.000Z');
  });

  it('is written once, whoever asks for it and however often, and not before it is due', async () => {
    await digests().write(accountId);
    expect(await written()).toEqual([]);
    ground.clock.pass({ days: 31 });
    await Promise.all([1, 2, 3].map(() => digests().write(accountId)));
    await digests().write(accountId);
    expect(await written()).toHaveLength(1);
    expect(await nextAt()).toBe('2025-05-01T08:00:00.000Z');
  });

  it('is one mail for all whom its reader looks after, and the mail names nobody and nothing', async () => {
    const mother = await ground.addPatient();
    await ground.grant(accountId, mother.patientId, 'representative');
    ground.clock.pass({ days: 31 });
    await digests().write(accountId);
    const rows = await written();
    expect(new Set(rows.map((row) => row.patientId))).toEqual(new Set([patientId, mother.patientId]));
    for (const { id } of rows) await ground.get(NotificationService).deliver(id);
    expect(sink.messages).toHaveLength(1);
    const text = sink.messages[0]!.email.text ?? '';
    expect(text).toContain('Your summary is ready');
    expect(text).not.toContain('Lakeside');
  });

  it('stands in the inbox alone where its mail was turned off', async () => {
    await ground.rows("UPDATE account SET muted_streams = '{digest}'");
    expect((await aMonthLater()).channel).toBe('app');
  });

  it('comes after a month in which nothing happened too, and names the places that were looked at', async () => {
    for (let day = 0; day <= 30; day += 5) {
      await lookedAt(ground.clock.now());
      ground.clock.pass({ days: 5 });
    }
    await digests().write(accountId);
    const [{ facts }] = (await written()) as [Written];
    expect(facts).toMatchObject({ news: 0, known: 0, open: 0, gaps: [] });
    expect(facts.places).toEqual([
      { id: connectionId, place: 'Lakeside', lookedAt: expect.stringContaining('2025-03-31') },
    ]);
  });

  it('names the places that could not be looked at, also those that can be again, and muted ones', async () => {
    await lookedAt(daysAgo(1));
    const other = await ground.connect(patientId, { siteName: 'Northgate', fhirBase: 'https://n.example' });
    await ground.rows('UPDATE connection SET created_at = $1', [daysAgo(50)]);
    await lookedAt(daysAgo(2), other);
    await ground.rows('INSERT INTO mute (account_id, connection_id, muted_at) VALUES ($1, $2, now())', [
      accountId,
      other,
    ]);
    ground.clock.pass({ days: 20 });
    await lookedAt(ground.clock.now(), connectionId, false);
    await lookedAt(ground.clock.now(), other);
    ground.clock.pass({ days: 5 });
    await lookedAt(ground.clock.now(), other);
    ground.clock.pass({ days: 6 });
    await digests().write(accountId);
    const [{ facts }] = (await written()) as [Written];
    expect(facts.places.map(({ place }) => place)).toEqual(['Northgate']);
    expect(facts.gaps).toMatchObject([
      { place: 'Lakeside', since: expect.stringContaining('2025-02-28'), until: null },
      {
        place: 'Northgate',
        since: expect.stringContaining('2025-02-27'),
        until: expect.stringContaining('2025-03-21'),
      },
    ]);
  });

  it('names a place that was linked of late and was not read in full yet, alone and beside others', async () => {
    await ground.rows('UPDATE connection SET created_at = $1', [new Date('2025-03-28T08:00:00Z')]);
    ground.clock.pass({ days: 31 });
    await digests().write(accountId);
    const [{ id, facts }] = (await written()) as [Written];
    expect(facts).toMatchObject({
      places: [],
      gaps: [],
      unread: [{ id: connectionId, place: 'Lakeside', since: expect.stringContaining('2025-03-28') }],
    });
    for (const [locale, line] of [
      ['en', 'Lakeside, linked on 28 March 2025'],
      ['es', 'Lakeside, enlazado el 28 de marzo de 2025'],
    ] as const) {
      const text = JSON.stringify(
        digestMessage((await ground.get(DigestStore).read(id, accountId))!, { ...TO, locale }),
      );
      expect(text).toContain(line);
      expect(text).not.toMatch(
        /do not watch any place|no revisamos ningún lugar|Nothing is new|nada nuevo para/,
      );
    }
    const other = await ground.connect(patientId, { siteName: 'Northgate', fhirBase: 'https://n.example' });
    await ground.rows('UPDATE connection SET created_at = $1 WHERE id = $2', [daysAgo(0), other]);
    ground.clock.pass({ days: 27 });
    await lookedAt(ground.clock.now());
    await ground.rows('UPDATE connection SET created_at = $1 WHERE id = $2', [daysAgo(2), other]);
    const both = (await aMonthLater(4)).facts;
    expect(both.places.map(({ place }) => place)).toEqual(['Lakeside']);
    expect(both.unread!.map(({ place }) => place)).toEqual(['Northgate']);
  });

  it('counts what is new since the last one, without what was muted', async () => {
    ground.clock.pass({ days: 3 });
    await tell();
    expect((await aMonthLater()).facts.news).toBe(1);
    expect((await aMonthLater()).facts.news).toBe(0);
    ground.clock.pass({ days: 3 });
    await ground.rows("INSERT INTO mute (account_id, situation, muted_at) VALUES ($1, 'S13', now())", [
      accountId,
    ]);
    await tell('test:muted');
    expect((await aMonthLater()).facts.news).toBe(0);
  });

  it('is not written for who may no longer see anybody', async () => {
    await ground.rows('UPDATE patient_grant SET revoked_at = now()');
    ground.clock.pass({ days: 31 });
    await digests().write(accountId);
    expect(await written()).toEqual([]);
  });
});

describe('a question that was asked and reminded of', () => {
  it('stands in each digest while it is open, and is not mailed again', async () => {
    const [{ id: flagId }] = (await aFlag()) as [{ id: string }];
    const at = ground.clock.now().toISOString();
    await ground.dataSource.transaction((manager) =>
      ground
        .get(NotificationStore)
        .write(
          manager,
          [{ notice: noticeOf(`flag:${flagId}`, 'S02', 'check')!, target: { patientId, flagId } }],
          at,
        ),
    );
    await ground.rows('UPDATE notification SET sent_at = $1', [at]);
    ground.clock.pass({ days: 8 });
    await ground.get(WatchService).remind();
    await ground.rows("UPDATE notification SET sent_at = not_before WHERE cause LIKE 'reminder:%'");
    expect((await aMonthLater()).facts).toMatchObject({ news: 1, open: 1 });
    expect((await aMonthLater()).facts).toMatchObject({ news: 0, open: 1 });
    await ground.get(WatchService).remind();
    expect(await ground.count('notification', "situation = 'S02'")).toBe(2);
    await ground.rows("INSERT INTO answer (flag_id, account_id, answer) VALUES ($1, $2, 'know')", [
      flagId,
      accountId,
    ]);
    expect((await aMonthLater()).facts.open).toBe(0);
  });

  it('stands beside the letters that wait for an answer, with the day by which it is due', async () => {
    const [{ id: flagId }] = (await aFlag()) as [{ id: string }];
    await ground.rows(
      `WITH opened AS (INSERT INTO patient_case (patient_id, flag_id, situation, level, steps, account_id, opened_at)
         VALUES ($1, $2, 'S02', 'act soon', '{copies}', $3, $4) RETURNING id)
       INSERT INTO case_request (case_id, kind, recipient, sent_on, answer_days, more_days, account_id, at)
       SELECT id, 'access', 'Lakeside', '2025-03-10', 30, 30, $3, $4 FROM opened`,
      [patientId, flagId, accountId, ground.clock.now()],
    );
    const { id, facts } = await aMonthLater();
    expect(facts.requests).toMatchObject([{ kind: 'access', recipient: 'Lakeside', dueOn: '2025-04-09' }]);
    const digest = (await ground.get(DigestStore).read(id, accountId))!;
    for (const locale of ['en', 'es'] as const) {
      const written = JSON.stringify(digestMessage(digest, { ...TO, locale }));
      expect(written).toContain('(Lakeside)');
      expect(written).toMatch(/9 (April|de abril de) 2025/);
    }
  });

  async function aFlag(): Promise<{ id: string }[]> {
    await lookedAt(ground.clock.now());
    return ground.rows(
      `WITH place AS (INSERT INTO organization (origin, name) VALUES ('test', 'Lakeside') RETURNING id),
         scan AS (INSERT INTO study (connection_id, patient_id, organization_id, key, facts, first_seen_at, absences)
           SELECT $1, $2, id, 'key', '{}', $3, 0 FROM place RETURNING id)
       INSERT INTO flag (patient_id, connection_id, study_id, pull_id, kind, situation, level, fields, reasons, evidence, after, created_at)
       SELECT $2, $1, scan.id, pull.id, 'added', 'S02', 'check', '{}', '{}', '[]', '{}', $3 FROM scan, pull RETURNING id`,
      [connectionId, patientId, ground.clock.now()],
    );
  }
});

describe('the page of a digest', () => {
  it('says what it knew when it was written, in whole sentences', async () => {
    await lookedAt(daysAgo(1));
    const { id } = await aMonthLater();
    const digest = (await ground.get(DigestStore).read(id, accountId))!;
    const text = JSON.stringify(digestMessage(digest, TO));
    expect(text).toContain('What we watched, up to 1 April 2025');
    expect(text).toContain('Nothing is new for you.');
    expect(text).toContain('Lakeside, not since 28 February 2025');
  });

  it('does not say that nothing is new where no place is watched', async () => {
    await ground.rows('DELETE FROM connection');
    const { id } = await aMonthLater();
    const text = JSON.stringify(digestMessage((await ground.get(DigestStore).read(id, accountId))!, TO));
    expect(text).not.toContain('Nothing is new');
    expect(text).toContain('We do not watch any place yet.');
  });
});
