/** From the start of the process to the first page served, beside what Node and the embedded database need alone. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median, ratio } from '../measure.js';
import { memoryOf, processorTimeOf } from '../processes/memory.js';
import { startAndAsk, stop } from '../processes/served.js';
import { inMb, inMs, inTimes, printTable } from '../table.js';

const ROUNDS = 5;
/** Memory is read when the first work is done. */
const SETTLE_MS = 2_000;
const BARE = programAt('../processes/bare-server.js');
const DATABASE = programAt('../processes/database-server.js');
const SERVICE = programAt('../../dist/main.js');

const folder = mkdtempSync(join(tmpdir(), 'scanwarden-bench-'));
// Started as root, PostgreSQL runs as somebody else, who has to pass through.
chmodSync(folder, 0o711);
try {
  await round('warm-up');
  const rounds = [];
  for (let number = 1; number <= ROUNDS; number += 1) rounds.push(await round(number));
  print(rounds);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Each once, one after the other; the later run is on the data folder of the first. */
async function round(number) {
  const database = { DATA_DIR: join(folder, `database-${number}`) };
  const service = { DATA_DIR: join(folder, `service-${number}`) };
  return {
    bare: await measure(BARE, '/'),
    databaseFirst: await measure(DATABASE, '/', database),
    databaseLater: await measure(DATABASE, '/', database),
    serviceFirst: await measure(SERVICE, '/sign-in', service),
    serviceLater: await measure(SERVICE, '/sign-in', service),
  };
}

async function measure(program, path, environment) {
  const { child, served, ready } = await startAndAsk(program, path, environment);
  try {
    const processor = processorTimeOf(child.pid);
    await pause(SETTLE_MS);
    return { served, ready, processor, memory: memoryOf(child.pid) };
  } finally {
    await stop(child);
  }
}

function print(rounds) {
  const of = (name, read) => rounds.map((each) => read(each[name]));
  const served = (name) => of(name, (run) => run.served);
  const row = (label, name, database) => [
    label,
    inMs(median(served(name))),
    inMs(median(of(name, ({ ready }) => ready))),
    orUnknown(
      of(name, ({ processor }) => processor),
      inMs,
    ),
    inTimes(ratio(served(name), served('bare'))),
    database === undefined ? '' : inTimes(ratio(served(name), served(database))),
    orUnknown(
      of(name, ({ memory }) => memory?.node ?? null),
      inMb,
    ),
    orUnknown(
      of(name, ({ memory }) => memory?.postgres ?? null),
      inMb,
    ),
  ];
  printTable(
    `start: process start to the first page served, median of ${ROUNDS}; memory ${SETTLE_MS / 1000} s after "is ready"`,
    ['', 'first page', '"is ready"', 'processor', 'to bare', 'to database', 'Node', 'PostgreSQL'],
    [
      row('bare node:http server', 'bare'),
      row('Node and database alone, first run', 'databaseFirst', 'databaseFirst'),
      row('Scanwarden, first run', 'serviceFirst', 'databaseFirst'),
      row('Node and database alone, later run', 'databaseLater', 'databaseLater'),
      row('Scanwarden, later run', 'serviceLater', 'databaseLater'),
    ],
  );
}

function orUnknown(values, shown) {
  return values.includes(null) ? 'unknown' : shown(median(values));
}

function programAt(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
