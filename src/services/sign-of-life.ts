import type { Clock } from '../lib/clock.js';

/** Far more often than a pull is taken for lost (jobs/due-pulls), and too seldom to cost a short one anything. */
const EVERY_MS = 60_000;

/** Tells the other processes while a pull goes on that it does, so that only one that fell silent is replaced. */
export class SignOfLife {
  private readonly given: Promise<void>[] = [];
  private lastMs: number;

  constructor(
    private readonly give: () => Promise<void>,
    private readonly clock: Clock,
  ) {
    this.lastMs = clock.now().getTime();
  }

  /** To be called whenever the pull has come a step further. */
  readonly onwards = (): void => {
    const now = this.clock.now().getTime();
    if (now - this.lastMs < EVERY_MS) return;
    this.lastMs = now;
    const sign = this.give();
    // What failed is told by `end`.
    sign.catch(() => undefined);
    this.given.push(sign);
  };

  /** Settles when every sign that was begun is given; rejects where one could not be. */
  async end(): Promise<void> {
    await Promise.all(this.given);
  }
}
