/** Choosing the next pulls among ten thousand and among a million connections at the same sites. */
import pg from 'pg';
import { DUE_PULLS } from '../../dist/jobs/due-pulls.js';
import { median, ratio, turned } from '../measure.js';
import { withService } from '../processes/service-ground.js';
import { inMs, inTimes, printTable } from '../table.js';

const CHOSEN = 1_000;
const SITES = 400;
const SIZES = [10_000, 1_000_000];
const ROUNDS = 25;
const LIMIT = 1.5;

await withService(async (_, { databaseUrl }) => {
  const databases = {};
  for (const size of SIZES) {
    databases[size] = await fill(databaseUrl, size);
  }
  const times = Object.fromEntries(SIZES.map((size) => [size, []]));
  for (let round = -3; round < ROUNDS; round += 1) {
    for (const size of turned(SIZES, round + 3)) {
      const taken = await choose(databases[size]);
      if (round >= 0) times[size].push(taken);
    }
  }
  for (const client of Object.values(databases)) await client.end();
  const [few, many] = SIZES;
  printTable(
    `choose: the next ${CHOSEN} due, locked, of connections at ${SITES} sites, half of them due; ratio to the small table`,
    ['', 'median', 'ratio', 'limit'],
    [
      [`${few} connections`, inMs(median(times[few])), inTimes(1)],
      [
        `${many} connections`,
        inMs(median(times[many])),
        inTimes(ratio(times[many], times[few])),
        inTimes(LIMIT),
      ],
    ],
  );
});

/** The table as the migrations make it, filled evenly: half is due, the rest to come. */
async function fill(databaseUrl, size) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const schema = `sized_${size}`;
  await client.query(`CREATE SCHEMA ${schema}`);
  await client.query(`CREATE TABLE ${schema}.connection (LIKE public.connection INCLUDING ALL)`);
  await client.query(`SET search_path = ${schema}, public`);
  await client.query(
    `INSERT INTO connection (patient_id, site_name, fhir_base, fhir_patient_id, pull_every_seconds, next_pull_at)
     SELECT gen_random_uuid(), 'Site', 'https://site-' || n % $2 || '.invented.example/fhir', 'patient', 21600,
       now() + make_interval(secs => (n - $1 / 2) * 21600.0 / $1)
     FROM generate_series(1, $1::int) AS n`,
    [size, SITES],
  );
  await client.query('VACUUM ANALYZE connection');
  return client;
}

async function choose(client) {
  await client.query('BEGIN');
  const from = performance.now();
  const { rowCount } = await client.query(DUE_PULLS.select);
  const taken = performance.now() - from;
  await client.query('ROLLBACK');
  if (rowCount !== CHOSEN) throw new Error(`expected ${CHOSEN} to be chosen, got ${rowCount}`);
  return taken;
}
