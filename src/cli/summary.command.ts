import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isUUID } from 'class-validator';
import { Config } from '../config/config.js';
import { MONTH } from '../domain/month.js';
import { InputError } from '../lib/errors.js';
import { SummaryService } from '../services/summary.service.js';
import { summaryFiles } from '../summaries/summary-files.js';
import { LOCALES } from '../words/words.js';
import type { Manual } from './manual.js';
import { printLine } from './output.js';
import { withJourneys } from './with-journeys.js';

const SUMMARY_USAGE =
  'scanwarden summary --organization <id> --month <YYYY-MM> --out <folder> [--locale en|es] [--correct <why>]';

export const SUMMARY_MANUAL: Manual = {
  usage: SUMMARY_USAGE,
  does: 'write out the monthly summary of an organization that takes part',
  options: {
    '--organization <id>': 'the office, as its page has it in its address, or one of its organizations',
    '--month <YYYY-MM>': 'a month that is over; made now if it is the next one and was not made yet',
    '--out <folder>': 'where the PDF, CSV and MeasureReport (JSON) go; it is made if it is not there',
    '--locale en|es': 'their language; English unless given',
    '--correct <why>': 'count the month again; what differs becomes a new version that gives this reason',
  },
  example: 'scanwarden summary --organization 7c9e… --month 2026-10 --out ./summary',
};

/** Writes the newest version of one summary in all its forms, and prints a line about it. */
export async function summaryCommand(args: string[]): Promise<void> {
  const { organization, month, out, locale, correct } = summaryArguments(args);
  await withJourneys(async (journeys) => {
    const summaries = journeys.get(SummaryService);
    const row =
      correct === null
        ? await summaries.byHand(organization, month)
        : await summaries.correct(organization, month, correct);
    const files = await summaryFiles(row, locale, journeys.get(Config).publicUrl.replace(/\/$/, ''));
    await mkdir(out, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      throw new InputError(`--out ${out}: no folder can be made there (${error.code})`, { cause: error });
    });
    for (const { name, bytes } of files) await writeFile(join(out, name), bytes);
    const names = files.map(({ name }) => name);
    printLine({ month, version: row.version, hasFigures: row.figures !== null, files: names });
  });
}

function summaryArguments(args: string[]) {
  const text = { type: 'string' } as const;
  const options = {
    organization: text,
    month: text,
    out: text,
    locale: { ...text, default: 'en' },
    correct: text,
  };
  const { values } = parseArgs({ args, options });
  const { organization, month, out, correct } = values;
  const locale = LOCALES.find((known) => known === values.locale);
  if (!isUUID(organization))
    throw new InputError(`--organization takes the id of an organization: ${SUMMARY_USAGE}`);
  if (month === undefined || !MONTH.test(month))
    throw new InputError(`--month takes a month, YYYY-MM: ${SUMMARY_USAGE}`);
  if (out === undefined) throw new InputError(`--out names the folder to write to: ${SUMMARY_USAGE}`);
  if (locale === undefined)
    throw new InputError(`--locale is one of ${LOCALES.join(', ')}: ${SUMMARY_USAGE}`);
  if (correct?.trim() === '') throw new InputError(`--correct says why: ${SUMMARY_USAGE}`);
  return { organization: organization!, month, out, locale, correct: correct ?? null };
}
