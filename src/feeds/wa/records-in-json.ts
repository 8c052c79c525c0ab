import { WA_FIELDS, type WaRecord, type WaRecords } from './wa-record.js';
import { notOfFeed } from '../text/fault.js';

const LIST = 'the breach list of Washington as JSON';

/**
 * Reads an answer of the Socrata API (SODA 2.1) for the data set sb4j-ca4h, a row for each breach, or padd-mby7, a row
 * for each breach and kind of information. A key is left out where the cell is empty.
 */
export function recordsInJson(file: string, text: string): WaRecords {
  const list = parsed(file, text);
  const found: WaRecords = { records: [], rejected: [] };
  for (const [index, value] of list.entries()) {
    const record = index + 1;
    if (isRow(value)) found.records.push(recordOf(value, record));
    else found.rejected.push({ why: 'not a row of the list', record, line: record });
  }
  if (list.length > 0 && found.records.length === 0)
    throw notOfFeed(file, LIST, {
      id: 'no-entry',
      words: 'no entry has an id, a name or a date of submission',
    });
  return found;
}

function parsed(file: string, text: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw notOfFeed(file, LIST, { id: 'no-json', words: 'it is not whole, or no JSON at all' });
  }
  if (!Array.isArray(value))
    throw notOfFeed(file, LIST, { id: 'no-rows', words: 'it is not a list of rows' });
  return value;
}

function isRow(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  return ['id', 'name', 'datesubmitted'].some((key) => Object.hasOwn(value, key));
}

function recordOf(row: Record<string, unknown>, record: number): WaRecord {
  const fields: WaRecord['fields'] = {};
  for (const field of WA_FIELDS) {
    const text = textOf(Object.hasOwn(row, field) ? row[field] : '');
    if (text !== '') fields[field] = text;
  }
  const kind = textOf(Object.hasOwn(row, 'informationtype') ? row.informationtype : '');
  return { fields, informationTypes: kind === '' ? [] : [kind], url: null, record, line: record };
}

/** What is neither a text nor a number is no cell of the list, and is read as its JSON, which no reader of a cell takes. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  return JSON.stringify(value);
}
