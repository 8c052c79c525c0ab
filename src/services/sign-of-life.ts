import type { LookStep } from '../store/connection.store.js';

/** A pull that is over before says nothing: most are. */
const FIRST_MS = 2_000;
/** Often enough for whoever waits for it, and far more often than a pull is taken for lost (jobs/due-pulls). */
const NEXT_MS = 5_000;

/**
 * Tells the other processes while a pull goes on that it does and how far it came, so that only one that fell silent is
 * replaced, and whoever waits sees it. A pull that comes no further says nothing.
 */
export class SignOfLife {
  private readonly counts = new Map<string, number>();
  /** What came of each sign: null where it was given, else why not. */
  private readonly given: Promise<Error | null>[] = [];
  private next: NodeJS.Timeout | null = null;

  constructor(private readonly give: (step: LookStep) => Promise<void>) {}

  /** To be called whenever the pull has come a step further, with how many entries of a type came by now. */
  readonly onwards = (type: string, count: number): void => {
    this.counts.set(type, count);
    this.next ??= setTimeout(() => this.tell(), this.given.length === 0 ? FIRST_MS : NEXT_MS);
  };

  /** Settles when every sign that was begun is given, and gives no more; rejects where one could not be. */
  async end(): Promise<void> {
    if (this.next !== null) clearTimeout(this.next);
    const failed = (await Promise.all(this.given)).find((error) => error !== null);
    if (failed) throw failed;
  }

  private tell(): void {
    this.next = null;
    const entries = [...this.counts.values()].reduce((sum, count) => sum + count, 0);
    this.given.push(
      this.give({ types: [...this.counts.keys()], entries }).then(
        () => null,
        (error: Error) => error,
      ),
    );
  }
}
