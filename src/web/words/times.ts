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
const FORMS = {
  day: DAY,
  dayOfYear: DAY_OF_YEAR,
  exactDay: EXACT_DAY,
  clock: CLOCK,
  exactMoment: { ...EXACT_DAY, ...CLOCK, timeZoneName: 'short' },
  statedMoment: { ...DAY_OF_YEAR, ...CLOCK },
  year: { year: 'numeric' },
  monthOfYear: { year: 'numeric', month: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type Form = keyof typeof FORMS;

const PRECISION: { pattern: RegExp; form: Form }[] = [
  { pattern: /^\d{4}$/, form: 'year' },
  { pattern: /^\d{4}-\d{2}$/, form: 'monthOfYear' },
  { pattern: /^\d{4}-\d{2}-\d{2}$/, form: 'dayOfYear' },
];
const DAY_MS = 86_400_000;

/** Making one takes longer than a whole page of using it; there are as many as readers have languages and zones. */
const formats = new Map<string, Intl.DateTimeFormat>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();

function shown(at: Date | number, form: Form, language: string, timeZone: string): string {
  const key = `${form} ${language} ${timeZone}`;
  const locale = FORMAT_LOCALE[language] ?? language;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...FORMS[form], timeZone });
  formats.set(key, format);
  return format.format(at);
}

/** The day and clock of a place, as milliseconds of the same day and clock in UTC. */
function wallMs({ year, month, day, hour, minute }: DateTime): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** "today", "yesterday" or "tomorrow" in the reader's language; null for any other day. */
function nearDay(date: DateTime, today: DateTime, { language }: Reader): string | null {
  const days = Math.floor(wallMs(date) / DAY_MS) - Math.floor(wallMs(today) / DAY_MS);
  if (Math.abs(days) > 1) return null;
  const format =
    relatives.get(language) ??
    new Intl.RelativeTimeFormat(FORMAT_LOCALE[language] ?? language, { numeric: 'auto' });
  relatives.set(language, format);
  return format.format(days, 'day');
}

const todays = new WeakMap<Reader, DateTime>();

function todayOf(reader: Reader): DateTime {
  const today = todays.get(reader) ?? DateTime.fromJSDate(reader.now, { zone: reader.zone });
  todays.set(reader, today);
  return today;
}

function dayWords(date: DateTime, today: DateTime, { language }: Reader): string {
  return shown(wallMs(date), today.year === date.year ? 'day' : 'dayOfYear', language, 'UTC');
}

/** The calendar day (YYYY-MM-DD) of a moment where the reader is. */
export function calendarDay(at: Date, { zone }: Pick<Reader, 'zone'>): string {
  const day = DateTime.fromJSDate(at, { zone }).toISODate();
  if (day === null) throw new Error(`${zone} is no time zone`);
  return day;
}

/** When something happened here: with the clock for yesterday, today and tomorrow, else the day alone. */
export function momentWords(at: Date, reader: Reader): TimeView {
  const { language, zone } = reader;
  const date = DateTime.fromJSDate(at, { zone });
  const near = nearDay(date, todayOf(reader), reader);
  return {
    words: near ? `${near} ${shown(at, 'clock', language, zone)}` : dayWords(date, todayOf(reader), reader),
    iso: date.toISO({ suppressMilliseconds: true }) ?? at.toISOString(),
    exact: shown(at, 'exactMoment', language, zone),
    near: near !== null,
  };
}

/** A calendar day without a clock, such as a due date. `date` is YYYY-MM-DD; null where it is not one. */
export function dayOnly(date: string, reader: Reader): TimeView | null {
  const day = DateTime.fromISO(date, { zone: reader.zone });
  if (!day.isValid) return null;
  const near = nearDay(day, todayOf(reader), reader);
  return {
    words: near ?? dayWords(day, todayOf(reader), reader),
    iso: day.toISODate(),
    exact: shown(wallMs(day), 'exactDay', reader.language, 'UTC'),
    near: near !== null,
  };
}

/**
 * A date as a source states it: a FHIR date or dateTime (R4 section 2.24.0.1) of any precision. Always with its year, and
 * as the local day of the source's own offset, since an exam belongs to the day on the patient's calendar there.
 * Null where it cannot be read.
 */
export function statedDay(stated: string, { language }: Reader): TimeView | null {
  const there = statedWallMs(stated);
  if (there === null) return null;
  const partial = PRECISION.find(({ pattern }) => pattern.test(stated));
  const words = shown(there, partial?.form ?? 'dayOfYear', language, 'UTC');
  const exact = partial ? words : shown(there, 'statedMoment', language, 'UTC');
  return { words, iso: stated, exact, near: false };
}

/** A whole date of FHIR (R4, dateTime), with the clock that it states or none. */
const WHOLE_DATE = /^(\d{4}-\d{2}-(\d{2}))(?:T(\d{2}:\d{2}):\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Day and clock as they stand in the text, which needs no calendar and no zone; whatever is written otherwise is read as ISO 8601. */
function statedWallMs(stated: string): number | null {
  const [, date, day, clock = '00:00'] = WHOLE_DATE.exec(stated) ?? [];
  const asWritten = new Date(`${date}T${clock}Z`);
  // A thirtieth of February would become the second of March.
  if (asWritten.getUTCDate() === Number(day)) return asWritten.getTime();
  const read = DateTime.fromISO(stated, { setZone: true });
  return read.isValid ? wallMs(read) : null;
}
