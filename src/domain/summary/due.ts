import { momentOf } from '../local-time.js';
import { DAY_MS, HOUR_MS } from '../schedule/moments.js';

const WORKING_DAY = 2;
const HOUR = 6;

/**
 * When the summary of a month is due: on the second day from Monday to Friday of the month after it, at 6 in the morning by
 * the provider's clock. Holidays differ from place to place and are not left out.
 * @param month YYYY-MM
 * @param zone IANA zone
 * @returns ms since 1970
 */
export function dueAt(month: string, zone: string): number {
  let day = firstOf(monthAfter(month));
  let working = isWorkingDay(day) ? 1 : 0;
  while (working < WORKING_DAY) {
    day += DAY_MS;
    if (isWorkingDay(day)) working += 1;
  }
  return momentOf(day + HOUR * HOUR_MS, zone);
}

/** The moments at which a month begins and is over by the clock of a zone, in ms since 1970. */
export function monthBounds(month: string, zone: string): { starts: number; ends: number } {
  return { starts: momentOf(firstOf(month), zone), ends: momentOf(firstOf(monthAfter(month)), zone) };
}

export function monthAfter(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

function firstOf(month: string): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

function isWorkingDay(day: number): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
