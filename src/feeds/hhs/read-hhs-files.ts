import { CELL, type FeedView, POLL_COLUMNS } from '../../domain/polls/poll-row.js';
import { type CsvRecord, readRecords, type RecordShape, whereCutOff } from '../csv/read-records.js';
import type { FeedReading, KnownRow, NamedBytes } from '../feed-reading.js';
import { fileText } from '../text/file-text.js';
import { type Days, daysUntil } from '../text/read-cell.js';
import { readRow } from './read-row.js';
import { notOfFeed, WEB_PAGE } from '../text/fault.js';

const LIST = 'the HHS breach list as CSV';
// The duty to report to HHS began with the interim final rule of 2009 (74 FR 42740, now 45 CFR 164.408).
const EARLIEST = '2009-09-23';
/** A row of the list begins with a name, a state, a kind of entity and a count, all quoted. */
const SHAPE: RecordShape = {
  width: POLL_COLUMNS.length,
  start: /\n(?="(?:[^"\r\n]|"")+","[A-Za-z]{0,2}","[A-Za-z ]*","\d*",")/,
};

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
  const days = daysUntil(now, EARLIEST);
  const reading: FeedReading = { rows: [], rejected: [], blanked: [] };
  for (const file of files) {
    const { rows, rejected, blanked } = readFile(file, days, isKnown);
    reading.rows = reading.rows.concat(rows);
    reading.rejected = reading.rejected.concat(rejected);
    reading.blanked = reading.blanked.concat(blanked);
  }
  return reading;
}

function readFile(given: NamedBytes, days: Days, isKnown: KnownRow): FeedReading {
  const { name: file } = given;
  const text = csvText(given);
  const records = readRecords(text, SHAPE);
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
    const read = readRow(cells, { file, record, days });
    if ('filing' in read) {
      reading.rows.push({ view, cells, filing: read.filing });
      reading.blanked.push(...read.unreadable.map((cell) => ({ ...cell, file, record })));
    } else if (record > 1) {
      reading.rejected.push({ rejected: `${file}: record ${record}: ${read.rejected}`, line: found.line });
    }
  }
  if (reading.rows.length + known === 0 && header?.cells.length !== POLL_COLUMNS.length) {
    const [wanted, found] = [POLL_COLUMNS.length, header?.cells.length ?? 0];
    const words = `it has ${wanted} columns, and the first line here ${found}`;
    throw notOfFeed(file, LIST, { id: 'columns', words, values: { wanted, found } });
  }
  const cut = whereCutOff(records, text, POLL_COLUMNS.length);
  if (cut) throw notOfFeed(file, LIST, cut);
  return reading;
}

function csvText(given: NamedBytes): string {
  const text = fileText(given, LIST);
  if (text.trimStart().startsWith('<')) throw notOfFeed(given.name, LIST, WEB_PAGE);
  return text;
}

/**
 * The name of the file decides; a file that names neither view is the archive if texts stand in it. (Four in five
 * rows of the archive have a Web Description, and none of the cases under investigation: so files that were given for
 * each other are refused.)
 */
function viewOf(file: string, records: CsvRecord[]): FeedView {
  const name = file.split(/[/\\]/).at(-1) ?? file;
  if (/archive/i.test(name)) return 'archive';
  const described = records
    .slice(1)
    .filter(({ cells }) => !['', '\\N', undefined].includes(cells[CELL.description]));
  const isNamed = /investigation/i.test(name);
  if (isNamed && described.length > records.length / 2)
    throw notOfFeed(file, 'the list of cases under investigation', {
      id: 'archive-instead',
      words: 'its rows have texts, as those of the archive do',
    });
  return !isNamed && described.length > records.length / 10 ? 'archive' : 'under-investigation';
}
