const DAY_MS = 86_400_000;

/** The calendar day (YYYY-MM-DD) so many days after another, whatever the clocks do in between. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The same day so many months after another (both YYYY-MM-DD), or the last day of that month where it has no such day
 * (Regulation (EEC, Euratom) 1182/71, Article 3(2)(c)).
 */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
