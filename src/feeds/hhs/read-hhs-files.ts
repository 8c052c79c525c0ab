import { CELL, type FeedView, POLL_COLUMNS } from '../../domain/polls/poll-row.js';
import { FeedFormatError } from '../breach-feed.js';
import type { FeedReading, KnownRow, NamedBytes } from '../feed-reading.js';
import { decodeText } from '../text/decode-text.js';
import { type CsvRecord, readRecords } from './read-records.js';
import { readRow } from './read-row.js';

const MOST_BYTES = 100_000_000;
const DAY_MS = 86_400_000;

/**
 * Reads exports of the HHS OCR breach portal, either view. `now` is the time of reading: a row dated later than the
 * next day (the date line is somewhere) has no date. Throws FeedFormatError, naming the file, for a file that is not
 * such an export at all; then nothing of the other files is returned either, since half a poll is none.
 */
export function readHhsFiles(
  files: readonly NamedBytes[],
  now: Date,
  isKnown: KnownRow = () => false,
): FeedReading {
  const latest = new Date(now.getTime() + DAY_MS).toISOString().slice(0, 10);
  const reading: FeedReading = { rows: [], rejected: [], blanked: [] };
  for (const { name, bytes } of files) {
    const { rows, rejected, blanked } = readFile(name, bytes, latest, isKnown);
    reading.rows = reading.rows.concat(rows);
    reading.rejected = reading.rejected.concat(rejected);
    reading.blanked = reading.blanked.concat(blanked);
  }
  return reading;
}

function readFile(file: string, bytes: Uint8Array, latest: string, isKnown: KnownRow): FeedReading {
  const text = csvText(file, bytes);
  const records = readRecords(text, POLL_COLUMNS.length);
  const reading: FeedReading = { rows: [], rejected: [], blanked: [] };
  const header = records[0];
  const view = viewOf(file, records);
  let known = 0;
  for (const found of records) {
    const { record } = found;
    // MySQL's way of writing null, in some old rows.
    const cells = found.cells.map((cell) => (cell === '\\N' ? '' : cell));
    if (isKnown(view, cells)) {
      known += 1;
      continue;
    }
    const read = readRow(cells, { file, record, latest });
    if ('filing' in read) {
      reading.rows.push({ view, cells, filing: read.filing });
      reading.blanked.push(...read.unreadable.map((cell) => ({ ...cell, file, record })));
    } else if (record > 1) {
      reading.rejected.push({ rejected: `${file}: record ${record}: ${read.rejected}`, line: found.line });
    }
  }
  if (reading.rows.length + known === 0 && header?.cells.length !== POLL_COLUMNS.length) {
    throw refusal(
      file,
      `it has ${POLL_COLUMNS.length} columns, and the first line here ${header?.cells.length ?? 0}`,
    );
  }
  const last = records.at(-1);
  if (last && last.cells.length !== POLL_COLUMNS.length && !text.endsWith('\n'))
    throw refusal(
      file,
      `it was cut off in the middle of record ${last.record}, which begins on line ${last.line}`,
    );
  return reading;
}

/** The text of a file that may be the list; a refusal for what is plainly something else. */
function csvText(file: string, bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES) throw refusal(file, 'it has more than 100 MB');
  const text = decodeText(bytes);
  const start = text.trimStart();
  if (start === '') throw refusal(file, 'it is empty');
  if (start.startsWith('<')) throw refusal(file, 'it is a web page or XML');
  if (start.startsWith('%PDF') || start.startsWith('PK\u0003'))
    throw refusal(file, 'it is a PDF, Excel or ZIP file');
  return text;
}

function refusal(file: string, why: string): FeedFormatError {
  return new FeedFormatError(`${file}: not the HHS breach list as CSV: ${why}. Nothing was taken from it.`);
}

/**
 * The name of the file decides; a file that names neither view is the archive if texts stand in it. (Four in five
 * rows of the archive have a Web Description, and none of the cases under investigation.)
 */
function viewOf(file: string, records: CsvRecord[]): FeedView {
  const name = file.split(/[/\\]/).at(-1) ?? file;
  if (/archive/i.test(name)) return 'archive';
  if (/investigation/i.test(name)) return 'under-investigation';
  const described = records
    .slice(1)
    .filter(({ cells }) => !['', '\\N', undefined].includes(cells[CELL.description]));
  return described.length > records.length / 10 ? 'archive' : 'under-investigation';
}
