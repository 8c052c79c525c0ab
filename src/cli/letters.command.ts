import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { letterPlace } from '../domain/letters/compose.js';
import { LETTER_IDS, type LetterId } from '../domain/letters/letter.js';
import type { LetterFacts, Sender } from '../domain/letters/letter-facts.js';
import { isForPlace, signingOf } from '../domain/letters/who-may.js';
import { letterFiles } from '../letters/letter-files.js';
import { measuredBlocks } from '../letters/measured-blocks.js';
import type { WrittenLetter } from '../letters/written-letter.js';
import { InputError } from '../lib/errors.js';
import { measureText } from '../words/measure/measure-text.js';
import { type Locale, LOCALES } from '../words/words.js';
import { instantArgument } from './arguments.js';
import { type Case, CASES, type Ground, GROUNDS, sampleFacts } from './letters/sample-facts.js';
import { LETTERS_MANUAL } from './manuals.js';
import { printLine } from './output.js';
import { progress } from './progress.js';

/** Whom a file is named after, by the role of whoever has the letter made. */
const SENDERS: Record<Sender['role'], string> = {
  self: 'patient',
  representative: 'representative',
  helper: 'helper',
};

interface Sample {
  id: LetterId;
  ground: Ground;
  role: Sender['role'];
  which: Case;
  facts: LetterFacts;
}

/** Writes every letter with the fewest and with the longest facts; prints one line for each. */
export async function lettersCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { locale: { type: 'string' }, out: { type: 'string' }, now: { type: 'string' } },
  });
  const locale = LOCALES.find((known) => known === values.locale);
  if (locale === undefined)
    throw new InputError(`--locale is one of ${LOCALES.join(', ')}: ${LETTERS_MANUAL.usage}`);
  if (values.out === undefined)
    throw new InputError(`--out names the folder to write to: ${LETTERS_MANUAL.usage}`);
  const now = values.now === undefined ? Date.now() : instantArgument('--now', values.now);
  await folder(values.out);
  const samples = allSamples(locale, new Date(now).toISOString().slice(0, 10));
  const report = progress('letters', samples.length);
  for (const [index, sample] of samples.entries()) {
    report(index, sample.id);
    printLine(await written(sample, locale, values.out));
  }
  report(samples.length, '');
}

async function folder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new InputError(`--out ${path}: no folder can be made there`, { cause: error });
  }
}

/** Every letter, to every ground on which its law differs, by everyone who may have it made. */
function allSamples(locale: Locale, today: string): Sample[] {
  const roles = Object.keys(SENDERS) as Sender['role'][];
  return LETTER_IDS.flatMap((id) =>
    GROUNDS.flatMap((ground) =>
      roles.flatMap((role) =>
        CASES.map((which) => ({
          id,
          ground,
          role,
          which,
          facts: sampleFacts(which, ground, role, locale, today),
        })),
      ),
    ),
  ).filter(isMade);
}

/** Where the law of the place changes nothing, one letter stands for all. */
function isMade({ id, ground, role, facts }: Sample): boolean {
  const sameEverywhere = ['question-sheet', 'ai-training', 'privacy-inquiry', 'fraud-unit'].includes(id);
  if (ground !== 'us' && sameEverywhere) return false;
  return signingOf(id, role) !== null && isForPlace(id, letterPlace(id, facts));
}

async function written(sample: Sample, locale: Locale, out: string): Promise<unknown> {
  const { id, ground, role, which, facts } = sample;
  const letter = await letterFiles(id, facts, locale);
  const name = ground === 'us' ? id : `${id}-${ground}`;
  const base = `${name}.${SENDERS[role]}.${which}`;
  const files = [`${base}.pdf`, `${base}.txt`];
  await writeFile(join(out, `${base}.pdf`), letter.pdf);
  await writeFile(join(out, `${base}.txt`), letter.text);
  return {
    letter: name,
    sender: SENDERS[role],
    case: which,
    locale,
    files,
    facts: letter.written.facts,
    measures: measuresOf(letter.written, facts),
  };
}

/** With the names of people read as a name of two syllables, and as they stand. */
function measuresOf(written: WrittenLetter, { patient, sender }: LetterFacts): object {
  const blocks = measuredBlocks(written);
  const names = [patient.name, sender.role === 'self' ? null : sender.name].filter((name) => name !== null);
  return {
    ...measureText(blocks, written.locale, names),
    withNames: measureText(blocks, written.locale),
  };
}
