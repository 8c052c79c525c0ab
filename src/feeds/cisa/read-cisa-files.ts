import type { PollRow } from '../../domain/poll.js';
import type { FeedReading, NamedBytes, UnreadableCell } from '../feed-reading.js';
import { addRejected, addRow } from '../read-each.js';
import { blankFiling } from '../text/blank-filing.js';
import { readJsonDocument } from '../text/json-document.js';
import { latestDay, readDay } from '../text/published-date.js';
import { type Advisory, readAdvisory } from './read-advisory.js';
import { notOfFeed } from '../text/fault.js';

const LIST = 'a CSAF advisory of CISA';
const MOST_BYTES = 10_000_000;

/**
 * Reads advisories of CISA on weaknesses of medical devices: CSAF 2.0
 * (https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html, section 3.2), one a file, all files one poll. For staff only: a
 * weakness of a product is no breach of anybody's data, so the filing carries no names to be compared.
 * A list of changes (`changes.csv`) that is kept beside them holds none. Of two versions of one advisory the older is
 * rejected. Throws FeedFormatError, naming the file, for a file of another form.
 */
export function readCisaFiles(files: readonly NamedBytes[], now: Date): FeedReading {
  const reading: FeedReading = { rows: [], rejected: [], blanked: [] };
  const newest = new Map<string, Advisory & { file: string }>();
  for (const file of files) {
    if (isChangeList(file.name)) continue;
    const advisory = readAdvisory(readJsonDocument(file, LIST, MOST_BYTES));
    if (advisory === null)
      throw notOfFeed(file.name, LIST, {
        id: 'no-advisory',
        words: 'it has no document with a title and a tracking id',
      });
    const placed = { ...advisory, file: file.name };
    const known = newest.get(advisory.id);
    const [kept, older] = known && !isNewer(placed, known) ? [known, placed] : [placed, known];
    if (older) addRejected(reading, { file: older.file, record: 1 }, `${kept.file} has it as new or newer`);
    newest.set(advisory.id, kept);
  }
  for (const advisory of newest.values()) {
    addRow(reading, ...rowOf(advisory, latestDay(now)));
  }
  return reading;
}

/** By its name: the file in which CISA tells when each advisory was changed. */
export function isChangeList(name: string): boolean {
  return /(?:^|[/\\])changes\.csv$/.test(name);
}

function isNewer(one: Advisory, other: Advisory): boolean {
  return one.released > other.released;
}

function rowOf(
  advisory: Advisory & { file: string },
  latest: string,
): [row: PollRow, unreadable: UnreadableCell[]] {
  const { id, title, version, first, released, vendors, products, summary, url, file } = advisory;
  const dates = { First: readDay(first, latest), Released: readDay(released, latest) };
  const filing = {
    ...blankFiling('cisa', file, 1),
    nativeId: id,
    name: title,
    submitted: dates.First ?? null,
    description: summary || null,
    url,
  };
  const cells = [title, version, first, released, vendors.join('; '), products.join('; '), summary];
  const unreadable = (['First', 'Released'] as const)
    .filter((column) => dates[column] === undefined)
    .map((column) => ({ column, text: column === 'First' ? first : released }));
  return [{ view: 'list', cells, filing }, unreadable];
}
