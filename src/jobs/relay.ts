import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Logger } from 'pino';
import { DataSource, type EntityManager } from 'typeorm';
import { DUE_ROWS } from './all-due-rows.js';
import { AT_ONCE, type DueRows, markRung } from './due-rows.js';
import type { JobQueues, Ring } from './queue.js';

/** Every so often the relay looks even when nothing rang: for rows that become due, and rings that were lost. */
const SWEEP_MS = 5_000;

/**
 * The one that talks to the queue. It rings for due rows first and marks them after, within the lock on the rows:
 * killed in between, it rings twice for a row, and never not at all.
 */
@Injectable()
export class Relay {
  private listener: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly queues: JobQueues,
    private readonly databaseUrl: string,
    private readonly logger: Logger,
  ) {}

  /** Listens for the doorbell of the database and sweeps from time to time. */
  async start(): Promise<void> {
    await this.listen();
    this.timer = setInterval(() => void this.sweep(), SWEEP_MS);
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
    await this.listener?.end();
  }

  private async sweep(): Promise<void> {
    if (this.listener === null && !this.stopped) await this.listen();
    this.wake();
  }

  private wake(): void {
    this.again = true;
    this.running ??= this.ringUntilQuiet().finally(() => {
      this.running = null;
    });
  }

  private async ringUntilQuiet(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      for (const rows of DUE_ROWS) {
        const rung = await this.ringFor(rows);
        if (rung === AT_ONCE) this.again = true;
      }
    }
  }

  /** Rings for as many due rows as go into one transaction; says how many. */
  private async ringFor(rows: DueRows): Promise<number> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const rings = await choose(manager, rows);
        if (rings.length > 0 && !(await this.queues.hasRoom(rows.job))) return 0;
        if (rings.length > 0) {
          await this.queues.ring(rows.job, rings);
          await manager.query(markRung(rows), [rings.map((ring) => ring.id)]);
        }
        return rings.length;
      });
    } catch (error) {
      this.logger.error(
        { job: rows.job, reason: messageOf(error) },
        'could not ring for due rows; they stay due and are tried again',
      );
      return 0;
    }
  }

  private async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.databaseUrl });
    client.on('notification', () => this.wake());
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, null));
    try {
      await client.connect();
      await client.query('LISTEN doorbell');
      this.listener = client;
    } catch (error) {
      this.logger.warn({ reason: messageOf(error) }, 'cannot listen to the database; sweeping goes on');
    }
  }

  private lost(client: pg.Client, error: Error | null): void {
    if (this.listener === client) this.listener = null;
    if (error)
      this.logger.warn(
        { reason: error.message },
        'the database ended the doorbell; listening again at the next sweep',
      );
  }
}

/** The due rows, locked; none where another process is choosing, which rings for them. */
async function choose(manager: EntityManager, { alone, before, select }: DueRows): Promise<Ring[]> {
  if (alone !== undefined) {
    const [lock] = await manager.query<{ mine: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
      alone,
    ]);
    if (!lock?.mine) return [];
  }
  if (before !== undefined) await manager.query(before);
  return manager.query<Ring[]>(select);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
