import type { Locale } from '../words/words.js';

// Day before month: the one form of English that no reader takes for another day.
const FORMAT_LOCALE: Record<Locale, string> = { en: 'en-GB', es: 'es' };

const PRECISIONS: Record<number, Intl.DateTimeFormatOptions> = {
  4: { year: 'numeric' },
  7: { year: 'numeric', month: 'long' },
  10: { year: 'numeric', month: 'long', day: 'numeric' },
};

/** A year, a month or a day (YYYY, YYYY-MM, YYYY-MM-DD) with the month in words; anything else as it is. */
export function dayWords(day: string, locale: Locale): string {
  const moment = new Date(day);
  if (PRECISIONS[day.length] === undefined || Number.isNaN(moment.getTime())) return day;
  return formatOf(day.length, locale).format(moment);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once: to make one takes longer than a page of a letter. */
function formatOf(length: number, locale: Locale): Intl.DateTimeFormat {
  const name = `${locale} ${length}`;
  const known = formats.get(name);
  if (known) return known;
  const made = new Intl.DateTimeFormat(FORMAT_LOCALE[locale], { ...PRECISIONS[length], timeZone: 'UTC' });
  formats.set(name, made);
  return made;
}
