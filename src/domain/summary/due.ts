import { momentOf } from '../local-time.js';
import { firstDayOf, monthAfter } from '../month.js';
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
  let day = startOf(monthAfter(month));
  let working = isWorkingDay(day) ? 1 : 0;
  while (working < WORKING_DAY) {
    day += DAY_MS;
    if (isWorkingDay(day)) working += 1;
  }
  return momentOf(day + HOUR * HOUR_MS, zone);
}

/** The moments at which a month begins and is over by the clock of a zone, in ms since 1970. */
export function monthBounds(month: string, zone: string): { starts: number; ends: number } {
  return { starts: momentOf(startOf(month), zone), ends: momentOf(startOf(monthAfter(month)), zone) };
}

/** As its clock shows it, given as if it showed UTC. */
function startOf(month: string): number {
  return Date.parse(firstDayOf(month));
}

function isWorkingDay(day: number): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
