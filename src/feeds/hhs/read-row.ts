import type { Filing } from '../../domain/filing.js';
import { namesIn } from '../../domain/names.js';
import { CELL, POLL_COLUMNS } from '../../domain/polls/poll-row.js';
import type { UnreadableCell } from '../feed-reading.js';
import { cellText, type Days, readCount, readName, readState, readUsDate } from '../text/read-cell.js';

/** A row of the HHS list as a filing, or why it is none. */
export type RowReading = { filing: Filing; unreadable: UnreadableCell[] } | { rejected: string };

/** Where a row stands, and the days on which it can have been submitted. */
export interface RowPlace {
  file: string;
  record: number;
  days: Days;
}

/**
 * Reads nine cells by their position. State, date and yes/no show whether the columns are where they belong: a row
 * in which none of them can be read, or two are something else, is rejected, and so is one without a name. A single
 * unreadable cell becomes null and is told of.
 */
export function readRow(cells: readonly string[], place: RowPlace): RowReading {
  if (cells.length !== POLL_COLUMNS.length) {
    return {
      rejected: `${cells.length} ${cells.length === 1 ? 'column' : 'columns'} where the list has ${POLL_COLUMNS.length}`,
    };
  }
  const text = (position: number): string => cellText(cells[position]);
  const named = readName(cells[CELL.name]);
  if ('rejected' in named) return named;
  const { name } = named;
  const state = readState(text(CELL.state));
  const submitted = readUsDate(text(CELL.submitted), place.days);
  const businessAssociate = readYesNo(text(CELL.businessAssociate));
  const affected = readCount(text(CELL.affected));
  const marks = [state, submitted, businessAssociate];
  if (marks.every((mark) => mark === null))
    return { rejected: 'neither a state nor a date nor a yes or no in its place' };
  if (marks.filter((mark) => mark === undefined).length > 1) return { rejected: 'columns out of place' };
  const filing: Filing = {
    source: 'hhs',
    nativeId: null,
    name,
    names: namesIn(name),
    state: state ?? null,
    entityType: text(CELL.entityType) || null,
    affected: affected ?? null,
    affectedIsPlaceholder: affected === 500 || affected === 501,
    submitted: submitted ?? null,
    breachStart: null,
    breachEnd: null,
    discovered: null,
    types: listed(text(CELL.type)),
    locations: listed(text(CELL.location)),
    informationTypes: [],
    businessAssociate: businessAssociate ?? null,
    description: text(CELL.description) || null,
    url: null,
    file: place.file,
    record: place.record,
  };
  return { filing, unreadable: unreadableOf(cells, { state, submitted, businessAssociate, affected }) };
}

/** As the readers of cells: null where it is empty, undefined where it holds something else. */
function readYesNo(text: string): boolean | null | undefined {
  if (text === '') return null;
  if (/^yes$/i.test(text)) return true;
  return /^no$/i.test(text) ? false : undefined;
}

function listed(text: string): string[] {
  return [...new Set(text.split(',').map((part) => part.trim()))].filter((part) => part !== '');
}

function unreadableOf(
  cells: readonly string[],
  read: Record<'state' | 'submitted' | 'businessAssociate' | 'affected', unknown>,
): UnreadableCell[] {
  const columns = ['state', 'affected', 'submitted', 'businessAssociate'] as const;
  return columns
    .filter((column) => read[column] === undefined)
    .map((column) => ({ column: POLL_COLUMNS[CELL[column]] ?? column, text: cells[CELL[column]] ?? '' }));
}
