/** A month of a thousand providers with a million patients: counted, put into summaries and kept, beside bare GROUP BYs of the same rows. */
import { SummaryService } from '../../dist/services/summary.service.js';
import { BARE, fillProviders, MONTHS } from '../invented/providers.js';
import { median, ratio } from '../measure.js';
import { withService } from '../processes/service-ground.js';
import { inMb, inMs, inTimes, printTable } from '../table.js';

const PROVIDERS = 1_000;
const PATIENTS = 1_000_000;
const MONTHS_BEFORE = 12;
const LIMIT = 2;

await withService(async (journeys, { dataSource }) => {
  const summaries = journeys.get(SummaryService);
  await fillProviders(dataSource, PROVIDERS, PATIENTS, '2024-01-01');
  for (let month = 0; month < MONTHS_BEFORE; month += 1) await summaries.writeDue();
  const memory = [process.memoryUsage.rss()];
  const times = { bare: [], ours: [] };
  for (let month = MONTHS_BEFORE; month < MONTHS; month += 1) {
    times.bare.push(
      await timeOf(async () => {
        for (const sql of BARE) await dataSource.query(sql);
      }),
    );
    times.ours.push(await timeOf(() => summaries.writeDue()));
    memory.push(process.memoryUsage.rss());
  }
  await expectWritten(dataSource);
  printTable(
    `summary: a month of ${PROVIDERS} providers and ${PATIENTS} patients after ${MONTHS_BEFORE} others; ratio to bare GROUP BYs of the same rows`,
    ['', 'time', 'ratio', 'limit', 'memory before', 'highest'],
    [
      ['bare GROUP BY', inMs(median(times.bare)), inTimes(1), '', '', ''],
      [
        '  counted, hidden, written',
        inMs(median(times.ours)),
        inTimes(ratio(times.ours, times.bare)),
        inTimes(LIMIT),
        inMb(memory[0] / 2 ** 20),
        inMb(Math.max(...memory) / 2 ** 20),
      ],
    ],
  );
});

async function expectWritten(dataSource) {
  const [row] = await dataSource.query(
    'SELECT count(*)::int AS count, count(figures)::int AS full FROM summary',
  );
  if (row.count !== PROVIDERS * MONTHS || row.full !== row.count)
    throw new Error(`expected ${PROVIDERS * MONTHS} summaries, got ${JSON.stringify(row)}`);
}

async function timeOf(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
