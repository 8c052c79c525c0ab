import { DateTime } from 'luxon';

/** A point in time as a person says it, with its exact form for the title, for print and for machines. */
export interface TimeView {
  /** "today 07:10", "yesterday 18:02", "3 May", "3 May 2025". */
  words: string;
  /** For the datetime attribute: a moment with offset, or a date at the precision it has. */
  iso: string;
  /** "Sunday 3 May 2026 at 07:10 GMT-4". */
  exact: string;
  /** The words are of the "today" kind, which take no "on" before them. */
  near: boolean;
}

/** Whose clock and language the words are in. `zone` is an IANA name, `language` a BCP 47 tag. */
export interface Reader {
  language: string;
  zone: string;
  now: Date;
}

// Day before month, 24-hour clock: the one form of English that no reader takes for another day.
const FORMAT_LOCALE: Record<string, string> = { en: 'en-GB' };

const DAY = { day: 'numeric', month: 'long' } as const;
const DAY_OF_YEAR = { ...DAY, year: 'numeric' } as const;
const EXACT_DAY = { ...DAY_OF_YEAR, weekday: 'long' } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const PRECISION = [
  { pattern: /^\d{4}$/, format: { year: 'numeric' } },
  { pattern: /^\d{4}-\d{2}$/, format: { year: 'numeric', month: 'long' } },
  { pattern: /^\d{4}-\d{2}-\d{2}$/, format: DAY_OF_YEAR },
] as const;

function placed(date: DateTime, reader: Reader): DateTime {
  return date.setLocale(FORMAT_LOCALE[reader.language] ?? reader.language);
}

/** "today", "yesterday" or "tomorrow" in the reader's language; null for any other day. */
function nearDay(date: DateTime, reader: Reader): string | null {
  const today = DateTime.fromJSDate(reader.now, { zone: date.zone }).startOf('day');
  const days = Math.round(date.startOf('day').diff(today, 'days').days);
  return Math.abs(days) > 1 ? null : date.toRelativeCalendar({ base: today, unit: 'days' });
}

function dayWords(date: DateTime, reader: Reader): string {
  const thisYear = DateTime.fromJSDate(reader.now, { zone: date.zone }).year === date.year;
  return date.toLocaleString(thisYear ? DAY : DAY_OF_YEAR);
}

/** The calendar day (YYYY-MM-DD) of a moment where the reader is. */
export function calendarDay(at: Date, { zone }: Pick<Reader, 'zone'>): string {
  const day = DateTime.fromJSDate(at, { zone }).toISODate();
  if (day === null) throw new Error(`${zone} is no time zone`);
  return day;
}

/** When something happened here: with the clock for yesterday, today and tomorrow, else the day alone. */
export function momentWords(at: Date, reader: Reader): TimeView {
  const date = placed(DateTime.fromJSDate(at, { zone: reader.zone }), reader);
  const near = nearDay(date, reader);
  return {
    words: near ? `${near} ${date.toLocaleString(CLOCK)}` : dayWords(date, reader),
    iso: date.toISO({ suppressMilliseconds: true }) ?? at.toISOString(),
    exact: date.toLocaleString({ ...EXACT_DAY, ...CLOCK, timeZoneName: 'short' }),
    near: near !== null,
  };
}

/** A calendar day without a clock, such as a due date. `date` is YYYY-MM-DD; null where it is not one. */
export function dayOnly(date: string, reader: Reader): TimeView | null {
  const parsed = DateTime.fromISO(date, { zone: reader.zone });
  if (!parsed.isValid) return null;
  const day = placed(parsed, reader);
  const near = nearDay(day, reader);
  return {
    words: near ?? dayWords(day, reader),
    iso: day.toISODate() ?? date,
    exact: day.toLocaleString(EXACT_DAY),
    near: near !== null,
  };
}

/**
 * A date as a source states it: a FHIR date or dateTime (R4 section 2.24.0.1) of any precision. Always with its year, and
 * as the local day of the source's own offset, since an exam belongs to the day on the patient's calendar there.
 * Null where it cannot be read.
 */
export function statedDay(stated: string, reader: Reader): TimeView | null {
  const parsed = DateTime.fromISO(stated, { setZone: true });
  if (!parsed.isValid) return null;
  const date = placed(parsed, reader);
  const partial = PRECISION.find(({ pattern }) => pattern.test(stated));
  const words = date.toLocaleString(partial?.format ?? DAY_OF_YEAR);
  const exact = partial ? words : date.toLocaleString({ ...DAY_OF_YEAR, ...CLOCK });
  return { words, iso: stated, exact, near: false };
}
