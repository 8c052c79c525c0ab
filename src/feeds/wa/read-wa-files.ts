import type { FeedReading, NamedBytes } from '../feed-reading.js';
import { fileText } from '../text/file-text.js';
import { daysUntil, readName } from '../text/read-cell.js';
import { foldRecords, type PlacedRecord } from './fold-records.js';
import { readBreach } from './read-breach.js';
import { recordsInCsv } from './records-in-csv.js';
import { recordsInJson } from './records-in-json.js';
import { recordsInPage } from './records-in-page.js';
import type { WaRecords } from './wa-record.js';

// Older than any record of a breach; the dates of a breach itself may lie long before the duty to report (2015).
const EARLIEST = '1990-01-01';

/**
 * Reads the list of breaches of the Attorney General of Washington in any of its forms, told by content: JSON of
 * data.wa.gov (SODA), its CSV, or pages of atg.wa.gov. All files are one poll: rows of one breach become one filing, also
 * from several files. The first row of a breach gives `file` and `record`: counted with the header as 1 in CSV,
 * as position in the list from 1 in JSON and on a page.
 */
export function readWaFiles(files: readonly NamedBytes[], now: Date): FeedReading {
  const days = daysUntil(now, EARLIEST);
  const reading: FeedReading = { rows: [], rejected: [], blanked: [] };
  const reject = (file: string, why: string, record: number, line: number): void => {
    reading.rejected.push({ rejected: `${file}: record ${record}: ${why}`, line });
  };
  const placed: PlacedRecord[] = [];
  for (const file of files) {
    const { records, rejected } = recordsIn(file);
    for (const { why, record, line } of rejected) reject(file.name, why, record, line);
    for (const record of records) {
      const named = readName(record.fields.name);
      if ('name' in named) placed.push({ ...record, name: named.name, file: file.name });
      else reject(file.name, named.rejected, record.record, record.line);
    }
  }
  for (const breach of foldRecords(placed)) {
    const { row, unreadable } = readBreach(breach, days);
    const { file, record } = breach;
    reading.rows.push(row);
    for (const cell of unreadable) reading.blanked.push({ ...cell, file, record });
  }
  return reading;
}

function recordsIn(file: NamedBytes): WaRecords {
  const text = fileText(file, 'the breach list of Washington');
  const start = text.trimStart()[0] ?? '';
  if (start === '<') return recordsInPage(file.name, text);
  return start === '[' || start === '{' ? recordsInJson(file.name, text) : recordsInCsv(file.name, text);
}
