import { setTimeout as pause } from 'node:timers/promises';
import { UnrecoverableError } from 'bullmq';
import { OutsideError } from '../lib/errors.js';
import type { BullQueue, BullWorker, QueueBackend, Work } from './backend.js';

/** The names of all jobs; each is a queue of its own, so that a slow hospital never holds up mail, nor digests what is urgent. */
export const JOB_NAMES = [
  'pull-records',
  'deliver-urgent',
  'deliver-notification',
  'deliver-elsewhere',
  'write-digest',
  'write-summary',
  'ingest-breaches',
  'match-organizations',
  'expose-match',
] as const;
export type JobName = (typeof JOB_NAMES)[number];

/** The payload of every job is the id of the row that is the truth. */
export interface Ring {
  id: string;
  /** Counts the rings for this row: when the queue lost or stalled one, the next is another job. */
  ring: number;
}

/** Who hears of what goes wrong. */
export interface Told {
  /** A job failed. */
  failed: (error: Error) => void;
  /** The queue itself could not be reached, or broke off. */
  unreachable: (error: Error) => void;
}

/** Finished jobs are kept for a while, or their ids could be taken again; the rows decide what is still to be done. */
const MOST_KEPT = 10_000;
const KEPT = {
  removeOnComplete: { age: 3600, count: MOST_KEPT },
  removeOnFail: { age: 24 * 3600, count: MOST_KEPT },
};

/** Jobs that wait in a queue: what is due beyond that stays with its row, so that a crowd of rows fills no memory. */
const MOST_WAITING = 10_000;

/** A hospital may take minutes to answer; who stops the service does not wait for it. */
const LONGEST_END_MS = 5_000;

/** The doorbell and those who answer it. */
export class JobQueues {
  private readonly queues = new Map<JobName, BullQueue>();
  private readonly workers: BullWorker[] = [];
  private readonly running = new Set<Promise<void>>();
  constructor(private readonly backend: QueueBackend) {}

  /** Rings for rows. The same ring of a row again does nothing. */
  async ring(name: JobName, rings: Ring[]): Promise<void> {
    const jobs = rings.map(({ id, ring }) => ({
      name,
      data: { id },
      opts: { ...KEPT, jobId: `${name}-${id}-${ring}` },
    }));
    await this.queue(name).addBulk(jobs);
  }

  /** Whether it has room for more; rows that are due are rung for once it has. */
  async hasRoom(name: JobName): Promise<boolean> {
    return (await this.queue(name).getWaitingCount()) < MOST_WAITING;
  }

  /**
   * Starts answering. A permanent failure is not tried again; the row tells what became of it. A queue that cannot be
   * reached is no failure of a job: it comes back by itself.
   */
  answer(name: JobName, concurrency: number, work: Work, told: Told): void {
    const worker = this.backend.worker(name, (id) => this.run(work(id)), concurrency);
    worker.on('failed', (_job, error) => told.failed(error));
    worker.on('error', told.unreachable);
    this.workers.push(worker);
  }

  /** Takes no more work, and lets what runs end, but not for long: the rows of what is cut off stay due. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.pause(true)));
    await Promise.race([Promise.allSettled(this.running), pause(LONGEST_END_MS, null, { ref: false })]);
    const cutOff = this.running.size > 0;
    await Promise.all(this.workers.map((worker) => worker.close(cutOff)));
    // A queue that never reached its server has nothing to let go of, and BullMQ throws for it.
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
    await this.backend.release();
  }

  private async run(work: Promise<void>): Promise<void> {
    const running = unlessPermanent(work);
    this.running.add(running);
    await running.finally(() => this.running.delete(running));
  }

  private queue(name: JobName): BullQueue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = this.backend.queue(name);
    // Whoever rings is told by the ring itself; unheard, BullMQ would write it to the console.
    queue.on('error', () => undefined);
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
