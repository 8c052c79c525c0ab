import type { Filing } from '../../domain/filing.js';
import { namesIn } from '../../domain/names.js';
import { CELL, POLL_COLUMNS } from '../../domain/polls/poll-row.js';
import type { UnreadableCell } from '../feed-reading.js';
import { withoutControls } from '../text/decode-text.js';

/** A row of the HHS list as a filing, or why it is none. */
export type RowReading = { filing: Filing; unreadable: UnreadableCell[] } | { rejected: string };

/** Where a row stands, and the last day (YYYY-MM-DD) on which it can have been submitted. */
export interface RowPlace {
  file: string;
  record: number;
  latest: string;
}

const STATES = new Set(
  (
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR ' +
    'PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP FM MH PW AA AE AP'
  ).split(' '),
);
// The duty to report to HHS began with the interim final rule of 2009 (74 FR 42740, now 45 CFR 164.408).
const EARLIEST = '2009-09-23';
// More people than any list of patients of one country can hold.
const MOST_AFFECTED = 1_000_000_000;

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
  const text = (position: number): string => withoutControls(cells[position] ?? '').trim();
  const name = text(CELL.name).replace(/[\t\r\n]+/g, ' ');
  if (name === '') return { rejected: 'no name' };
  const state = readState(text(CELL.state));
  const submitted = readDate(text(CELL.submitted), place.latest);
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

/** Readers of a cell: its value, null where it is empty, undefined where it holds something else. */
function readState(text: string): string | null | undefined {
  const code = text.toUpperCase();
  if (code === '') return null;
  return STATES.has(code) ? code : undefined;
}

function readDate(text: string, latest: string): string | null | undefined {
  if (text === '') return null;
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (!month || !day || !year) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = new Date(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
  return isReal && date >= EARLIEST && date <= latest ? date : undefined;
}

function readYesNo(text: string): boolean | null | undefined {
  if (text === '') return null;
  if (/^yes$/i.test(text)) return true;
  return /^no$/i.test(text) ? false : undefined;
}

function readCount(text: string): number | null | undefined {
  if (text === '') return null;
  if (!/^(\d+|\d{1,3}(,\d{3})+)$/.test(text)) return undefined;
  const count = Number(text.replaceAll(',', ''));
  return count <= MOST_AFFECTED ? count : undefined;
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
