import { type TableRow, tableRows } from '../html/table-rows.js';
import type { WaRecord, WaRecords } from './wa-record.js';
import { notOfFeed } from '../text/fault.js';

const LIST = 'the breach list of Washington as a web page';
const SITE = 'https://www.atg.wa.gov';
// Date reported, organization, date of breach, Washingtonians affected, information compromised.
const WIDTH = 5;

/**
 * Reads the list of the Attorney General (atg.wa.gov/data-breach-notifications), one page of it. A row is known by the
 * number of its letter (BreachA41816); the numbers of data.wa.gov are others. Of a breach the page names one
 * day, taken for its first. A blank count is unknown, never 0.
 */
export function recordsInPage(file: string, html: string): WaRecords {
  const rows = tableRows(html);
  const list = rows.find(isBreach)?.table;
  if (list === undefined)
    throw notOfFeed(file, LIST, { id: 'no-table', words: 'it has no table of breaches' });
  const found: WaRecords = { records: [], rejected: [] };
  let record = 0;
  for (const row of rows) {
    if (row.table !== list || row.isHeading) continue;
    record += 1;
    if (row.cells.length === WIDTH) found.records.push(recordOf(row, record));
    else
      found.rejected.push({
        why: `${row.cells.length} cells where the list has ${WIDTH}`,
        record,
        line: row.line,
      });
  }
  return found;
}

function isBreach({ isHeading, cells: [reported, organization, ...others] }: TableRow): boolean {
  if (isHeading || others.length !== WIDTH - 2) return false;
  return letterOf(organization?.href ?? null) !== null || dayIn(reported) !== '';
}

function recordOf({ cells, line }: TableRow, record: number): WaRecord {
  const [reported, organization, breached, affected, information] = cells;
  const url = organization?.href ?? null;
  const fields: WaRecord['fields'] = {};
  const known = [
    ['id', letterOf(url) ?? ''],
    ['name', lineOf(organization?.text)],
    ['datesubmitted', dayIn(reported)],
    ['datestart', dayIn(breached)],
    ['washingtoniansaffected', lineOf(affected?.text)],
  ] as const;
  for (const [field, text] of known) if (text !== '') fields[field] = text;
  const kinds = (information?.text ?? '').split(/[;\n]/).map((kind) => lineOf(kind));
  return {
    fields,
    informationTypes: kinds.filter((kind) => kind !== ''),
    url: webAddress(url),
    record,
    line,
  };
}

/** "…/databreach/BreachA41816.pdf" → "BreachA41816". */
function letterOf(href: string | null): string | null {
  return /\/(Breach[A-Z]?\d+)[^/]*$/i.exec(href ?? '')?.[1] ?? null;
}

/** The date as shown, else that of its `<time>`. */
function dayIn(cell: TableRow['cells'][number] | undefined): string {
  const shown = lineOf(cell?.text);
  return shown === '' ? (cell?.times[0] ?? '') : shown;
}

function webAddress(href: string | null): string | null {
  if (href === null || !URL.canParse(href, SITE)) return null;
  const url = new URL(href, SITE);
  return /^https?:$/.test(url.protocol) ? url.href : null;
}

function lineOf(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
