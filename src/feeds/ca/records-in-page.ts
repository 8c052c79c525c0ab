import { type TableRow, tableRows } from '../html/table-rows.js';
import type { CaRecords } from './ca-record.js';
import { notOfFeed } from '../text/fault.js';

const LIST = 'the breach list of California as a web page';
const SITE = 'https://oag.ca.gov';
const WIDTH = 3;

/** Reads oag.ca.gov/privacy/databreach/list. Its rows say what those of the CSV say, and link a page of each filing, whose last part is an id. */
export function recordsInPage(file: string, html: string): CaRecords {
  const rows = tableRows(html);
  const list = rows.find((row) => row.cells.length === WIDTH && idOf(row) !== null)?.table;
  if (list === undefined)
    throw notOfFeed(file, LIST, { id: 'no-table', words: 'it has no table that links the filings' });
  const found: CaRecords = { records: [], rejected: [] };
  let record = 0;
  for (const row of rows) {
    if (row.table !== list || row.isHeading) continue;
    record += 1;
    const { line } = row;
    const [name, breached, reported, ...others] = row.cells;
    if (!name || !breached || !reported || others.length > 0)
      found.rejected.push({ why: `${row.cells.length} cells where the list has ${WIDTH}`, record, line });
    else
      found.records.push({
        name: lineOf(name.text),
        breached: lineOf(breached.text),
        reported: lineOf(reported.text),
        nativeId: idOf(row),
        url: addressOf(row),
        record,
        line,
      });
  }
  return found;
}

/** "/ecrime/databreach/reports/sb24-600001" → "sb24-600001". */
function idOf({ cells }: TableRow): string | null {
  return /\/reports\/(sb\d+-\d+)$/.exec(cells[0]?.href ?? '')?.[1] ?? null;
}

function addressOf(row: TableRow): string | null {
  const href = row.cells[0]?.href ?? '';
  return idOf(row) !== null && URL.canParse(href, SITE) ? new URL(href, SITE).href : null;
}

function lineOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
