import { getFeed, Parser } from 'htmlparser2';
import type { FeedReading, NamedBytes } from '../feed-reading.js';
import { readEach, type RecordPlace, type RecordReading } from '../read-each.js';
import { blankFiling } from '../text/blank-filing.js';
import { decodeText } from '../text/decode-text.js';
import { latestDay, readDay } from '../text/published-date.js';
import { oneLine, textOfHtml, webAddress } from '../text/published-text.js';
import { BoundedDom } from './bounded-dom.js';
import { EMPTY, notOfFeed, tooLarge } from '../text/fault.js';

const LIST = 'a feed in RSS or Atom';
const MOST_BYTES = 10_000_000;
const MOST_ITEMS = 2_000;
/** So many letters are read before it is looked whether to go on: the parser's time grows with the square of the nesting. */
const STEP = 10_000;

type Item = NonNullable<ReturnType<typeof getFeed>>['items'][number];

/**
 * Reads press feeds: RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 and Atom (RFC 4287). For staff only: a
 * headline is what a journalist says, and names of organizations are not taken from it, so the filing carries no names
 * to be compared. Titles and summaries are the text of their HTML. Entities that a document declares are not expanded.
 * Items of one id are one item, whichever file has it first. An item without a date, or one of days to come, has none.
 *
 * Throws FeedFormatError, naming the file, for another form, for nesting that no feed has, and for a feed that breaks
 * off before its end.
 */
export function readRssFiles(files: readonly NamedBytes[], now: Date): FeedReading {
  const reading: FeedReading = { rows: [], rejected: [], blanked: [] };
  const latest = latestDay(now);
  const seen = new Set<string>();
  for (const file of files)
    readEach(reading, file.name, itemsIn(file), (item, place) => readItem(item, place, latest, seen));
  return reading;
}

function itemsIn({ name, bytes }: NamedBytes): Item[] {
  if (bytes.length > MOST_BYTES) throw notOfFeed(name, LIST, tooLarge(MOST_BYTES / 1_000_000));
  const text = decodeText(bytes).trim();
  if (!text.startsWith('<'))
    throw notOfFeed(name, LIST, text === '' ? EMPTY : { id: 'no-xml', words: 'it is no XML' });
  const dom = new BoundedDom();
  const parser = new Parser(dom, { xmlMode: true });
  for (let at = 0; at < text.length && !dom.isTooLarge; at += STEP) parser.write(text.slice(at, at + STEP));
  parser.end();
  if (dom.isTooLarge)
    throw notOfFeed(name, LIST, {
      id: 'too-deep',
      words: 'it has more elements, or deeper ones, than a feed has',
    });
  const feed = getFeed(dom.root.children);
  if (!feed) throw notOfFeed(name, LIST, { id: 'web-page', words: 'it is a web page or other XML' });
  if (!/<\/(?:rss|feed|rdf:RDF)\s*>\s*(?:<!--[^<>]*-->\s*)?$/.test(text.slice(-2_000)))
    throw notOfFeed(name, LIST, { id: 'cut-off', words: 'it was cut off' });
  const items = feed.items.length;
  if (items > MOST_ITEMS)
    throw notOfFeed(name, LIST, { id: 'items', words: `it has ${items} items`, values: { items } });
  return feed.items;
}

/** `seen` are the ids of the items before this one. */
function readItem(
  item: Item,
  { file, record }: RecordPlace,
  latest: string,
  seen: Set<string>,
): RecordReading {
  const title = oneLine(textOfHtml(item.title ?? ''));
  if (title === '') return { rejected: 'no title' };
  const url = webAddress((item.link ?? '').trim());
  const nativeId = oneLine(item.id ?? '') || url;
  if (nativeId !== null && seen.has(nativeId)) return null;
  if (nativeId !== null) seen.add(nativeId);
  const published = dateIn(item);
  const submitted = readDay(published, latest);
  const description = textOfHtml(item.description ?? '');
  const filing = {
    ...blankFiling('rss', file, record),
    nativeId,
    name: title,
    submitted: submitted ?? null,
    description: description || null,
    url,
  };
  const unreadable = submitted === undefined ? [{ column: 'Published', text: published }] : [];
  return { row: { view: 'list', cells: [title, published, description], filing }, unreadable };
}

/** ISO 8601, in UTC: feeds write dates in many ways; '' for none or one that is no date. */
function dateIn({ pubDate }: Item): string {
  return pubDate && !Number.isNaN(pubDate.getTime()) ? pubDate.toISOString() : '';
}
