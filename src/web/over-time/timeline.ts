import { DateTime } from 'luxon';

/** A scan on the time line: its day (FHIR date or dateTime), and what its mark shows. */
export interface Dated {
  started: string;
}

/** A stretch of time. ISO 8601. */
export interface Stretch {
  from: string;
  to: string;
}

/** Whole years, the first and the one after the last; at least two, so that a mark has a side to stand on. */
export interface Span {
  from: number;
  until: number;
}

/** Marks that stand closer than this share of the width are put one above the other. */
const APART_PERCENT = 4;
/** Years named under the line at most, so that they can be read on a phone. */
const MOST_YEARS = 5;

/** From the year of the oldest day to the end of this one. */
export function spanOf(days: string[], now: Date): Span {
  const until = DateTime.fromJSDate(now, { zone: 'utc' }).year + 1;
  const years = days.map((day) => Number(day.slice(0, 4))).filter((year) => year > 0 && year < until);
  return { from: Math.min(until - 2, ...years), until };
}

/** Where a moment stands between the ends of a span, in percent; what is outside stands at the end. */
export function placeIn({ from, until }: Span, at: string): number {
  const moment = DateTime.fromISO(at, { zone: 'utc' });
  const years = moment.year + (moment.ordinal - 1) / moment.daysInYear;
  return rounded((100 * Math.min(Math.max(years - from, 0), until - from)) / (until - from));
}

/** Each mark with its place in percent and the row above the line that is free there, 0 the lowest. */
export function stacked<T extends Dated>(marks: T[], span: Span): (T & { x: number; row: number })[] {
  const ends: number[] = [];
  const placed = marks.map((mark) => ({ ...mark, x: placeIn(span, mark.started) }));
  return placed
    .sort((left, right) => left.x - right.x)
    .map((mark) => {
      const free = ends.findIndex((end) => mark.x - end >= APART_PERCENT);
      const row = free === -1 ? ends.length : free;
      ends[row] = mark.x;
      return { ...mark, row };
    });
}

/** The stretches as they are drawn: never so narrow that they cannot be seen. */
export function drawn(stretches: Stretch[], span: Span): { x: number; width: number }[] {
  return stretches.map(({ from, to }) => {
    const x = Math.min(placeIn(span, from), 99);
    return { x, width: rounded(Math.max(1, placeIn(span, to) - x)) };
  });
}

/** The years to name, evenly apart, with their places in percent. */
export function namedYears({ from, until }: Span): { year: number; x: number }[] {
  const step = Math.ceil((until - from) / MOST_YEARS);
  const years = Array.from({ length: Math.ceil((until - from) / step) }, (_, at) => from + at * step);
  return years.map((year) => ({ year, x: rounded((100 * (year - from)) / (until - from)) }));
}

function rounded(percent: number): number {
  return Math.round(percent * 100) / 100;
}
