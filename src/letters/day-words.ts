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
  const precision = PRECISIONS[day.length];
  const moment = new Date(day);
  if (precision === undefined || Number.isNaN(moment.getTime())) return day;
  return new Intl.DateTimeFormat(FORMAT_LOCALE[locale], { ...precision, timeZone: 'UTC' }).format(moment);
}
