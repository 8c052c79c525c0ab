/** Finding the organizations that one filing concerns among many, beside trying each of them. */
import { indexOrganizations, matchAll, matchFiling } from '../../dist/domain/match.js';
import { inventedFilings, inventedOrganizations } from '../invented/organizations.js';
import { median, quantile, ratio, timeInTurns } from '../measure.js';
import { inMs, inTimes, printTable } from '../table.js';

const ORGANIZATIONS = 50_000;
const FILINGS = 600;
const ROUNDS = 3;

const organizations = inventedOrganizations(ORGANIZATIONS);
const filings = inventedFilings(organizations, FILINGS);
const text = JSON.stringify(organizations);

const building = timeInTurns(
  { parse: () => JSON.parse(text), build: () => indexOrganizations(organizations) },
  ROUNDS,
);
const index = indexOrganizations(organizations);
const looking = filings.map((filing) => median(repeated(() => matchAll(filing, index))));
const scan = median(filings.slice(0, ROUNDS).map((filing) => timeOf(() => expectSame(filing))));

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
