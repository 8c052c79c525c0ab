/**
 * One breach at an organization with very many patients: exposures and notifications beside a bare INSERT … SELECT of the same
 * rows, the memory of the process, and pulls of new patients of that organization meanwhile.
 */
import { GuardedHttp } from '../../dist/lib/guarded-http.js';
import { RecordService } from '../../dist/services/record.service.js';
import { ExposureStore, TOLD_AT_ONCE } from '../../dist/store/exposure.store.js';
import { fillOrganization, forgetTold, keepTold, writeKept } from '../invented/crowd.js';
import { median, quantile, ratio } from '../measure.js';
import { memoryOf } from '../processes/memory.js';
import { withFhirServer, withService } from '../processes/service-ground.js';
import { inMb, inMs, inTimes, printTable } from '../table.js';

const LONG = process.argv.includes('--long');
const PATIENTS = LONG ? 1_000_000 : 200_000;
const ROUNDS = LONG ? 1 : 3;
const STUDIES = 20;
const LIMIT = 2;
const MEMORY_LIMIT_MB = 300;
/** Pulls of the usual time, taken while nothing else is done. */
const USUAL_PULLS = 60;

await withFhirServer(STUDIES, (base) =>
  withService(async (journeys, { dataSource }) => {
    const exposures = journeys.get(ExposureStore);
    const records = journeys.get(RecordService);
    const nextPull = newPatients(dataSource, base, records);
    await nextPull();
    const { fanOutId } = await fillOrganization(dataSource, PATIENTS);

    const alone = await fanOut(exposures, fanOutId);
    await expectTold(dataSource);
    await keepTold(dataSource);
    const times = await inTurns(dataSource, exposures, fanOutId, alone.taken);
    printTable(
      `fanout: ${PATIENTS} patients told, ${TOLD_AT_ONCE} in a transaction; ratio to a bare INSERT … SELECT of the same rows`,
      ['', 'time', 'a million', 'ratio', 'limit'],
      [
        ['bare INSERT … SELECT', inMs(median(times.bare)), inMs(forMillion(times.bare)), inTimes(1)],
        [
          '  exposures and notifications',
          inMs(median(times.ours)),
          inMs(forMillion(times.ours)),
          inTimes(ratio(times.ours, times.bare)),
          inTimes(LIMIT),
        ],
      ],
    );
    printTable(
      'fanout: chunks, and memory of the process meanwhile (resident)',
      ['', 'median', '99th of 100', 'slowest', 'memory before', 'highest', 'limit'],
      [
        [
          'chunk',
          ...[median(alone.chunks), quantile(alone.chunks, 0.99), Math.max(...alone.chunks)].map(inMs),
          inMb(alone.memory[0]),
          inMb(Math.max(...alone.memory)),
          inMb(MEMORY_LIMIT_MB),
        ],
      ],
    );
    await printPulls(dataSource, exposures, fanOutId, nextPull);
    await journeys.get(GuardedHttp).close();
  }),
);

/** The first turn of ours made the rows that the bare statements write. */
async function inTurns(dataSource, exposures, fanOutId, first) {
  const times = { ours: [first], bare: [] };
  while (times.bare.length < ROUNDS) {
    await forgetTold(dataSource);
    times.bare.push(await timeOf(() => writeKept(dataSource)));
    if (times.ours.length === ROUNDS) continue;
    await forgetTold(dataSource);
    times.ours.push((await fanOut(exposures, fanOutId)).taken);
  }
  return times;
}

/** First pulls of new patients, all of the organization that is told of; one after the other. */
function newPatients(dataSource, base, records) {
  return async () => {
    const [{ id }] = await dataSource.query(
      `WITH person AS (INSERT INTO patient (name) VALUES ('Newcomer') RETURNING id),
         owner AS (INSERT INTO account (email, name) SELECT id || '@invented.example', 'Newcomer' FROM person RETURNING id),
         allowed AS (INSERT INTO patient_grant (account_id, patient_id, role) SELECT owner.id, person.id, 'self' FROM owner, person)
       INSERT INTO connection (patient_id, site_name, fhir_base, fhir_patient_id, pull_every_seconds, next_pull_at)
       SELECT id, 'Bench', $1, 'invented-1', 21600, '2020-01-01' FROM person RETURNING id`,
      [base],
    );
    return timeOf(() => records.look(id));
  };
}

async function printPulls(dataSource, exposures, fanOutId, nextPull) {
  await forgetTold(dataSource);
  const usual = [];
  while (usual.length < USUAL_PULLS) usual.push(await nextPull());
  const meanwhile = [];
  let told = false;
  const telling = fanOut(exposures, fanOutId).finally(() => (told = true));
  while (!told) meanwhile.push(await nextPull());
  await telling;
  const line = (name, times) => [
    name,
    String(times.length),
    inMs(median(times)),
    inMs(quantile(times, 0.95)),
    inTimes(median(times) / median(usual)),
  ];
  printTable(
    `fanout: first pulls of ${STUDIES} studies at the organization; ratio to the usual time`,
    ['', 'pulls', 'median', '95th of 100', 'ratio', 'limit'],
    [line('with nothing else', usual), [...line('while patients are told', meanwhile), inTimes(LIMIT)]],
  );
}

/** Tells everybody, as the job does; the milliseconds of each chunk, and the megabytes of this process. */
async function fanOut(exposures, fanOutId) {
  const memory = [memoryOf(process.pid)?.node ?? 0];
  const chunks = [];
  const from = performance.now();
  for (let more = true; more;) {
    chunks.push(
      await timeOf(async () => (more = await exposures.tellSome(fanOutId, new Date().toISOString()))),
    );
    memory.push(process.memoryUsage.rss() / 2 ** 20);
  }
  return { taken: performance.now() - from, chunks, memory };
}

async function expectTold(dataSource) {
  const [told] = await dataSource.query(
    'SELECT (SELECT count(*) FROM exposure) AS exposed, (SELECT count(*) FROM notification WHERE exposure_id IS NOT NULL) AS told',
  );
  // The newcomer whose pull made the organization is one more.
  if (Number(told.exposed) !== PATIENTS + 1 || Number(told.told) !== PATIENTS + 1)
    throw new Error(`expected ${PATIENTS + 1} patients to be told, got ${JSON.stringify(told)}`);
}

function forMillion(times) {
  return (median(times) / PATIENTS) * 1_000_000;
}

async function timeOf(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
