/** A month as it is written everywhere: YYYY-MM. */
export const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

const MONTHS_A_YEAR = 12;

export function monthAfter(month: string): string {
  return monthOf(numberOf(month) + 1);
}

/** So many months up to this one, oldest first. */
export function monthsUpTo(month: string, count: number): string[] {
  const last = numberOf(month);
  return Array.from({ length: count }, (_, at) => monthOf(last - count + 1 + at));
}

/** YYYY-MM-DD */
export function firstDayOf(month: string): string {
  return `${month}-01`;
}

/** YYYY-MM-DD */
export function lastDayOf(month: string): string {
  const next = Date.parse(firstDayOf(monthAfter(month)));
  return new Date(next - 1).toISOString().slice(0, 10);
}

function numberOf(month: string): number {
  return Number(month.slice(0, 4)) * MONTHS_A_YEAR + Number(month.slice(5, 7)) - 1;
}

function monthOf(number: number): string {
  const year = String(Math.floor(number / MONTHS_A_YEAR)).padStart(4, '0');
  return `${year}-${String((number % MONTHS_A_YEAR) + 1).padStart(2, '0')}`;
}
