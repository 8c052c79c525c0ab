/** One call for many items. It says what became of each: an error for those that failed, by item. */
export type WorkOnMany = (items: string[]) => Promise<ReadonlyMap<string, Error>>;

/**
 * Joins calls for single items that come at about the same time into calls for many: the work on one of a crowd costs a
 * share of what it costs alone. Items that come while all hands are busy wait, and go together as soon as one is free.
 */
export class Gatherer {
  private waiting: Waiting[] = [];
  private underWay = 0;
  private scheduled = false;

  /** @param most items in one call, `atOnce` calls under way */
  constructor(
    private readonly work: WorkOnMany,
    private readonly most: number,
    private readonly atOnce: number,
  ) {}

  /** Resolves when the item was worked on; rejects with what became of it, or with what ended the whole call. */
  add(item: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  /** Whoever adds in this turn comes along. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      while (this.waiting.length > 0 && this.underWay < this.atOnce)
        void this.workOn(this.waiting.splice(0, this.most));
    });
  }

  private async workOn(calls: Waiting[]): Promise<void> {
    this.underWay += 1;
    try {
      const failed = await this.work([...new Set(calls.map(({ item }) => item))]);
      for (const { item, resolve, reject } of calls) {
        const error = failed.get(item);
        if (error) reject(error);
        else resolve();
      }
    } catch (error) {
      for (const { reject } of calls) reject(error);
    } finally {
      this.underWay -= 1;
      this.schedule();
    }
  }
}

interface Waiting {
  item: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}
