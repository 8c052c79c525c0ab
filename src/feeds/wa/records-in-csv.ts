import { type CsvRecord, readRecords, whereCutOff } from '../csv/read-records.js';
import { WA_FIELDS, type WaRecord, type WaRecords } from './wa-record.js';
import { notOfFeed } from '../text/fault.js';

const LIST = 'the breach list of Washington as CSV';
/** A row begins with an id such as "9,707" and a date. */
const START = /\n(?="?\d[\d,]*"?,"?(?:\d|"))/;
const NEEDED = ['id', 'name', 'datesubmitted'] as const;

/** Reads the export of data.wa.gov: columns by their header, a row for each breach and kind of information. */
export function recordsInCsv(file: string, text: string): WaRecords {
  const [header, ...rows] = readRecords(text, { start: START });
  // "Date Aware" is "dateaware".
  const columns = (header?.cells ?? []).map((cell) => cell.toLowerCase().replace(/[^a-z]/g, ''));
  const missing = NEEDED.filter((field) => !columns.includes(field));
  if (missing.length > 0) {
    const columnsMissing = missing.join(', ');
    const words = `no column is headed ${columnsMissing}`;
    throw notOfFeed(file, LIST, { id: 'columns-missing', words, values: { columns: columnsMissing } });
  }
  const cut = whereCutOff(rows, text, columns.length);
  if (cut) throw notOfFeed(file, LIST, cut);
  const found: WaRecords = { records: [], rejected: [] };
  for (const row of rows) {
    const { record, line, cells } = row;
    if (cells.length === columns.length) found.records.push(recordOf(row, columns));
    else found.rejected.push({ why: widths(cells.length, columns.length), record, line });
  }
  return found;
}

function recordOf({ cells, record, line }: CsvRecord, columns: string[]): WaRecord {
  const cellOf = (column: string): string => cells[columns.indexOf(column)]?.trim() ?? '';
  const fields: WaRecord['fields'] = {};
  for (const field of WA_FIELDS) {
    const text = cellOf(field);
    if (text !== '') fields[field] = text;
  }
  const kind = cellOf('informationtype');
  return { fields, informationTypes: kind === '' ? [] : [kind], url: null, record, line };
}

function widths(found: number, wanted: number): string {
  return `${found} ${found === 1 ? 'column' : 'columns'} where the list has ${wanted}`;
}
