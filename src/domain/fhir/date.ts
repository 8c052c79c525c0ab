/**
 * FHIR date and dateTime (hl7.org/fhir/R4/datatypes.html#dateTime) compared at the precision they state.
 * Seen in the field: date only, zone-less, local time stamped "Z", placeholders such as "YYYY-MM-DD" or year 1.
 */
const FORM =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** No image is older than the first X-ray; earlier years, and the last one, are placeholders. */
const FIRST_YEAR = 1895;
const LAST_YEAR = 9998;

/** The widest offsets from UTC in use, -12:00 to +14:00, all of them whole quarters of an hour. */
const WEST_MS = 12 * HOUR_MS;
const EAST_MS = 14 * HOUR_MS;
const OFFSET_STEP_MS = 15 * MINUTE_MS;

interface Parsed {
  precision: 'year' | 'month' | 'day' | 'time';
  /** The clock and calendar as written, as if they were UTC (ms since 1970). */
  written: number;
  /** The instant (ms since 1970), or null where no zone is stated. */
  instant: number | null;
  /** Milliseconds of the smallest unit of time stated. */
  step: number;
}

/** One exam's date stands in its study, its series, its order, its visit and its report. */
const known = new Map<string, Parsed | null>();
const MOST_KNOWN = 10_000;
const LONGEST_DATE = 40;

function parse(date: string): Parsed | null {
  const found = known.get(date);
  if (found !== undefined) return found;
  const parsed = readDate(date);
  if (known.size < MOST_KNOWN && date.length <= LONGEST_DATE) known.set(date, parsed);
  return parsed;
}

function readDate(date: string): Parsed | null {
  const parts = FORM.exec(date);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, zone] = parts;
  const numbers = [month ?? 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0].map(Number);
  const [m = 1, d = 1, h = 0, min = 0, s = 0] = numbers;
  const midnight = Date.UTC(Number(year), m - 1, d);
  const inCalendar = m >= 1 && m <= 12 && d >= 1 && (d <= 28 || new Date(midnight).getUTCDate() === d);
  const inRange = Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR;
  if (!inCalendar || !inRange || h > 23 || min > 59 || s > 60) return null;
  const written = midnight + h * HOUR_MS + min * MINUTE_MS + Math.min(s, 59) * 1000;
  return {
    precision:
      hour !== undefined ? 'time' : day !== undefined ? 'day' : month !== undefined ? 'month' : 'year',
    written,
    instant: zone === undefined ? null : written - offsetMs(zone),
    step: second === undefined ? MINUTE_MS : 1000,
  };
}

function offsetMs(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}

/** The text when it is a FHIR date or dateTime that exists in the calendar and is no placeholder, else null. */
export function fhirDate(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const date = value.trim();
  return parse(date) === null ? null : date;
}

/** The calendar day as written, at the source's own clock: `YYYY-MM-DD`, or shorter where less is stated. */
export function dayOf(date: string): string {
  return date.slice(0, 10);
}

/**
 * Whether two dates can mean the same moment: the same instant, the same clock on the wall (sources stamp
 * local time "Z"), one the other's local time without its zone, or equal as far as the coarser of them says.
 */
export function sameMoment(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [parse(one), parse(other)];
  if (!a || !b) return false;
  if (a.precision === 'time' && b.precision === 'time') return sameTime(a, b);
  const [from, to] = [possibleDays(a), possibleDays(b)];
  return from.first <= to.last && to.first <= from.last;
}

function sameTime(a: Parsed, b: Parsed): boolean {
  const step = Math.max(a.step, b.step);
  const equal = (x: number, y: number): boolean => Math.floor(x / step) === Math.floor(y / step);
  if (equal(a.written, b.written)) return true;
  if (a.instant !== null && b.instant !== null) return equal(a.instant, b.instant);
  if (a.instant === null && b.instant === null) return false;
  const [local, instant] = a.instant === null ? [a.written, b.instant!] : [b.written, a.instant];
  const offset = Math.floor(local / step) * step - Math.floor(instant / step) * step;
  return offset >= -WEST_MS && offset <= EAST_MS && offset % OFFSET_STEP_MS === 0;
}

/** First and last day (counted from 1970) that a date can mean; a stated zone may not be the zone of the place. */
function possibleDays(date: Parsed): { first: number; last: number } {
  const { from, to } = spanOfParsed(date);
  if (date.precision !== 'time' || date.instant === null)
    return { first: Math.floor(from / DAY_MS), last: Math.floor(to / DAY_MS) };
  return {
    first: Math.floor((date.instant - WEST_MS) / DAY_MS),
    last: Math.floor((date.instant + EAST_MS) / DAY_MS),
  };
}

/** The stretch of time that a date leaves open (ms since 1970, both ends within it). */
export interface Span {
  from: number;
  to: number;
  timed: boolean;
  /** True where not even the day is stated. */
  coarse: boolean;
}

/** @returns null for what is no FHIR date; a missing zone is read as UTC */
export function spanOf(date: string): Span | null {
  const parsed = parse(date);
  return parsed === null ? null : spanOfParsed(parsed);
}

function spanOfParsed({ precision, written, instant }: Parsed): Span {
  const at = instant ?? written;
  if (precision === 'time') return { from: at, to: at, timed: true, coarse: false };
  const next = new Date(written);
  if (precision === 'day') next.setUTCDate(next.getUTCDate() + 1);
  if (precision === 'month') next.setUTCMonth(next.getUTCMonth() + 1);
  if (precision === 'year') next.setUTCFullYear(next.getUTCFullYear() + 1);
  return { from: written, to: next.getTime() - 1, timed: false, coarse: precision !== 'day' };
}

/** The span from the start of the earliest to the end of the latest; null where there is none. */
export function joinSpans(spans: Span[]): Span | null {
  if (spans.length === 0) return null;
  return {
    from: Math.min(...spans.map((span) => span.from)),
    to: Math.max(...spans.map((span) => span.to)),
    timed: spans.every((span) => span.timed),
    coarse: spans.some((span) => span.coarse),
  };
}

/**
 * Days from span `a` to span `b`: 0 when they touch, negative when `b` is the earlier one. Times are allowed a
 * night between them, a time and a day the difference of zones.
 */
export function daysApart(a: Span, b: Span): number {
  const slack = a.timed && b.timed ? WEST_MS : a.timed || b.timed ? EAST_MS : 0;
  if (b.from - a.to > slack) return Math.ceil((b.from - a.to) / DAY_MS);
  if (a.from - b.to > slack) return -Math.ceil((a.from - b.to) / DAY_MS);
  return 0;
}
