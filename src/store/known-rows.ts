import type { FeedView } from '../domain/poll.js';

/** A row as it was published, and the filing it became. */
export interface PublishedRow {
  id: string;
  view: FeedView;
  cells: readonly string[];
}

/**
 * The rows of the last poll by what stands in them, so that rows which did not change are neither read as filings nor
 * loaded in full. A row that is missed here is compared like any other.
 */
export class KnownRows {
  /** Those that stand in this poll as they stood in the last. */
  readonly taken: PublishedRow[] = [];
  private readonly left = new Map<string, PublishedRow[]>();

  constructor(rows: readonly PublishedRow[]) {
    for (const row of rows) {
      const key = keyOf(row.view, row.cells);
      const alike = this.left.get(key);
      if (alike) alike.push(row);
      else this.left.set(key, [row]);
    }
  }

  /** True once for each row of the last poll that stands there as published. */
  take(view: FeedView, cells: readonly string[]): boolean {
    const row = this.left.get(keyOf(view, cells))?.pop();
    if (row) this.taken.push(row);
    return row !== undefined;
  }

  /** The ids of the rows that were not taken. */
  leftIds(): string[] {
    return [...this.left.values()].flatMap((rows) => rows.map(({ id }) => id));
  }
}

function keyOf(view: FeedView, cells: readonly string[]): string {
  return `${view}\u0000${cells.join('\u0000')}`;
}
