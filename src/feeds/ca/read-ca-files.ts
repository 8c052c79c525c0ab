import type { PollRow } from '../../domain/poll.js';
import type { FeedReading, NamedBytes } from '../feed-reading.js';
import { fileText } from '../text/file-text.js';
import { type Days, daysUntil } from '../text/read-cell.js';
import type { CaRecord, CaRecords } from './ca-record.js';
import { readBreach } from './read-breach.js';
import { recordsInCsv } from './records-in-csv.js';
import { recordsInPage } from './records-in-page.js';

// Older than any record of a breach; the duty to send the letter in began in 2012 (Cal. Civ. Code 1798.82(f)).
const EARLIEST = '1990-01-01';

/**
 * Reads the list of breaches of the Attorney General of California: its CSV export, or pages of the list, told by content.
 * In CSV `record` counts the header as 1; on a page it is the position in the list, from 1.
 *
 * A row that says what an earlier one said, to the letter and with the same id or none, is rejected as its repetition:
 * nothing tells the two apart, and as two filings they would bring two messages about one breach.
 */
export function readCaFiles(files: readonly NamedBytes[], now: Date): FeedReading {
  const days = daysUntil(now, EARLIEST);
  const reading: FeedReading = { rows: [], rejected: [], blanked: [] };
  const seen = new Map<string, PollRow>();
  for (const file of files) readFile(file, days, reading, seen);
  return reading;
}

function readFile(file: NamedBytes, days: Days, reading: FeedReading, seen: Map<string, PollRow>): void {
  const { records, rejected } = recordsIn(file);
  const reject = (why: string, { record, line }: Pick<CaRecord, 'record' | 'line'>): void => {
    reading.rejected.push({ rejected: `${file.name}: record ${record}: ${why}`, line });
  };
  for (const { why, ...place } of rejected) reject(why, place);
  for (const given of records) {
    const read = readBreach(given, file.name, days);
    if ('rejected' in read) {
      reject(read.rejected, given);
      continue;
    }
    const key = JSON.stringify([given.nativeId, ...read.row.cells]);
    const first = seen.get(key);
    if (first) {
      reject(`the same as record ${first.filing.record} of ${first.filing.file}`, given);
      continue;
    }
    seen.set(key, read.row);
    reading.rows.push(read.row);
    for (const cell of read.unreadable)
      reading.blanked.push({ ...cell, file: file.name, record: given.record });
  }
}

function recordsIn(file: NamedBytes): CaRecords {
  const text = fileText(file, 'the breach list of California');
  return text.trimStart().startsWith('<') ? recordsInPage(file.name, text) : recordsInCsv(file.name, text);
}
