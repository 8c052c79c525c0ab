import type { PollRow } from '../domain/poll.js';
import type { FeedReading, UnreadableCell } from './feed-reading.js';

/** One record as a row; null where it is none of this feed and nothing is to be said of it; or why it cannot be read. */
export type RecordReading = { row: PollRow; unreadable: UnreadableCell[] } | null | { rejected: string };

/** Where a record stands: its file, and its number in it, from 1. */
export interface RecordPlace {
  file: string;
  record: number;
}

/** Reads the records of one file of a source that has no lines, in their order, and adds them to the reading. */
export function readEach<T>(
  reading: FeedReading,
  file: string,
  records: readonly T[],
  read: (record: T, place: RecordPlace) => RecordReading,
): void {
  for (const [index, given] of records.entries()) {
    const place = { file, record: index + 1 };
    const result = read(given, place);
    if (result === null) continue;
    if ('rejected' in result) addRejected(reading, place, result.rejected);
    else addRow(reading, result.row, result.unreadable);
  }
}

export function addRow(reading: FeedReading, row: PollRow, unreadable: UnreadableCell[]): void {
  const { file, record } = row.filing;
  reading.rows.push(row);
  reading.blanked.push(...unreadable.map((cell) => ({ ...cell, file, record })));
}

export function addRejected(reading: FeedReading, { file, record }: RecordPlace, why: string): void {
  reading.rejected.push({ rejected: `${file}: record ${record}: ${why}`, line: record });
}
