import { DateTime } from 'luxon';
import type { Locale } from './words.js';

// Day before month: the one form of English that no reader takes for another day.
const FORMAT_LOCALE: Record<Locale, string> = { en: 'en-GB', es: 'es' };

/** "14 June 2026", "14 de junio de 2026". `day` is YYYY-MM-DD. */
export function dayInFull(day: string, locale: Locale): string {
  return DateTime.fromISO(day, { zone: 'utc' })
    .setLocale(FORMAT_LOCALE[locale])
    .toLocaleString({ day: 'numeric', month: 'long', year: 'numeric' });
}

/** "June 2026", "junio de 2026". `month` is YYYY-MM. */
export function monthInFull(month: string, locale: Locale): string {
  return DateTime.fromISO(month, { zone: 'utc' })
    .setLocale(FORMAT_LOCALE[locale])
    .toLocaleString({ month: 'long', year: 'numeric' });
}
