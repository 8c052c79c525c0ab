import { type Days, readUsDate, realDay } from '../text/read-cell.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A day in one of the ways in which Washington writes it: "2017 Feb 06 12:00:00 AM", "2017-02-06T00:00:00.000" (both a
 * day, the hour says nothing) or "02/06/2017". Null where it is empty, undefined where it is none or not between `days`.
 */
export function readWaDate(text: string, days: Days): string | null | undefined {
  if (text === '') return null;
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]*Z?)?$/.exec(text) ?? [];
  if (isoYear && isoMonth && isoDay) return realDay(isoYear, isoMonth, isoDay, days);
  const [, year, name, day] = /^(\d{4}) ([a-z]{3}) (\d{1,2})(?: [\d:]+ [ap]m)?$/i.exec(text) ?? [];
  if (!year || !name || !day) return readUsDate(text, days);
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  return month === 0 ? undefined : realDay(year, String(month), day, days);
}
