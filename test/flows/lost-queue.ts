import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type QueueBackend, redisBackend } from '../../src/jobs/backend.js';
import { JobQueues } from '../../src/jobs/queue.js';
import { Relay } from '../../src/jobs/relay.js';
import { NotificationService } from '../../src/services/notification.service.js';
import { RecordService } from '../../src/services/record.service.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { FlowGround } from '../support/flow-ground.js';

/** A queue, and the way to lose all that it holds. */
export interface LosableQueue {
  backend(databaseUrl: string): Promise<QueueBackend>;
  lose(ground: FlowGround): Promise<unknown>;
}

/** The rows are the truth: what the queue loses, or never takes, is rung for again. */
export function describeLostQueue(queue: LosableQueue): void {
  let database: TestDatabase;
  let ground: FlowGround;
  const closing: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    database = await freshDatabase();
    ground = await FlowGround.open(database.url);
    const { patientId } = await ground.addPatient();
    await ground.get(RecordService).pull(await ground.connect(patientId));
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await ground.close();
    await database.drop();
  });

  async function relayOn(backend: QueueBackend): Promise<{ queues: JobQueues; log: string[] }> {
    const log: string[] = [];
    const queues = new JobQueues(backend);
    const logger = pino({}, { write: (line: string) => log.push(line) });
    const relay = new Relay(ground.dataSource, queues, database.url, logger);
    await relay.start();
    closing.push(async () => {
      await relay.stop();
      await queues.close();
    });
    return { queues, log };
  }

  const isTrue = async (condition: string) =>
    (await ground.count('notification', `channel = 'mail' AND ${condition}`)) === 1;
  const answer = (queues: JobQueues) =>
    queues.answer('deliver-notification', 1, (id) => ground.get(NotificationService).deliver(id), { failed: () => undefined, unreachable: () => undefined }); // prettier-ignore

  it('a queue that lost its jobs is rung again by the sweep, and the mail goes out once', async () => {
    const { queues } = await relayOn(await queue.backend(database.url));
    await eventually('the relay has rung', () => isTrue('rung_at IS NOT NULL'));
    await queue.lose(ground);
    answer(queues);
    await ground.rows("UPDATE notification SET rung_at = now() - interval '1 day'");
    await eventually('the mail is sent', () => isTrue('sent_at IS NOT NULL'));
    expect(await ground.count('kept_mail')).toBe(1);
    expect(await isTrue('rings = 2')).toBe(true);
  });

  it('a queue that cannot be reached leaves the rows due, says so, and holds nobody up', async () => {
    const { log } = await relayOn(redisBackend('redis://127.0.0.1:1'));
    await eventually('the relay says so', () =>
      log.some((line) => line.includes('could not ring for due rows')),
    );
    expect(await isTrue('rung_at IS NULL')).toBe(true);
    const { queues } = await relayOn(await queue.backend(database.url));
    answer(queues);
    await eventually('the mail is sent', () => isTrue('sent_at IS NOT NULL'));
  });
}
