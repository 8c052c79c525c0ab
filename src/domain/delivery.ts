/** A mail that cannot be delivered for now is tried again for this long, with growing pauses. */
export const GIVE_UP_AFTER_DAYS = 5;

const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 6 * 3600;
const DAY_MS = 86_400_000;

/** Seconds to wait after so many attempts in vain: a minute, then twice as long each time, six hours at most. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_SECONDS * 2 ** attempts, LONGEST_PAUSE_SECONDS);
}

/** Whether a mail of then is given up now instead of being tried again. */
export function isTooOld(createdAt: Date, now: Date): boolean {
  return now.getTime() - createdAt.getTime() > GIVE_UP_AFTER_DAYS * DAY_MS;
}
