import { DAY_MS, MINUTE_MS } from './schedule/moments.js';

const clocks = new Map<string, Intl.DateTimeFormat>();

/** By how much the clock of an IANA zone is ahead of UTC at a moment, in ms. */
export function offsetAt(moment: number, zone: string): number {
  const whole = Math.floor(moment / 1000) * 1000;
  const parts = clockOf(zone).formatToParts(whole);
  const read = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return shown - whole;
}

/** What the clock of a zone shows at a moment, as if it showed UTC. */
export function localAt(moment: number, zone: string): number {
  return moment + offsetAt(moment, zone);
}

/**
 * The first moment at which the clock of a zone shows this, given as if it showed UTC. Where the clock is put forward over
 * it, the moment at which that is done: the first that shows something later.
 */
export function momentOf(local: number, zone: string): number {
  const early = local - offsetAt(local - DAY_MS, zone);
  const late = local - offsetAt(local + DAY_MS, zone);
  const shown = [early, late].filter((moment) => localAt(moment, zone) === local);
  if (shown.length > 0) return Math.min(...shown);
  return firstChange(Math.min(early, late), Math.max(early, late), zone);
}

/** The first minute after `from`, and not after `to`, from which on the clock is as far ahead as it is at `to`. */
export function firstChange(from: number, to: number, zone: string): number {
  const after = offsetAt(to, zone);
  let [before, found] = [Math.floor(from / MINUTE_MS), Math.ceil(to / MINUTE_MS)];
  while (found - before > 1) {
    const middle = Math.floor((before + found) / 2);
    if (offsetAt(middle * MINUTE_MS, zone) === after) found = middle;
    else before = middle;
  }
  return found * MINUTE_MS;
}

/** Making one takes longer than everything else here. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(zone, clock);
  return clock;
}
