import { createHash } from 'node:crypto';
import type { FeedView } from '../domain/poll.js';

/** A row as it was published, and the filing it became. */
export interface PublishedRow {
  id: string;
  view: FeedView;
  /** Its `publishedName`; null where it is not kept. */
  published: string | null;
}

/**
 * The rows of the last poll by what stands in them, so that rows which did not change are neither read as filings nor
 * loaded. A row that is missed here is compared like any other.
 */
export class KnownRows {
  /** Those that stand in this poll as they stood in the last. */
  readonly taken: PublishedRow[] = [];
  private readonly left = new Map<string | null, PublishedRow[]>();

  constructor(rows: readonly PublishedRow[]) {
    for (const row of rows) {
      const alike = this.left.get(row.published);
      if (alike) alike.push(row);
      else this.left.set(row.published, [row]);
    }
  }

  /** True once for each row of the last poll that stands there as published. */
  take(view: FeedView, cells: readonly string[]): boolean {
    const row = this.left.get(publishedName(view, cells))?.pop();
    if (row) this.taken.push(row);
    return row !== undefined;
  }

  /** The ids of the rows that were not taken. */
  leftIds(): string[] {
    return [...this.left.values()].flatMap((rows) => rows.map(({ id }) => id));
  }
}

/** The name of a row as published: SHA-256 in base64 of its view and its cells, each ended by a zero byte, which no stored cell holds. */
export function publishedName(view: FeedView, cells: readonly string[]): string {
  return createHash('sha256')
    .update(`${[view, ...cells].join('\0')}\0`)
    .digest('base64');
}
