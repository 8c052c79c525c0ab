import { localAt, momentOf } from './local-time.js';
import { DAY_MS, HOUR_MS } from './schedule/moments.js';

/** When a person wants their digest, on their own clock. */
export interface DigestRhythm {
  every: 'week' | 'month';
  /** Of the week 1 (Monday) to 7, of the month 1 to 28: a day that every month has. */
  day: number;
  /** 0 to 23. */
  hour: number;
}

/** Who chose nothing gets one on the first of each month in the morning. */
export const USUAL_DIGEST: DigestRhythm = { every: 'month', day: 1, hour: 8 };

const MOST_DAYS = 33;

/**
 * The next moment after `moment` at which a digest is due. An hour that the clock shows twice counts once, the first
 * time; one that it skips is due when it is skipped.
 */
export function nextDigest(moment: number, { every, day, hour }: DigestRhythm, zone: string): number {
  const today = Math.floor(localAt(moment, zone) / DAY_MS) * DAY_MS;
  for (let ahead = 0; ahead <= MOST_DAYS; ahead += 1) {
    const midnight = today + ahead * DAY_MS;
    if (dayOf(midnight, every) !== day) continue;
    const due = momentOf(midnight + hour * HOUR_MS, zone);
    if (due > moment) return due;
  }
  throw new Error(`no ${every} has a day ${day}`);
}

function dayOf(midnight: number, every: DigestRhythm['every']): number {
  const date = new Date(midnight);
  return every === 'month' ? date.getUTCDate() : date.getUTCDay() || 7;
}
