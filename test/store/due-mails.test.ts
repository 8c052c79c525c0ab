import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { DUE_ROWS } from '../../src/jobs/all-due-rows.js';
import { AT_ONCE } from '../../src/jobs/due-rows.js';
import type { QueueBackend } from '../../src/jobs/backend.js';
import { type JobName, JobQueues } from '../../src/jobs/queue.js';
import { Relay } from '../../src/jobs/relay.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { FlowGround } from '../support/flow-ground.js';

let database: TestDatabase;
let ground: FlowGround;
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
  await ground.empty();
  accountId = await ground.addAccount();
});

/** So many mails of one level that became due so many hours ago; below zero: still to come. */
async function queue(level: string, count: number, hoursAgo: number): Promise<void> {
  await ground.rows(
    `INSERT INTO notification (account_id, cause, channel, situation, level, created_at, not_before)
     SELECT $1, concat($2::text, $4::int, ':', at), 'mail', 'S02', $2, now(), now() - make_interval(hours => $4) FROM generate_series(1, $3) AS at`,
    [accountId, level, count, hoursAgo],
  );
}

async function chosenFor(job: JobName): Promise<string[]> {
  const [rows] = DUE_ROWS.filter((each) => each.job === job);
  const chosen = await ground.rows<{ id: string }>(rows!.select);
  const levels = await ground.rows<{ level: string }>(
    'SELECT level FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, place) JOIN notification USING (id) ORDER BY place',
    [chosen.map(({ id }) => id)],
  );
  return levels.map(({ level }) => level);
}

describe('of mails that are due', () => {
  it('those to be done today go first, then those of this week, and digests last, however long they wait', async () => {
    await queue('quiet', AT_ONCE, 9);
    await queue('check', 3, 2);
    await queue('act soon', 2, 1);
    await queue('act now', 2, 0);
    await queue('act now', 5, -1);
    expect(await chosenFor('deliver-urgent')).toEqual(['act now', 'act now', 'act soon', 'act soon']);
    const others = await chosenFor('deliver-notification');
    expect(others.slice(0, 4)).toEqual(['check', 'check', 'check', 'quiet']);
    expect(others).toHaveLength(AT_ONCE);
  });

  it('each is chosen for one job', async () => {
    for (const level of ['quiet', 'info', 'check', 'act soon', 'act now']) await queue(level, 1, 0);
    const chosen = [...(await chosenFor('deliver-urgent')), ...(await chosenFor('deliver-notification'))];
    expect(chosen).toEqual(['act now', 'act soon', 'check', 'info', 'quiet']);
  });

  it('they are found by an index, also where a crowd of others waits', async () => {
    await queue('quiet', 20_000, 9);
    await queue('check', 20_000, -9);
    await ground.rows('ANALYZE notification');
    for (const { select } of DUE_ROWS.filter(({ table }) => table === 'notification')) {
      const plan = (await ground.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${select}`)).map(
        (line) => line['QUERY PLAN'],
      );
      expect(plan.join('\n')).toContain('notification_unsent');
      expect(plan.join('\n')).not.toContain('Seq Scan on notification');
    }
  });

  it('those that cannot wait are rung for while the queue of the others is full', async () => {
    await queue('quiet', 5, 9);
    await queue('act now', 1, 0);
    const rung: string[] = [];
    const backend: QueueBackend = {
      queue: (name) => ({
        on: () => undefined,
        addBulk: (jobs) => Promise.resolve(rung.push(...jobs.map(() => name))),
        getWaitingCount: () => Promise.resolve(name === 'deliver-notification' ? 1_000_000 : 0),
        close: () => Promise.resolve(),
      }),
      worker: () => {
        throw new Error('nobody answers here');
      },
      release: () => Promise.resolve(),
    };
    const queues = new JobQueues(backend);
    const relay = new Relay(ground.dataSource, queues, database.url, pino({ enabled: false }));
    await relay.start();
    try {
      await eventually('the relay has rung', () => rung.length > 0);
    } finally {
      await relay.stop();
    }
    expect(rung).toEqual(['deliver-urgent']);
    expect(await ground.count('notification', 'rung_at IS NOT NULL')).toBe(1);
  });
});
