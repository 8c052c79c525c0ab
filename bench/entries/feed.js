/** Reading two polls of the HHS list and comparing them, beside csv-parse alone on the same bytes. */
import { parse } from 'csv-parse/sync';
import { comparePolls } from '../../dist/domain/poll.js';
import { readHhsFiles } from '../../dist/feeds/hhs/read-hhs-files.js';
import { inventedPolls } from '../invented/polls.js';
import { median, ratio, timeInTurns } from '../measure.js';
import { inKb, inMs, inTimes, printTable } from '../table.js';

const ROWS = 5_400;
const NOW = new Date('2026-02-01T00:00:00Z');

const { earlier, later } = inventedPolls(ROWS);
const files = [...earlier, ...later];
const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
const polls = readBoth();
expectEvents(comparePolls(...polls));

const taken = timeInTurns({
  parse: () => files.map((file) => parse(file.bytes, { record_delimiter: ['\r\n', '\n'] })),
  read: () => readBoth(),
  compare: () => comparePolls(...polls),
  all: () => comparePolls(...readBoth()),
});
const row = (label, name) => [label, inMs(median(taken[name])), inTimes(ratio(taken[name], taken.parse))];
printTable(
  `feed: two polls of ${ROWS} rows each, ${inKb(bytes)} in all; ratio to csv-parse of the same bytes`,
  ['', 'median', 'ratio'],
  [
    row('csv-parse alone', 'parse'),
    row('  read as filings', 'read'),
    row('  compare what was read', 'compare'),
    row('  read and compare', 'all'),
  ],
);

function readBoth() {
  return [earlier, later].map((poll) => readHhsFiles(poll, NOW).rows);
}

/** A figure for rows that were not read, or a comparison that saw nothing, would be worse than none. */
function expectEvents(events) {
  const kinds = new Set(events.map(({ kind }) => kind));
  const seen = ['moved-to-archive', 'edited', 'renamed', 'gone'].every((kind) => kinds.has(kind));
  if (polls[0].length === ROWS && seen) return;
  throw new Error(`expected ${ROWS} rows and every kind of event, got ${polls[0].length} and ${[...kinds]}`);
}
