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
import { SUMMARY_MANUAL } from './manuals.js';
import { printLine } from './output.js';
import { withJourneys } from './with-journeys.js';

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
    throw new InputError(`--organization takes the id of an organization: ${SUMMARY_MANUAL.usage}`);
  if (month === undefined || !MONTH.test(month))
    throw new InputError(`--month takes a month, YYYY-MM: ${SUMMARY_MANUAL.usage}`);
  if (out === undefined) throw new InputError(`--out names the folder to write to: ${SUMMARY_MANUAL.usage}`);
  if (locale === undefined)
    throw new InputError(`--locale is one of ${LOCALES.join(', ')}: ${SUMMARY_MANUAL.usage}`);
  if (correct?.trim() === '') throw new InputError(`--correct says why: ${SUMMARY_MANUAL.usage}`);
  return { organization: organization!, month, out, locale, correct: correct ?? null };
}
