import { DAY_MS, HOUR_MS, MINUTE_MS, shareOf } from './schedule/moments.js';
import { nightAt, morningAfter } from './schedule/site-day.js';
import type { PullOutcome } from './schedule/outcome.js';

/** What the next pull of a connection depends on besides what the last one came to. */
export interface Rhythm {
  connectionId: string;
  everySeconds: number;
  /** IANA zone of the site; null where it is not known. */
  siteZone: string | null;
  /** Pulls in a row, before this one, that found the site unwell. */
  failures: number;
}

export interface NextPull {
  /** ISO 8601, UTC; null: not before somebody links the connection again. */
  at: string | null;
  failures: number;
}

/** A site that does not say how long to wait is asked again after 1, 2, 4, 8 … minutes, and at least once a day. */
const FIRST_PAUSE_MS = MINUTE_MS;
const LONGEST_PAUSE_MS = DAY_MS;
/** A site that asks for more than this is asked anyway: by then the patient is told that it was not read. */
const LONGEST_WAIT_MS = 7 * DAY_MS;
/** No wish for haste brings two pulls nearer together than this. */
const LEAST_GAP_MS = 5 * MINUTE_MS;

/**
 * When a connection is pulled next. A site that is unwell is left alone for longer each time; one that took the access
 * back is not asked at all. Otherwise the pace that was set holds, spread over the day by the connection's id, at night
 * where the pace allows; an exam hurries it: a pull shortly after its end, one some hours later, one the next morning.
 * @param examEnds when exams of this patient end or ended (ISO 8601), from appointments or what the patient expects
 * @param at when the pull ended (ISO 8601)
 */
export function nextPull(rhythm: Rhythm, outcome: PullOutcome, examEnds: string[], at: string): NextPull {
  const now = Date.parse(at);
  switch (outcome.kind) {
    case 'revoked':
      return { at: null, failures: rhythm.failures };
    case 'unwell': {
      const failures = rhythm.failures + 1;
      const pause = Math.max(backoffMs(rhythm, failures), Math.min(outcome.askedMs ?? 0, LONGEST_WAIT_MS));
      return { at: isoOf(now + pause), failures };
    }
    case 'read': {
      const wishes = examEnds.flatMap((end) => hurriedBy(Date.parse(end), rhythm));
      const soon = wishes.filter((moment) => moment >= now + LEAST_GAP_MS);
      return { at: isoOf(Math.min(regularAfter(now, rhythm), ...soon)), failures: 0 };
    }
  }
}

/** Up to a quarter longer by chance, so that those who failed together do not come back together. */
function backoffMs({ connectionId }: Rhythm, failures: number): number {
  const step = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 20), LONGEST_PAUSE_MS);
  return Math.min(step * (1 + shareOf(`${connectionId} ${failures}`) / 4), LONGEST_PAUSE_MS);
}

/**
 * The connection has a place of its own in the interval, so that pulls that fell together part again at once: the next
 * one is half an interval to one and a half away, every later one a whole.
 */
function regularAfter(now: number, { connectionId, everySeconds, siteZone }: Rhythm): number {
  const every = everySeconds * 1000;
  const share = shareOf(connectionId);
  if (every >= DAY_MS) return nightAt(now + every - DAY_MS / 2, share, siteZone);
  const first = Math.floor(share * every);
  return first + Math.ceil((now + every / 2 - first) / every) * every;
}

function hurriedBy(end: number, { connectionId, siteZone }: Rhythm): number[] {
  const share = shareOf(`${connectionId} exam`);
  return [
    end + (20 + 20 * share) * MINUTE_MS,
    end + (3 + share) * HOUR_MS,
    morningAfter(end, share, siteZone),
  ];
}

function isoOf(ms: number): string {
  return new Date(Math.round(ms)).toISOString();
}
