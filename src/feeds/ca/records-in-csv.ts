import { squeezed } from '../../domain/polls/poll-row.js';
import { FEED_COLUMNS } from '../../domain/polls/feed-columns.js';
import { readRecords, type RecordShape, whereCutOff } from '../csv/read-records.js';
import type { CaRecords } from './ca-record.js';
import { notOfFeed } from '../text/fault.js';

const LIST = 'the breach list of California as CSV';
const WIDTH = FEED_COLUMNS.ca.columns.length;
const SHAPE: RecordShape = {
  width: WIDTH,
  start: /\n(?="(?:[^"\r\n]|"")+","[\d/, ]*","[\d/]*"\r?(?:\n|$))/,
};
const HEADER = /^organization name,dates? ?(?:\(s\))? ?of breach.*,reported date$/i;

/** Reads oag.ca.gov/privacy/databreach/list-export: three columns, and as many blanks in their headers as may be. */
export function recordsInCsv(file: string, text: string): CaRecords {
  const [header, ...rows] = readRecords(text, SHAPE);
  const headed = (header?.cells ?? []).map(squeezed).join(',');
  if (!HEADER.test(headed))
    throw notOfFeed(file, LIST, {
      id: 'first-line',
      words: 'its first line does not name the three columns of the list',
    });
  const cut = whereCutOff(rows, text, WIDTH);
  if (cut) throw notOfFeed(file, LIST, cut);
  const found: CaRecords = { records: [], rejected: [] };
  for (const { cells, record, line } of rows) {
    const [name, breached, reported, ...others] = cells;
    if (name === undefined || breached === undefined || reported === undefined || others.length > 0)
      found.rejected.push({ why: `${cells.length} columns where the list has ${WIDTH}`, record, line });
    else found.records.push({ name, breached, reported, nativeId: null, url: null, record, line });
  }
  return found;
}
