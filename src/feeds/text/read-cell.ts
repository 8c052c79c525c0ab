import { withoutControls } from './decode-text.js';

// All readers of a cell: its value, null where it is empty, undefined where it holds something else.

const STATES = new Set(
  (
    'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR ' +
    'PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP FM MH PW AA AE AP'
  ).split(' '),
);
// More people than any list of patients of one country can hold.
const MOST_AFFECTED = 1_000_000_000;
// The longest names that the lists hold have some 300 characters; a page of text in the place of a name is none.
const LONGEST_NAME = 1_000;
const DAY_MS = 86_400_000;

/** The days (YYYY-MM-DD) between which a date can lie. */
export interface Days {
  earliest: string;
  latest: string;
}

/** Up to the day after `now`, since the date line is somewhere. */
export function daysUntil(now: Date, earliest: string): Days {
  return { earliest, latest: new Date(now.getTime() + DAY_MS).toISOString().slice(0, 10) };
}

/** A cell without control characters and outer space. */
export function cellText(cell: string | undefined): string {
  return withoutControls(cell ?? '').trim();
}

/** A name as one line, or why there is none. */
export function readName(cell: string | undefined): { name: string } | { rejected: string } {
  const name = cellText(cell).replace(/[\t\r\n]+/g, ' ');
  if (name === '') return { rejected: 'no name' };
  return name.length > LONGEST_NAME
    ? { rejected: `${name.length} characters in the place of the name` }
    : { name };
}

/** A two-letter code of a state or territory. */
export function readState(text: string): string | null | undefined {
  const code = text.toUpperCase();
  if (code === '') return null;
  return STATES.has(code) ? code : undefined;
}

/** A number of people; never negative. */
export function readCount(text: string): number | null | undefined {
  if (text === '') return null;
  if (!/^(\d+|\d{1,3}(,\d{3})+)$/.test(text)) return undefined;
  const count = Number(text.replaceAll(',', ''));
  return count <= MOST_AFFECTED ? count : undefined;
}

/** MM/DD/YYYY. */
export function readUsDate(text: string, days: Days): string | null | undefined {
  if (text === '') return null;
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return year && month && day ? realDay(year, month, day, days) : undefined;
}

/** YYYY-MM-DD, where such a day is and lies between `days`. */
export function realDay(year: string, month: string, day: string, days: Days): string | undefined {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = new Date(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
  return isReal && date >= days.earliest && date <= days.latest ? date : undefined;
}
