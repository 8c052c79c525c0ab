import { createPostgresBackend, type Processor, Queue, runMigrations, withBackend, Worker } from 'bullmq';
import pg from 'pg';

/** Finished jobs are forgotten after so many seconds, or when so many others have come after them. */
interface Kept {
  age: number;
  count: number;
}

interface BulkJob {
  name: string;
  data: { id: string };
  opts: { jobId: string; removeOnComplete: Kept; removeOnFail: Kept };
}

/** What we use of a BullMQ queue, whatever it lies on. */
export interface BullQueue {
  on(event: 'error', listener: (error: Error) => void): unknown;
  addBulk(jobs: BulkJob[]): Promise<unknown>;
  getWaitingCount(): Promise<number>;
  close(): Promise<void>;
}

export interface BullWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: unknown, error: Error) => void): unknown;
  pause(doNotWaitActive: boolean): Promise<void>;
  close(force: boolean): Promise<void>;
}

export type Work = (id: string) => Promise<void>;

/** Where BullMQ keeps its jobs. Queues and workers are the same on both. */
export interface QueueBackend {
  queue(name: string): BullQueue;
  worker(name: string, work: Work, concurrency: number): BullWorker;
  release(): Promise<void>;
}

export function redisBackend(url: string): QueueBackend {
  return {
    // A queue whose Redis is down must refuse, or the relay would hang with rows locked.
    queue: (name) =>
      new Queue(name, { connection: { url, maxRetriesPerRequest: 1 }, skipWaitingForReady: true }),
    worker: (name, work, concurrency) =>
      new Worker(name, processor(work), { connection: { url, maxRetriesPerRequest: null }, concurrency }),
    release: async () => undefined,
  };
}

const SCHEMA = 'bullmq';

/**
 * BullMQ's PostgreSQL backend on a pool of its own, shared by all queues and workers.
 * @param connections how many queues and workers there will be: each may hold a client that listens
 * @param onError hears of idle connections that the database ended; the pool opens others
 */
export async function postgresBackend(
  url: string,
  connections: number,
  onError: (error: Error) => void,
): Promise<QueueBackend> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2 + connections,
    options: `-c search_path=${SCHEMA},public`,
  });
  // Each queue and each worker listens for its errors, and so do we: more than that would be a leak.
  pool.setMaxListeners(1 + connections);
  pool.on('error', onError);
  const client = await pool.connect();
  await runMigrations(client, SCHEMA).finally(() => client.release());
  const onPostgres = withBackend(createPostgresBackend);
  return {
    queue: (name) => new onPostgres.Queue(name, { connection: pool }),
    worker: (name, work, concurrency) =>
      new onPostgres.Worker(name, processor(work), { connection: pool, concurrency }),
    release: () => pool.end(),
  };
}

function processor(work: Work): Processor<{ id: string }> {
  return (job) => work(job.data.id);
}
