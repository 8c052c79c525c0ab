import { offsetAt as zoneOffsetAt } from '../local-time.js';
import { DAY_MS, HOUR_MS } from './moments.js';

/** Hospitals ask apps to keep off their busy hours, 07 to 19 local time (Epic's rate limit guidance). */
const NIGHT_BEGINS_HOUR = 19;
const NIGHT_HOURS = 12;
const MORNING_BEGINS_HOUR = 5;
const MORNING_HOURS = 2;
/** Where a site's zone is not known: the middle of the country whose hospitals these are. */
const USUAL_ZONE = 'America/Chicago';

/** The first moment not before `from` that is the given share into a night of the site. */
export function nightAt(from: number, share: number, zone: string | null): number {
  return firstAt(from, NIGHT_BEGINS_HOUR + share * NIGHT_HOURS, zone);
}

/** When the busy hours of a calendar day (YYYY-MM-DD) at the site are over. */
export function eveningOf(day: string, zone: string | null): number {
  return utcOf(Date.parse(`${day}T00:00:00Z`) + NIGHT_BEGINS_HOUR * HOUR_MS, zone);
}

/** Early on the day after, the given share into the hours before the site gets busy. */
export function morningAfter(moment: number, share: number, zone: string | null): number {
  const day = startOfLocalDay(moment, zone) + DAY_MS;
  return utcOf(day + (MORNING_BEGINS_HOUR + share * MORNING_HOURS) * HOUR_MS, zone);
}

/** The first moment not before `from` at which the site's clock is `hours` past a midnight. */
function firstAt(from: number, hours: number, zone: string | null): number {
  const day = startOfLocalDay(from, zone);
  const moments = [-2, -1, 0, 1].map((days) => utcOf(day + days * DAY_MS + hours * HOUR_MS, zone));
  return moments.find((moment) => moment >= from) ?? from;
}

/** Local midnight, as if the site's clock showed UTC. */
function startOfLocalDay(moment: number, zone: string | null): number {
  return Math.floor((moment + offsetAt(moment, zone)) / DAY_MS) * DAY_MS;
}

/** What the site's clock shows, turned back; asked twice, for the days on which the clock is changed. */
function utcOf(local: number, zone: string | null): number {
  return local - offsetAt(local - offsetAt(local, zone), zone);
}

function offsetAt(moment: number, zone: string | null): number {
  return zoneOffsetAt(moment, zone ?? USUAL_ZONE);
}
