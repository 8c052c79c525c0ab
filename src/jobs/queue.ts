import { setTimeout as pause } from 'node:timers/promises';
import { UnrecoverableError } from 'bullmq';
import { OutsideError } from '../lib/errors.js';
import type { BullQueue, BullWorker, QueueBackend, Work } from './backend.js';

/** The names of all jobs; each is a queue of its own, so that a slow hospital never holds up mail. */
export const JOB_NAMES = [
  'pull-records',
  'deliver-notification',
  'ingest-breaches',
  'match-organizations',
] as const;
export type JobName = (typeof JOB_NAMES)[number];

/** The payload of every job is the id of the row that is the truth. */
export interface Ring {
  id: string;
  /** Counts the rings for this row: when the queue lost or stalled one, the next is another job. */
  ring: number;
}

/** Finished jobs are kept for a while, or their ids could be taken again; the rows decide what is still to be done. */
const KEPT_SECONDS = { removeOnComplete: { age: 3600 }, removeOnFail: { age: 24 * 3600 } };

/** A hospital may take minutes to answer; who stops the service does not wait for it. */
const LONGEST_END_MS = 5_000;

/** The doorbell and those who answer it. */
export class JobQueues {
  private readonly queues = new Map<JobName, BullQueue>();
  private readonly workers: BullWorker[] = [];
  constructor(private readonly backend: QueueBackend) {}

  /** Rings for rows. The same ring of a row again does nothing. */
  async ring(name: JobName, rings: Ring[]): Promise<void> {
    const jobs = rings.map(({ id, ring }) => ({
      name,
      data: { id },
      opts: { ...KEPT_SECONDS, jobId: `${name}-${id}-${ring}` },
    }));
    await this.queue(name).addBulk(jobs);
  }

  /** Starts answering. A permanent failure is not tried again; the row tells what became of it. */
  answer(name: JobName, concurrency: number, work: Work, onError: (error: Error) => void): void {
    const worker = this.backend.worker(name, (id) => unlessPermanent(work(id)), concurrency);
    worker.on('failed', (_job, error) => onError(error));
    worker.on('error', onError);
    this.workers.push(worker);
  }

  /** Lets running jobs end, but not for long: the rows of those that are cut off stay due. */
  async close(): Promise<void> {
    const ended = Promise.all(this.workers.map((worker) => worker.close())).then(() => true);
    const inTime = await Promise.race([ended, pause(LONGEST_END_MS, false, { ref: false })]);
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    if (inTime) await this.backend.release();
  }

  private queue(name: JobName): BullQueue {
    const queue = this.queues.get(name) ?? this.backend.queue(name);
    this.queues.set(name, queue);
    return queue;
  }
}

async function unlessPermanent(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof OutsideError && error.permanent) throw new UnrecoverableError(error.message);
    throw error;
  }
}
