import { summaryCsv } from '../domain/summary/csv.js';
import type { SummaryRow } from '../domain/summary/figures.js';
import { measureReport } from '../domain/summary/measure-report.js';
import { type Locale, wordsIn } from '../words/words.js';
import { summaryPdf } from './summary-pdf.js';
import { SummaryWords } from './summary-words.js';

export const SUMMARY_FORMS = ['pdf', 'csv', 'json'] as const;
export type SummaryForm = (typeof SUMMARY_FORMS)[number];

export interface SummaryFile {
  name: string;
  /** Media type. */
  type: string;
  bytes: Buffer;
}

/** The forms that a summary has: without figures there is nothing to count in a spreadsheet or a program. */
export function formsOf({ figures }: Pick<SummaryRow, 'figures'>): SummaryForm[] {
  return figures === null ? ['pdf'] : [...SUMMARY_FORMS];
}

/** Every form of a summary, all from one row. @param publicUrl of this service, without a slash at its end */
export function summaryFiles(row: SummaryRow, locale: Locale, publicUrl: string): Promise<SummaryFile[]> {
  return Promise.all(formsOf(row).map((form) => summaryFile(form, row, locale, publicUrl)));
}

/** One form of a summary; its name tells month and version, and no place. */
export async function summaryFile(
  form: SummaryForm,
  row: SummaryRow,
  locale: Locale,
  publicUrl: string,
): Promise<SummaryFile> {
  const name = `summary-${row.month}-v${row.version}.${form}`;
  if (form === 'pdf') return { name, type: 'application/pdf', bytes: await summaryPdf(row, locale) };
  const words = new SummaryWords(wordsIn(locale));
  if (form === 'csv')
    return { name, type: 'text/csv; charset=utf-8', bytes: Buffer.from(summaryCsv(row, words.label)) };
  const { label } = words;
  const report = measureReport(row, publicUrl, { language: locale, label, note: noteOf(row, words) });
  return { name, type: 'application/fhir+json', bytes: Buffer.from(JSON.stringify(report)) };
}

/** What a correction says, in one text; null where the summary is none. */
function noteOf({ correction }: SummaryRow, words: SummaryWords): string | null {
  if (correction === null) return null;
  const changed = words.changed(correction.changed);
  const what =
    changed.length === 0 ? words.say('changedNone') : `${words.say('changed')} ${changed.join('; ')}.`;
  return `${words.say('corrected', { why: correction.why })} ${what}`;
}
