import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { FeedSource } from '../domain/filing.js';
import { comparePolls, type PollRow } from '../domain/poll.js';
import type { FeedReading } from '../feeds/feed-reading.js';
import { PUBLISHED_SOURCES, readFeed } from '../feeds/read-feed.js';
import { InputError } from '../lib/errors.js';
import { instantArgument } from './arguments.js';
import { FEED_MANUAL } from './manuals.js';
import { printLine, say } from './output.js';
import { progress } from './progress.js';
import { unreadableWords } from './unreadable.js';

interface FeedArguments {
  source: string;
  files: string[];
  previous: string[];
  current: string[];
  now: Date;
}

/**
 * `scanwarden feed`: prints the filings of the given files, or what happened between two polls of them, as NDJSON
 * (product interface). Throws an InputError for files that cannot be used, and parseArgs' own error for options that
 * do not exist.
 */
export async function feedCommand(args: string[]): Promise<void> {
  const { source: given, files, previous, current, now } = readArguments(args);
  const source = readable(given);
  if (previous.length > 0 && current.length > 0 && files.length === 0) {
    printEvents(await readPoll(source, previous, now), await readPoll(source, current, now));
  } else if (files.length > 0 && previous.length + current.length === 0) {
    printFilings(await readPoll(source, files, now));
  } else {
    throw new InputError(
      `feed: give either files, or files after --previous and after --current. Usage: ${FEED_MANUAL.usage}`,
    );
  }
}

/** Files after --previous or --current belong to it up to the next option. */
function readArguments(args: string[]): FeedArguments {
  const { tokens, values } = parseArgs({
    args,
    allowPositionals: true,
    tokens: true,
    options: {
      previous: { type: 'string', multiple: true },
      current: { type: 'string', multiple: true },
      now: { type: 'string' },
    },
  });
  const lists = { files: [] as string[], previous: [] as string[], current: [] as string[] };
  let list: keyof typeof lists = 'files';
  for (const token of tokens) {
    if (token.kind === 'positional') lists[list].push(token.value);
    if (token.kind !== 'option') continue;
    list = token.name === 'previous' || token.name === 'current' ? token.name : 'files';
    if (list !== 'files') lists[list].push(token.value ?? '');
  }
  const [source, ...files] = lists.files;
  if (source === undefined) throw new InputError(`feed: which source? Usage: ${FEED_MANUAL.usage}`);
  const now = values.now === undefined ? Date.now() : instantArgument('--now', values.now);
  return { ...lists, source, files, now: new Date(now) };
}

function readable(source: string): FeedSource {
  const known = PUBLISHED_SOURCES.find((one) => one === source);
  if (!known)
    throw new InputError(`feed: there is no source ${source}; ${PUBLISHED_SOURCES.join(', ')} can be read`);
  return known;
}

function printFilings({ rows, rejected, blanked }: FeedReading): void {
  for (const { filing } of rows) printLine(filing);
  for (const row of rejected) printLine(row);
  const [first] = blanked;
  if (!first) return;
  const example = `${first.file}, record ${first.record}, ${first.column} ${JSON.stringify(first.text)}`;
  say(`feed: ${blanked.length} unreadable cells were left empty, the first in ${example}`);
}

function printEvents(previous: FeedReading, current: FeedReading): void {
  for (const { kind, before, after, changed } of comparePolls(previous.rows, current.rows)) {
    printLine({ kind, before: placeOf(before), after: placeOf(after), changed });
  }
  const unread = previous.rejected.length + current.rejected.length;
  if (unread > 0)
    say(`feed: ${unread} records could not be read; they may be among those told as gone or new`);
}

function placeOf(row: PollRow | null): { file: string; record: number } | null {
  return row && { file: row.filing.file, record: row.filing.record };
}

async function readPoll(source: FeedSource, names: string[], now: Date): Promise<FeedReading> {
  const files = [];
  const report = progress('breach lists', names.length);
  try {
    for (const [index, name] of names.entries()) {
      report(index, name);
      files.push({ name, bytes: await readBytes(name) });
    }
    return readFeed(source, files, now);
  } finally {
    report(names.length, '');
  }
}

async function readBytes(name: string): Promise<Uint8Array> {
  try {
    return await readFile(name);
  } catch (error) {
    throw new InputError(`${name}: ${unreadableWords(error)}`, { cause: error });
  }
}
