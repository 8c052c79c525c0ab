import type { FeedReading, NamedBytes } from '../feed-reading.js';
import { readEach, type RecordPlace, type RecordReading } from '../read-each.js';
import { blankFiling } from '../text/blank-filing.js';
import { isObject, type JsonObject, readJsonDocument, textsOf } from '../text/json-document.js';
import { latestDay, readDay } from '../text/published-date.js';
import { oneLine, textOfHtml } from '../text/published-text.js';
import { notOfFeed } from '../text/fault.js';

const LIST = 'the list of breaches of Have I Been Pwned (v3)';
const MOST_BYTES = 50_000_000;
/** More accounts than any one collection can hold. */
const MOST_ACCOUNTS = 100_000_000_000;
const FLAGS = ['IsVerified', 'IsFabricated', 'IsSpamList', 'IsRetired', 'IsMalware'] as const;

/**
 * Reads `/api/v3/breaches` of Have I Been Pwned (https://haveibeenpwned.com/API/v3, CC BY 4.0: whoever shows an entry names
 * the source and links to its page, which is the filing's `url`). `affected` counts accounts, not people.
 *
 * Taken are breaches that were verified, were not made up or taken back, and are one organization's. Passed over, in
 * neither list, are spam lists, what malware collected from its victims' computers (IsMalware, IsStealerLog), and
 * entries without a domain, which are collections from many places: none of them tells that a certain organization
 * lost anything. Reduced copies of the list that go about carry neither names nor flags; their entries are taken as they are.
 *
 * Throws FeedFormatError, naming the file, for another form.
 */
export function readHibpFiles(files: readonly NamedBytes[], now: Date): FeedReading {
  const reading: FeedReading = { rows: [], rejected: [], blanked: [] };
  const latest = latestDay(now);
  const seen = new Set<string>();
  for (const file of files) {
    const breaches: unknown = readJsonDocument(file, LIST, MOST_BYTES);
    if (!Array.isArray(breaches)) throw notOfFeed(file.name, LIST, { id: 'no-rows', words: 'it is no list' });
    readEach(reading, file.name, breaches, (breach: unknown, place) =>
      readBreach(breach, place, latest, seen),
    );
  }
  return reading;
}

/** `seen` are the names that were read before this one. */
function readBreach(breach: unknown, place: RecordPlace, latest: string, seen: Set<string>): RecordReading {
  if (!isObject(breach)) return { rejected: 'no breach' };
  const id = breach.Name === undefined ? null : textIn(breach.Name);
  // Names are made of letters, figures and a few signs; they stand in addresses.
  if (id !== null && !/^[\w.-]{1,100}$/.test(id)) return { rejected: 'no Name' };
  const isFlagged = FLAGS.some((flag) => flag in breach);
  const unknown = FLAGS.find((flag) => typeof breach[flag] !== 'boolean');
  if (isFlagged && unknown) return { rejected: `${unknown} is not stated` };
  if (!isOfOne(breach) || (isFlagged && !isReal(breach))) return null;
  const title = oneLine(textIn(breach.Title));
  if (title === '') return { rejected: 'no Title' };
  if (id !== null && seen.has(id)) return { rejected: `a breach named ${id} stands before it` };
  if (id !== null) seen.add(id);
  return rowOf(breach, { id, title, ...place, latest });
}

function isReal({ IsVerified, IsFabricated, IsRetired }: JsonObject): boolean {
  return IsVerified === true && !IsFabricated && !IsRetired;
}

function isOfOne({ IsSpamList, IsMalware, IsStealerLog, Domain }: JsonObject): boolean {
  return !IsSpamList && !IsMalware && !IsStealerLog && textIn(Domain) !== '';
}

function rowOf(
  breach: JsonObject,
  { id, title, file, record, latest }: RecordPlace & { id: string | null; title: string; latest: string },
): RecordReading {
  const breachStart = readDay(breach.BreachDate, latest);
  const submitted = readDay(breach.AddedDate, latest);
  const affected = readCount(breach.PwnCount);
  const kinds = textsOf(breach.DataClasses ?? [])?.map(oneLine);
  const description = textOfHtml(textIn(breach.Description));
  const given = { BreachDate: breachStart, AddedDate: submitted, PwnCount: affected, DataClasses: kinds };
  const filing = {
    ...blankFiling('hibp', file, record),
    nativeId: id,
    name: title,
    // A year in brackets tells two breaches of one name apart; it is no part of the name.
    names: [...new Set([title, title.replace(/ \((?:19|20)\d\d\)$/, '')])],
    affected: affected ?? null,
    submitted: submitted ?? null,
    breachStart: breachStart ?? null,
    informationTypes: kinds ?? [],
    description: description || null,
    url: id === null ? null : `https://haveibeenpwned.com/Breach/${id}`,
  };
  const cells = [
    title,
    oneLine(textIn(breach.Domain)),
    shown(breach.BreachDate),
    shown(breach.AddedDate),
    shown(breach.PwnCount),
    (kinds ?? []).join(', '),
    oneLine(textIn(breach.Attribution)),
    description,
  ];
  const columns = Object.entries(given).filter(([, value]) => value === undefined);
  const unreadable = columns.map(([column]) => ({ column, text: shown(breach[column]) }));
  return { row: { view: 'list', cells, filing }, unreadable };
}

function readCount(value: unknown): number | null | undefined {
  if (value === null || value === undefined) return null;
  const isCount = Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= MOST_ACCOUNTS;
  return isCount ? Number(value) : undefined;
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A cell as published. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return oneLine(
    typeof value === 'string' || typeof value === 'number' ? String(value) : `(${typeof value})`,
  );
}
