import { momentOf } from '../local-time.js';

/** How long somebody is let in: a month, a year, until it is taken back, or to the end of a day. */
export const DURATIONS = ['month', 'year', 'open', 'date'] as const;
export type Duration = (typeof DURATIONS)[number];

/** An invitation that nobody accepted is no longer good after this many days. */
export const INVITATION_DAYS = 7;
/** Whoever acts for a child hears so many days before that it ends. */
export const TELL_END_DAYS = 30;
const OF_AGE_YEARS = 18;
const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * When a grant that starts now ends; null where it ends by being taken back.
 * @param lastDay the last day on which it holds, as YYYY-MM-DD, by the clock of whoever lets them in; for `date` alone
 * @param zone where whoever lets them in is (IANA)
 */
export function endOf(duration: Duration, lastDay: string | null, now: Date, zone: string): Date | null {
  switch (duration) {
    case 'open':
      return null;
    case 'month':
      return monthsAfter(now, 1);
    case 'year':
      return monthsAfter(now, 12);
    case 'date':
      return lastDay === null || !isDay(lastDay)
        ? null
        : new Date(momentOf(Date.parse(lastDay) + DAY_MS, zone));
  }
}

/** Whether it is a day of the calendar, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const at = DAY.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The day on which a person comes of age, at midnight UTC; who was born on 29 February does on 1 March. */
export function eighteenthBirthday(birthDate: string): Date {
  const [year, month, day] = birthDate.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + OF_AGE_YEARS, month - 1, day));
}

/** The earlier of two ends, where null is none. */
export function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/** The same day so many months later, or the last of that month where it has no such day. */
function monthsAfter(at: Date, months: number): Date {
  const moved = new Date(at);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const days = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(at.getUTCDate(), days));
  return moved;
}
