import type { Flag } from './assess.js';
import { compareLevels, type Level } from './level.js';
import type { Situation } from './situation.js';

/** What one cause says to everybody who may hear of it; recipients are the patient's grants. */
export interface Notice {
  /** Unique with recipient and channel: the same cause never speaks twice. */
  cause: string;
  situation: Situation;
  level: Level;
  /** Grant roles that hear of it (guidance: who gets what). */
  roles: GrantRole[];
  /** Whether it is mailed; otherwise it stands in the inbox alone. */
  mailed: boolean;
}

export type GrantRole = 'self' | 'representative' | 'helper';

/** Helpers hear of a possible match, and of one at a vendor, only once it is confirmed, and not of what a scan can tell beside care. */
const NOT_FOR_HELPERS: string[] = ['S08', 'S09', 'S10', 'S11', 'S13', 'S14'];
/** What is to be done today is for those who may act; a helper is asked to help with it. */
export const LOUDEST_FOR_HELPERS = 'act soon' satisfies Level;
/** How loud a matter of the patient is to somebody in this role, in what is sent and on every page. */
export function levelForRole(role: GrantRole, level: Level): Level {
  return role === 'helper' && level === 'act now' ? LOUDEST_FOR_HELPERS : level;
}

/** Mailed at any level: the person has just connected the place and waits for it. */
const AWAITED: Situation[] = ['S01'];

/** How a flag or an exposure is told, or null when it is quiet: then it stands in the timeline alone. */
export function noticeOf(cause: string, situation: Situation | null, level: Level): Notice | null {
  if (situation === null || compareLevels(level, 'info') < 0) return null;
  return {
    cause,
    situation,
    level,
    roles: NOT_FOR_HELPERS.includes(situation)
      ? ['self', 'representative']
      : ['self', 'representative', 'helper'],
    mailed: compareLevels(level, 'check') >= 0 || AWAITED.includes(situation),
  };
}

/** Whether somebody in this role hears of a breach: a helper of one that is not confirmed only once it is answered to be the place. */
export function hearsOfBreach(role: GrantRole, situation: string, answer: string | null): boolean {
  return role !== 'helper' || !NOT_FOR_HELPERS.includes(situation) || answer === 'know';
}

/** Whether a flag may be spoken of at once; one that settles waits for a later complete pull. */
export function speaksAtOnce(flag: Pick<Flag, 'settles'>): boolean {
  return flag.settles === null;
}

/** A question that nobody answered is asked once more after this many days, and then no more. */
export const REMIND_AFTER_DAYS = 7;

/** A breach feed unread this many days is told to whoever runs the service. */
export const UNREAD_FEED_DAYS = 2;

/** A connection unread this many days is told of: first as info, then as a check. */
export const UNREAD_DAYS = { info: 7, check: 14 } as const;
