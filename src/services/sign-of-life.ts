import type { Clock } from '../lib/clock.js';

/** Far more often than a pull is taken for lost (jobs/due-pulls), and too seldom to cost a short one anything. */
const EVERY_MS = 60_000;

/** Tells the other processes while a pull goes on that it does, so that only one that fell silent is replaced. */
export class SignOfLife {
  /** What came of each: null where it was given, else why not. */
  private readonly given: Promise<Error | null>[] = [];
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
    this.given.push(
      this.give().then(
        () => null,
        (error: Error) => error,
      ),
    );
  };

  /** Settles when every sign that was begun is given; rejects where one could not be. */
  async end(): Promise<void> {
    const failed = (await Promise.all(this.given)).find((error) => error !== null);
    if (failed) throw failed;
  }
}
