/** Taking over whole polls of the HHS list into the database, beside csv-parse alone on the same bytes. */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { BreachService } from '../../dist/services/breach.service.js';
import { BreachStore } from '../../dist/store/breach.store.js';
import { inventedDays } from '../invented/polls.js';
import { median, ratio } from '../measure.js';
import { withService } from '../processes/service-ground.js';
import { inKb, inMs, inTimes, printTable } from '../table.js';

const ROWS = 5_400;
const DAILY_EVENTS = 200;
const ROUNDS = 15;
const WARM_UP = 4;
const LIMIT = 3;

await withService(async (journeys, { dataSource }) => {
  const breaches = journeys.get(BreachService);
  await journeys.get(BreachStore).announce('hhs', null);
  await dataSource.query(
    'CREATE TABLE bare_file (bytes bytea); CREATE TABLE bare_row (row jsonb, facts jsonb)',
  );
  const days = inventedDays(ROWS);
  const first = pollOf(days.next().value);
  await breaches.ingest('hhs', first);
  const [row] = await dataSource.query('SELECT row, facts FROM filing LIMIT 1');
  const rows = JSON.stringify(Array(DAILY_EVENTS).fill(row));

  let today = first;
  const ingest = async (files, events) => {
    const result = await breaches.ingest('hhs', files);
    if (!result.accepted || result.events !== events)
      throw new Error(`expected ${events} events, got ${JSON.stringify(result)}`);
  };
  // In this order: the day changes last.
  const steps = {
    parse: () => today.map(({ bytes }) => parse(bytes, { record_delimiter: ['\r\n', '\n'] })),
    insert: () => bareInsert(dataSource, today, rows),
    same: () => ingest(today, 0),
    spaced: (files) => ingest(files, 0),
    changed: (files) => ingest((today = files), DAILY_EVENTS),
  };
  const given = { spaced: (round) => withEmptyLines(today, round), changed: () => pollOf(days.next().value) };
  const taken = Object.fromEntries(Object.keys(steps).map((name) => [name, []]));
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [name, step] of Object.entries(steps)) {
      const files = given[name]?.(round + 1);
      const from = performance.now();
      await step(files);
      if (round >= WARM_UP) taken[name].push(performance.now() - from);
    }
  }
  const size = first.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const line = (label, name, limit = '') => [label, inMs(median(taken[name])), inTimes(ratio(taken[name], taken.parse)), limit]; // prettier-ignore
  const and = ratio(taken.insert, taken.parse);
  printTable(
    `ingest: a poll of ${ROWS} rows, both views, ${inKb(size)}, until it is stored; ratio to csv-parse of the same bytes`,
    ['', 'median', 'ratio', 'limit'],
    [
      line('csv-parse alone', 'parse'),
      line(`bare INSERT of ${DAILY_EVENTS} rows and of the bytes`, 'insert'),
      line('  the same bytes again', 'same', inTimes(LIMIT)),
      line('  other bytes, the same rows', 'spaced', inTimes(LIMIT)),
      line(
        `  other bytes, ${DAILY_EVENTS} rows new or edited`,
        'changed',
        `${inTimes(LIMIT)} + ${inTimes(and)}`,
      ),
    ],
  );
});

function pollOf(files) {
  return files.map(({ name, bytes }) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name, bytes, sha256, readAt: new Date() };
  });
}

/** As a server that ends its lines otherwise would send it. */
function withEmptyLines(files, count) {
  return pollOf(
    files.map(({ name, bytes }) => ({
      name,
      bytes: Buffer.concat([bytes, Buffer.from('\n'.repeat(count))]),
    })),
  );
}

async function bareInsert(dataSource, files, rows) {
  for (const { bytes } of files) await dataSource.query('INSERT INTO bare_file VALUES ($1)', [bytes]);
  await dataSource.query(
    'INSERT INTO bare_row SELECT given.row, given.facts FROM jsonb_to_recordset($1::jsonb) AS given (row jsonb, facts jsonb)',
    [rows],
  );
}
