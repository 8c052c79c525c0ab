/** From the start of the process to the first page served, beside what Node and the embedded database need alone. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median, ratio } from '../measure.js';
import { memoryOf } from '../processes/memory.js';
import { startAndAsk, stop } from '../processes/served.js';
import { inMs, inTimes, printTable } from '../table.js';

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
  const { child, ms } = await startAndAsk(program, path, environment);
  try {
    await pause(SETTLE_MS);
    return { ms, memory: memoryOf(child.pid) };
  } finally {
    await stop(child);
  }
}

function print(rounds) {
  const taken = (name) => rounds.map((each) => each[name].ms);
  const memory = (name, of) => {
    const read = rounds.map((each) => each[name].memory?.[of] ?? null);
    return read.includes(null) ? 'unknown' : `${median(read).toFixed(0)} MB`;
  };
  const row = (label, name, database) => [
    label,
    inMs(median(taken(name))),
    inTimes(ratio(taken(name), taken('bare'))),
    inTimes(ratio(taken(name), taken(database))),
    memory(name, 'node'),
    memory(name, 'postgres'),
  ];
  printTable(
    `start: process start to the first page served, median of ${ROUNDS}; memory ${SETTLE_MS / 1000} s later`,
    ['', 'median', 'to bare', 'to database', 'Node', 'PostgreSQL'],
    [
      row('bare node:http server', 'bare', 'bare').with(3, ''),
      row('Node and database alone, first run', 'databaseFirst', 'databaseFirst'),
      row('Scanwarden, first run', 'serviceFirst', 'databaseFirst'),
      row('Node and database alone, later run', 'databaseLater', 'databaseLater'),
      row('Scanwarden, later run', 'serviceLater', 'databaseLater'),
    ],
  );
}

function programAt(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
