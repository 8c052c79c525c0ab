import type { Filing } from '../filing.js';
import { FEED_COLUMNS } from './feed-columns.js';

/** HHS publishes breaches in two lists, and a row stands in one of them at a time; every other feed is one list. */
export type FeedView = 'under-investigation' | 'archive' | 'list';

/** The columns of the HHS list by their position, under the names that HHS gives them. */
export const POLL_COLUMNS = FEED_COLUMNS.hhs.columns;

/** Positions in `PollRow.cells` of a row of HHS. */
export const CELL = {
  name: 0,
  state: 1,
  entityType: 2,
  affected: 3,
  submitted: 4,
  type: 5,
  location: 6,
  businessAssociate: 7,
  description: 8,
} as const;

/** One row of one poll: as published, and as read. Identified within its poll by `filing.file` and `filing.record`. */
export interface PollRow {
  view: FeedView;
  /** One text for each of the feed's columns (FEED_COLUMNS), unchanged; '' stands for null. */
  cells: readonly string[];
  filing: Filing;
}

/** The cell that holds a row's name or its description, '' where it has none. */
export function cellNamed(row: PollRow, column: 'name' | 'description'): string {
  const position = FEED_COLUMNS[row.filing.source][column];
  return position === null ? '' : cellOf(row, position);
}

/** Two rows of two polls that are taken for the same filing. */
export interface LinkedRows {
  before: PollRow;
  after: PollRow;
}

/** A cell of a row; '' beyond the last one. */
export function cellOf(row: PollRow, position: number): string {
  return row.cells[position] ?? '';
}

/** A text without what people do not see as a difference: case, and the amount of white space. */
export function folded(text: string): string {
  return squeezed(text).toLowerCase();
}

/** A text with every run of white space as one space, and none outside. */
export function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
