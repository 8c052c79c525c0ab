import type { PollRow } from '../../domain/poll.js';
import { namesIn } from '../../domain/names.js';
import type { FeedReading, NamedBytes, UnreadableCell } from '../feed-reading.js';
import { addRow, readEach, type RecordPlace } from '../read-each.js';
import { blankFiling } from '../text/blank-filing.js';
import { isObject, readJsonDocument } from '../text/json-document.js';
import { latestDay, readDay } from '../text/published-date.js';
import { readHit, type SecDocument } from './read-hit.js';
import { notOfFeed } from '../text/fault.js';

const LIST = "the SEC's answer to a search for Item 1.05";
const MOST_BYTES = 20_000_000;
/** As many as one answer holds; from so many on, others may have been left out. */
const FULL_PAGE = 100;

type PlacedDocument = SecDocument & RecordPlace;

/**
 * Reads answers of EDGAR's full-text search for reports of a material cybersecurity incident (Form 8-K, Item 1.05, 17 CFR
 * 249.308). All documents of all reports and amendments about one incident, by company and period, become one
 * filing: submitted when the first was filed, at the address of the newest. Hits of other items are passed over, in
 * neither list. No number of people is given, nor when the breach was or was found: the period is the day on which it
 * was judged material.
 *
 * Throws FeedFormatError, naming the file, for another form, and for an answer that may not be all there is.
 */
export function readSecFiles(files: readonly NamedBytes[], now: Date): FeedReading {
  const reading: FeedReading = { rows: [], rejected: [], blanked: [] };
  const incidents = new Map<string, PlacedDocument[]>();
  for (const file of files) {
    readEach(reading, file.name, hitsIn(file), (hit, place) => {
      const read = readHit(hit);
      if (read === null || 'rejected' in read) return read;
      const id = incidentOf(read);
      const known = incidents.get(id);
      if (known) known.push({ ...read, ...place });
      else incidents.set(id, [{ ...read, ...place }]);
      return null;
    });
  }
  const latest = latestDay(now);
  for (const [id, documents] of incidents) addRow(reading, ...incidentRow(id, inOrder(documents), latest));
  return reading;
}

/**
 * The hits of an answer that is all there is.
 * @throws FeedFormatError
 */
export function hitsIn(file: NamedBytes): unknown[] {
  const { hits, total } = answerIn(file);
  if (isCut({ hits, total })) {
    const of = total ?? 'an unknown number of';
    const words = `it holds ${hits.length} of ${of} hits, so that some may be left out: search a shorter time`;
    const values = { hits: hits.length, of: total ?? 'unknown' };
    throw notOfFeed(file.name, LIST, { id: 'hits', words, values });
  }
  return hits;
}

/**
 * True where an answer may not be all there is.
 * @throws FeedFormatError for what is no answer
 */
export function isFullAnswer(file: NamedBytes): boolean {
  return isCut(answerIn(file));
}

interface SearchAnswer {
  hits: unknown[];
  /** How many were found, where it is said. */
  total: number | null;
}

function isCut({ hits, total }: SearchAnswer): boolean {
  return hits.length >= FULL_PAGE || (total ?? 0) > hits.length;
}

function answerIn(file: NamedBytes): SearchAnswer {
  const answer = readJsonDocument(file, LIST, MOST_BYTES);
  const found = isObject(answer) ? answer.hits : undefined;
  if (!isObject(answer) || !isObject(found) || !Array.isArray(found.hits))
    throw notOfFeed(file.name, LIST, { id: 'no-hits', words: 'it holds no hits' });
  if (answer.timed_out === true)
    throw notOfFeed(file.name, LIST, { id: 'search-broken', words: 'the search was broken off' });
  const total = isObject(found.total) ? found.total.value : null;
  return { hits: found.hits, total: typeof total === 'number' ? total : null };
}

/** A report without a period cannot be joined with its amendments. */
function incidentOf({ cik, period, accession }: SecDocument): string {
  return `${cik}-${/^\d{4}-\d{2}-\d{2}$/.test(period) ? period : accession}`;
}

/** By the day of filing; the report itself before its exhibits. */
function inOrder(documents: PlacedDocument[]): PlacedDocument[] {
  return [...documents].sort(
    (one, other) =>
      compare(one.filed, other.filed) ||
      compare(one.accession, other.accession) ||
      Number(other.isReport) - Number(one.isReport),
  );
}

function incidentRow(
  id: string,
  documents: PlacedDocument[],
  latest: string,
): [row: PollRow, unreadable: UnreadableCell[]] {
  const reports = documents.filter(
    ({ accession }, at) => documents.findIndex((other) => other.accession === accession) === at,
  );
  const [first, newest] = [reports[0], reports.at(-1)] as [PlacedDocument, PlacedDocument];
  const name = newest.names[0] ?? '';
  const submitted = readDay(first.filed, latest);
  const filing = {
    ...blankFiling('sec', first.file, first.record),
    nativeId: id,
    name,
    names: namesOf(reports),
    state: newest.state,
    submitted: submitted ?? null,
    url: newest.url,
  };
  const forms = reports.map(({ form }) => form).join(', ');
  const accessions = reports.map(({ accession }) => accession).join(', ');
  const cells = [name, first.cik, first.period, first.filed, forms, accessions, newest.state ?? ''];
  const unreadable: UnreadableCell[] = [];
  if (submitted === undefined) unreadable.push({ column: 'Filed', text: first.filed });
  if (!readDay(first.period, latest)) unreadable.push({ column: 'Period', text: first.period });
  return [{ view: 'list', cells, filing }, unreadable];
}

/** Every name in the reports, and each without the state that EDGAR adds to names that occur twice ("ACME INC /DE/"). */
function namesOf(reports: SecDocument[]): string[] {
  const names = reports.toReversed().flatMap((report) => report.names);
  return [...new Set(names.flatMap((name) => [name, ...namesIn(name.replace(/ *\/[A-Z]{2,3}\/?$/, ''))]))];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
