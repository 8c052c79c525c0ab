import type { Level } from './level.js';
import { quietUntil, type QuietHours } from './quiet-hours.js';

/** A mail that cannot be delivered for now is tried again for this long, with growing pauses. */
export const GIVE_UP_AFTER_DAYS = 5;

const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 6 * 3600;
const DAY_MS = 86_400_000;

/** Seconds to wait after so many attempts in vain: a minute, then twice as long each time, six hours at most. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_SECONDS * 2 ** attempts, LONGEST_PAUSE_SECONDS);
}

/** Whether a mail is given up now instead of being tried again: by its first attempt, however long it waited for that. */
export function isTooOld(firstTriedAt: Date, now: Date): boolean {
  return now.getTime() - firstTriedAt.getTime() > GIVE_UP_AFTER_DAYS * DAY_MS;
}

/** What a person chose that decides when a message may leave. The watch goes by none of it. */
export interface Timing {
  /** IANA zone of the person. */
  zone: string;
  /** Null where they chose none. */
  quiet: QuietHours | null;
  /** Whether "do this today" may come in quiet hours too. */
  actNowAtOnce: boolean;
}

/** What is offered to who sets quiet hours for the first time: 21:00 to 08:00. */
export const USUAL_QUIET_HOURS: QuietHours = { from: 21 * 60, until: 8 * 60 };

/** When a message that is ready now may leave: now, or at the end of the quiet hours of who gets it. */
export function leavesAt({ zone, quiet, actNowAtOnce }: Timing, level: Level, now: Date): Date {
  if (quiet === null || (level === 'act now' && actNowAtOnce)) return now;
  return new Date(quietUntil(now.getTime(), quiet, zone));
}

/** More mails at level check to one person in so many days are charts that were merged, or our mistake. */
export const CHECKS_ALONE = { most: 2, days: 30 } as const;

/** What a person was mailed at level check within `CHECKS_ALONE.days`. */
export interface ChecksMailed {
  alone: number;
  /** They were told already that there are several. */
  several: boolean;
}

/** How a further message at level check is told: alone, as "several things" once, or in the app and the digest only. */
export function tellCheck({ alone, several }: ChecksMailed): 'alone' | 'several' | 'app' {
  if (several) return 'app';
  return alone < CHECKS_ALONE.most ? 'alone' : 'several';
}
