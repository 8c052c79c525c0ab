/** Unchanged pulls of many connections, from the request to the saved row, beside bare fetch + JSON.parse of the same pages. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { GuardedHttp } from '../../dist/lib/guarded-http.js';
import { RecordService } from '../../dist/services/record.service.js';
import { median, ratio, turned } from '../measure.js';
import { countStatements, withFhirServer, withService } from '../processes/service-ground.js';
import { inMs, inTimes, printTable } from '../table.js';

const CONNECTIONS = 1_000;
const STUDIES = 20;
/** Pulls under way at once; and requests of one, as the reader of a FHIR server makes them. */
const AT_ONCE = 8;
const REQUESTS_AT_ONCE = 3;
const IN_A_TURN = 100;
const ROUNDS = 7;
const MEMORY_PULLS = process.argv.includes('--long') ? 10_000 : 1_000;
const LIMIT = 2;
/** What a pull asks for, found out by watching one. */
const SEARCHES = [
  'ImagingStudy',
  'DiagnosticReport',
  'ServiceRequest',
  'Procedure',
  'Encounter',
  'Appointment',
];
const ORGANIZATIONS = ['org-0', 'org-1', 'org-2'];

await withFhirServer(STUDIES, (base) =>
  withService(async (journeys, { dataSource }) => {
    const records = journeys.get(RecordService);
    const ids = await connect(dataSource, base);
    await eachOf(ids, (id) => records.look(id));
    const pull = (count) => eachOf(some(ids, count), (id) => records.look(id));
    const bare = (count) => eachOf(some(ids, count), () => barePull(base));
    await expectUnchanged(dataSource, pull);
    const taken = await inTurns({ bare, pull });
    const statements = await countStatements(() => pull(IN_A_TURN));
    printTable(
      `pulls: ${CONNECTIONS} connections of ${STUDIES} studies, unchanged, ${AT_ONCE} at once; ratio to bare fetch + JSON.parse`,
      ['', 'pulls/s', 'time ratio', 'limit', 'processor', 'statements a pull'],
      [
        [
          'bare fetch + JSON.parse of the same pages',
          perSecond(taken.bare),
          inTimes(1),
          '',
          inMs(await processorOf(bare)),
        ],
        [
          '  pull, verdict, saved',
          perSecond(taken.pull),
          inTimes(ratio(taken.pull, taken.bare)),
          inTimes(LIMIT),
          inMs(await processorOf(pull)),
          (statements / IN_A_TURN).toFixed(2),
        ],
      ],
    );
    await printMemory(pull);
    await journeys.get(GuardedHttp).close();
  }),
);

/** A thousand people, each with a connection to the server; due when the measure says so, and not before. */
async function connect(dataSource, base) {
  const rows = await dataSource.query(
    `WITH people AS (INSERT INTO patient (name) SELECT 'Person ' || n FROM generate_series(1, $1::int) AS n RETURNING id)
     INSERT INTO connection (patient_id, site_name, fhir_base, fhir_patient_id, pull_every_seconds, next_pull_at)
     SELECT id, 'Bench', $2, 'invented-1', 21600, '2020-01-01' FROM people RETURNING id`,
    [CONNECTIONS, base],
  );
  return rows.map(({ id }) => id);
}

/** A figure for pulls that found something, or were cut short, would be worse than none. */
async function expectUnchanged(dataSource, pull) {
  const counts = () =>
    dataSource.query(
      `SELECT (SELECT count(*)::int FROM pull WHERE complete AND study_count = $1) AS pulls,
         (SELECT count(*)::int FROM snapshot) AS snapshots, (SELECT count(*)::int FROM flag) AS flags`,
      [STUDIES],
    );
  const [before] = await counts();
  await pull(IN_A_TURN);
  const [after] = await counts();
  const grown = [after.pulls - before.pulls, after.snapshots - before.snapshots, after.flags];
  if (before.pulls === CONNECTIONS && grown.join() === `${IN_A_TURN},0,0`) return;
  throw new Error(`expected ${IN_A_TURN} more complete pulls that change nothing, got ${grown}`);
}

async function barePull(base) {
  const read = async (path) => JSON.parse(await (await fetch(`${base}/${path}`)).text());
  await read('Patient/invented-1');
  await eachOf(SEARCHES, (type) => read(`${type}?patient=invented-1&_count=100`), REQUESTS_AT_ONCE);
  for (const id of ORGANIZATIONS) await read(`Organization/${id}`);
}

async function inTurns(contenders) {
  const names = Object.keys(contenders);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) await contenders[name](IN_A_TURN);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of turned(names, round))
      times[name].push(await timeOf(() => contenders[name](IN_A_TURN)));
  }
  return times;
}

/** Heap in use after a forced collection, at the beginning and after each quarter of the pulls. */
async function printMemory(pull) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const rows = [];
  for (let quarter = 0; quarter <= 4; quarter += 1) {
    if (quarter > 0) await pull(MEMORY_PULLS / 4);
    collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    const inMb = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
    rows.push([`after ${(MEMORY_PULLS / 4) * quarter} pulls`, inMb(heapUsed), inMb(external), inMb(rss)]);
  }
  printTable('pulls: memory of the process', ['', 'heap in use', 'outside the heap', 'resident'], rows);
}

async function eachOf(items, work, atOnce = AT_ONCE) {
  const waiting = [...items];
  const one = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

/** So many of the ids, going round. */
function some(ids, count) {
  return Array.from({ length: count }, (_, at) => ids[at % ids.length]);
}

async function timeOf(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Milliseconds of processor time of this process that a pull takes: a busy machine inflates them less than the clock. */
async function processorOf(work) {
  const before = process.cpuUsage();
  await work(IN_A_TURN);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / IN_A_TURN;
}

function perSecond(times) {
  return (IN_A_TURN / (median(times) / 1000)).toFixed(0);
}
