/**
 * Finding the organizations that one filing concerns among many: beside trying each of them, and beside what else finds
 * like names. Who is right is known, since the filings were made from the organizations.
 */
import { token_set_ratio as tokenSetRatio, full_process as processed } from 'fuzzball';
import { indexOrganizations, matchAll, matchFiling } from '../../dist/domain/match.js';
import { inventedFilings, inventedOrganizations } from '../invented/organizations.js';
import { median, quantile, ratio, timeInTurns } from '../measure.js';
import { withTrigrams } from '../processes/trigrams.js';
import { inMs, inTimes, printTable } from '../table.js';

const ORGANIZATIONS = 50_000;
const FILINGS = 600;
const ROUNDS = 5;
/** So many filings are compared with every name by others, which takes them long. */
const PEERS_FILINGS = 60;
const SCANNED = 3;

const organizations = inventedOrganizations(ORGANIZATIONS);
const filings = inventedFilings(organizations, FILINGS);
const text = JSON.stringify(organizations);
const names = organizations.flatMap(({ id, name, aliases, state }) =>
  [name, ...aliases].map((one) => ({ id, state, name: one })),
);

const building = timeInTurns(
  { parse: () => JSON.parse(text), build: () => indexOrganizations(organizations) },
  ROUNDS,
);
const index = indexOrganizations(organizations);
for (const filing of filings) matchAll(filing, index);
const looking = filings.map((filing) => median(repeated(() => matchAll(filing, index))));
const scan = median(filings.slice(0, SCANNED).map((filing) => timeOf(() => expectSame(filing))));

printTable(
  `match: one filing among ${ORGANIZATIONS} organizations; ratio to JSON.parse of their text, and to trying each`,
  ['', 'time', 'ratio'],
  [
    ['JSON.parse of the organizations', inMs(median(building.parse)), inTimes(1)],
    ['  building the index', inMs(median(building.build)), inTimes(ratio(building.build, building.parse))],
    ['one filing, trying each organization', inMs(scan), inTimes(1)],
    ['  with the index, median', inMs(median(looking)), share(median(looking))],
    ['  with the index, 99th of 100', inMs(quantile(looking, 0.99)), share(quantile(looking, 0.99))],
    ['  with the index, slowest', inMs(quantile(looking, 1)), share(quantile(looking, 1))],
  ],
);

const asked = filings.slice(0, PEERS_FILINGS);
const rows = [
  await peerRow('ours, `named`', (filing) => namedBy(filing)),
  ...(await fuzzballRows()),
  ...(await withTrigrams(names, trigramRows)),
];
printTable(
  `match: who is named in ${PEERS_FILINGS} filings, among ${names.length} names; the right answer is known`,
  ['', 'median', '99th of 100', 'precision', 'recall', 'F1'],
  rows,
);

function namedBy(filing) {
  const named = matchAll(filing, index).filter(({ outcome }) => outcome === 'named');
  return named.map(({ organization }) => organization.id);
}

/** token_set_ratio of all names, with the thresholds that the labelled pairs of other places favour. */
async function fuzzballRows() {
  const ready = names.map(({ id, state, name }) => ({ id, state, name: processed(name) }));
  const find = (from, isSameState) => (filing) => {
    const filed = processed(filing.name);
    return ready
      .filter(({ state }) => !isSameState || state === filing.state)
      .filter(({ name }) => tokenSetRatio(filed, name, { full_process: false }) >= from)
      .map(({ id }) => id);
  };
  return [
    await peerRow('fuzzball token_set_ratio >= 85', find(85, false)),
    await peerRow('  of one state, >= 95', find(95, true)),
  ];
}

async function trigramRows(trigrams) {
  if (trigrams === null) return [['pg_trgm: this PostgreSQL has no such extension', '', '', '', '', '']];
  const { version, buildMs, find } = trigrams;
  return [
    await peerRow(`pg_trgm >= .6, GIN index (PostgreSQL ${version}, built in ${inMs(buildMs)})`, (filing) =>
      find(filing.name, null),
    ),
    await peerRow('  of one state', (filing) => find(filing.name, filing.state)),
  ];
}

async function peerRow(label, find) {
  const times = [];
  let [right, told] = [0, 0];
  for (const filing of asked) {
    const from = performance.now();
    const found = new Set(await find(filing));
    times.push(performance.now() - from);
    told += found.size;
    if (found.has(filing.of)) right += 1;
  }
  const wanted = asked.filter(({ of }) => of !== null).length;
  const [precision, recall] = [told === 0 ? 0 : right / told, right / wanted];
  const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  const shares = [precision, recall, f1].map((number) => number.toFixed(3));
  return [label, inMs(median(times)), inMs(quantile(times, 0.99)), ...shares];
}

function tryEach(filing) {
  return organizations.filter((organization) => matchFiling(filing, organization).outcome !== 'none');
}

/** The index must not be fast by leaving out. */
function expectSame(filing) {
  const found = matchAll(filing, index).map(({ organization }) => organization.id);
  const expected = tryEach(filing).map(({ id }) => id);
  if (found.join() !== expected.join()) throw new Error(`the index finds [${found}], a scan [${expected}]`);
}

function repeated(call) {
  return Array.from({ length: ROUNDS }, () => timeOf(call));
}

function timeOf(call) {
  const from = performance.now();
  call();
  return performance.now() - from;
}

function share(ms) {
  return `1/${Math.round(scan / ms)}`;
}
