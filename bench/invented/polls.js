import { description, inventedOrganizations } from './organizations.js';
import { place, state } from './places.js';
import { Random } from './random.js';

const HEADER =
  'Name of Covered Entity,State,Covered Entity Type,Individuals Affected,Breach Submission Date,Type of Breach,Location of Breached Information,Business Associate Present,Web Description'.split(
    ',',
  );
const ENTITIES = ['Healthcare Provider', 'Health Plan', 'Business Associate'];
const TYPES = ['Hacking/IT Incident', 'Theft', 'Unauthorized Access/Disclosure', 'Loss'];
const LOCATIONS = ['Email', 'Network Server', 'Laptop, Paper/Films', 'Electronic Medical Record'];
const UNDER_INVESTIGATION = 900;
/** How many rows of the earlier poll each thing happens to; between polls months apart it is about as many. */
const MOVED = 150;
const EDITED = 60;
const RENAMED = 12;
const GONE = 4;
const NEW = 160;
const DAILY_NEW = 20;
const DAILY_EDITED = 180;

/** Two polls of both views of the HHS list, as published: `{ earlier, later }`, each a list of files. */
export function inventedPolls(rows) {
  const random = new Random(54);
  const names = inventedOrganizations(rows + NEW).map(({ name }) => name);
  const filings = names.map((name) => inventedRow(name, random));
  const open = filings.slice(0, UNDER_INVESTIGATION);
  const closed = filings.slice(UNDER_INVESTIGATION, rows).map((row) => withText(row, random));
  const moved = open.slice(0, MOVED).map((row) => withText(row, random));
  const stayed = open.slice(MOVED + GONE).map((row, at) => revised(row, at, random));
  return {
    earlier: [csvFile('breach_report.csv', open), csvFile('archive.csv', closed)],
    later: [
      csvFile('breach_report.csv', [...filings.slice(rows), ...stayed]),
      csvFile('archive.csv', [...moved, ...closed]),
    ],
  };
}

/**
 * The same list day after day, without end: on each of them 20 rows are new and 180 others have another number of people.
 * The list grows; nothing else happens to it.
 */
export function* inventedDays(rows) {
  const random = new Random(55);
  const names = inventedOrganizations(rows + 2_000).map(({ name }) => name);
  const filings = names.map((name) => inventedRow(name, random));
  const closed = filings.slice(UNDER_INVESTIGATION, rows).map((row) => withText(row, random));
  let open = filings.slice(0, UNDER_INVESTIGATION);
  for (let shown = rows; ; shown += DAILY_NEW) {
    yield [csvFile('breach_report.csv', open), csvFile('archive.csv', closed)];
    for (let edited = 0; edited < DAILY_EDITED; edited += 1) {
      const row = edited % 2 === 0 ? closed[(shown + 23 * edited) % closed.length] : open[4 * edited];
      row[3] = String(Number(row[3]) + 1_000);
    }
    // What is new was filed lately.
    for (const row of filings.slice(shown, shown + DAILY_NEW))
      row[4] = row[4].replace(/^\d\d(.*)\d{4}$/, '12$12025');
    open = [...filings.slice(shown, shown + DAILY_NEW), ...open];
  }
}

function inventedRow(name, random) {
  const date = `${two(1 + random.below(12))}/${two(1 + random.below(28))}/${2015 + random.below(11)}`;
  const affected = random.chance(0.2) ? 501 : 500 + random.below(90_000);
  const told = [random.from(TYPES), random.from(LOCATIONS), random.chance(0.3) ? 'Yes' : 'No'];
  return [name, state(random), random.from(ENTITIES), String(affected), date, ...told, ''];
}

function withText(row, random) {
  return [...row.slice(0, -1), random.chance(0.8) ? description(row[0], random) : ''];
}

function revised(row, at, random) {
  const [name, inState, entity, affected, ...others] = row;
  if (at < RENAMED) return [`${place(random)} Health`, inState, entity, affected, ...others];
  if (at < RENAMED + EDITED) return [name, inState, entity, String(Number(affected) + 17), ...others];
  return row;
}

function csvFile(name, rows) {
  const quoted = (cell) => `"${cell.replaceAll('"', '""')}"`;
  const lines = [HEADER, ...rows].map((cells) => cells.map(quoted).join(','));
  return { name, bytes: Buffer.from(`${lines.join('\n')}\n`) };
}

function two(number) {
  return String(number).padStart(2, '0');
}
