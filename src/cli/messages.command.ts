import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { composeMessage } from '../domain/messages/compose.js';
import { InputError } from '../lib/errors.js';
import { renderPage } from '../web/render.js';
import { measureText } from '../words/measure/measure-text.js';
import { laterBlocksOf, textBlocksOf } from '../words/message-text.js';
import { LOCALES, wordsIn, type Words } from '../words/words.js';
import { writeMessage, type WrittenMessage } from '../words/write-message.js';
import { instantArgument } from './arguments.js';
import { type Case, type Example, examplesOf } from './messages/examples.js';
import { exampleFacts, namesIn } from './messages/example-facts.js';
import { mailFiles } from './messages/example-mail.js';
import { printLine } from './output.js';

const CASES: Case[] = ['short', 'long'];

/**
 * `scanwarden messages`: renders every situation for every audience that it is sent to, with the shortest and the
 * longest facts (product interface). Throws an InputError for a language that is not written.
 */
export async function messagesCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { locale: { type: 'string' }, out: { type: 'string' }, now: { type: 'string' } },
  });
  const locale = LOCALES.find((one) => one === values.locale);
  if (locale === undefined || values.out === undefined)
    throw new InputError(`messages: give --locale ${LOCALES.join('|')} and --out <folder>`);
  const now = new Date(values.now === undefined ? Date.now() : instantArgument('--now', values.now));
  const words = wordsIn(locale);
  mkdirSync(values.out, { recursive: true });
  for (const which of CASES)
    for (const example of examplesOf(which)) await writeExample(values.out, which, example, words, now);
}

async function writeExample(
  folder: string,
  which: Case,
  { told, audience, variant }: Example,
  words: Words,
  now: Date,
): Promise<void> {
  const facts = exampleFacts(which, audience, words, now.toISOString().slice(0, 10));
  const message = writeMessage(composeMessage(told), facts, words);
  const name = [told.situation, audience, which, ...(variant === null ? [] : [variant])].join('.');
  const parts = {
    ...(await mailFiles(told, words.locale, now)),
    'page.html': renderPage('message', { lang: message.locale, message }),
  };
  for (const [ending, bytes] of Object.entries(parts))
    writeFileSync(join(folder, `${name}.${ending}`), bytes);
  printLine({
    situation: told.situation,
    audience,
    case: which,
    variant,
    locale: words.locale,
    level: told.level,
    files: Object.keys(parts).map((ending) => `${name}.${ending}`),
    facts: message.shows,
    measures: measuresOf(message),
  });
}

/**
 * With the names of places and people read as a name of two syllables, and as they stand; `beforeMore` counts the words
 * that are read before somebody asks for more.
 */
function measuresOf(message: WrittenMessage): object {
  const first = textBlocksOf(message);
  const all = [...first, ...laterBlocksOf(message)];
  const names = namesIn(message.shows);
  return {
    ...measureText(all, message.locale, names),
    beforeMore: measureText(first, message.locale, names).words,
    withNames: measureText(all, message.locale),
  };
}
