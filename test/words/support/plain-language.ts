import { expect } from '@jest/globals';
import { measureText, type Measures } from '../../../src/words/measure/measure-text.js';
import type { TextBlock } from '../../../src/words/measure/text-units.js';
import type { Locale } from '../../../src/words/words.js';

/** Words that frighten, blame or promise, and what stands for them in Spanish. */
const FORBIDDEN: Record<Locale, RegExp> = {
  en: /\b(?:fraud\w*|stolen|steal\w*|hack\w*|tamper\w*|victim\w*|leak\w*|delet\w*|urgent\w*|suspicious\w*|guarantee\w*|complian\w*|designated record set|accounting of disclosures)\b|!/giu,
  es: /(?<!\p{L})(?:fraud\p{L}*|estaf\p{L}*|robad\p{L}*|hacke\p{L}*|pirate\p{L}*|manipul\p{L}*|víctima\p{L}*|filtr\p{L}*|borrad\p{L}*|borr[óa]\p{L}*|eliminad\p{L}*|eliminó|urgente\p{L}*|urgencia|sospech\p{L}*|garanti\p{L}*|cumplimiento\p{L}*)|[!¡]/giu,
};

/** The words of the text that no text of ours may hold. */
export function forbiddenIn(blocks: TextBlock[], locale: Locale): string[] {
  return blocks.flatMap(({ text }) => text.match(FORBIDDEN[locale]) ?? []);
}

/** What stops a release (the numbers in the guidance on plain language): how hard one text may be to read. */
export function expectPlain(label: string, blocks: TextBlock[], locale: Locale, names: string[]): Measures {
  const measures = measureText(blocks, locale, names);
  const { fleschKincaid, inflesz, longest, hard } = measures;
  expect({ label, longest: longest <= 25 || longest }).toEqual({ label, longest: true });
  const unexplained = hard.filter((word) => !isExplained(word, blocks));
  expect({ label, unexplained }).toEqual({ label, unexplained: [] });
  const easy = locale === 'en' ? fleschKincaid! <= 6.9 : inflesz! >= 55;
  expect({ label, easy: easy || (fleschKincaid ?? inflesz) }).toEqual({ label, easy: true });
  return measures;
}

/** "an implant (a part put into the body)". */
function isExplained(word: string, blocks: TextBlock[]): boolean {
  const explained = new RegExp(`\\b${word} \\(`, 'i');
  return blocks.some(({ text }) => explained.test(text));
}

/** How hard all texts of a family are on the whole. */
export function meanOf(all: Measures[], locale: Locale): number {
  const each = all.map(({ fleschKincaid, inflesz }) => (locale === 'en' ? fleschKincaid : inflesz) ?? NaN);
  return each.reduce((sum, one) => sum + one, 0) / each.length;
}
