import { firstChange, localAt, offsetAt } from './local-time.js';
import { DAY_MS, MINUTE_MS } from './schedule/moments.js';

/** A part of each day on the clock of a person, in minutes after midnight; it may go over midnight. `until` is not in it. */
export interface QuietHours {
  from: number;
  until: number;
}

const MINUTES_A_DAY = DAY_MS / MINUTE_MS;

/**
 * The first moment, not before `moment`, at which the clock of the zone shows a time outside of the quiet hours. It is the
 * clock that counts: an hour that it shows twice is quiet twice, and one that it skips ends nothing late.
 */
export function quietUntil(moment: number, hours: QuietHours, zone: string): number {
  const shown = minuteAt(moment, zone);
  if (!isWithin(shown, hours)) return moment;
  const left = (hours.until - shown + MINUTES_A_DAY) % MINUTES_A_DAY;
  const end = (Math.floor(moment / MINUTE_MS) + left) * MINUTE_MS;
  if (offsetAt(end, zone) === offsetAt(moment, zone)) return end;
  return quietUntil(firstChange(moment, end, zone), hours, zone);
}

function isWithin(minute: number, { from, until }: QuietHours): boolean {
  return from <= until ? from <= minute && minute < until : minute >= from || minute < until;
}

function minuteAt(moment: number, zone: string): number {
  const local = localAt(moment, zone);
  return Math.floor((((local % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);
}
