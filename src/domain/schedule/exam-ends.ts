import type { FhirResource } from '../pull.js';
import type { Expectation } from '../expectation.js';
import { MINUTE_MS } from './moments.js';
import { eveningOf } from './site-day.js';

/** An appointment that was or may still be kept (R4 value set appointmentstatus; R5 has the same words). */
const KEPT: ReadonlySet<unknown> = new Set(['booked', 'pending', 'arrived', 'checked-in', 'fulfilled']);
const USUAL_MINUTES = 60;
/** What lies beyond is no moment to JavaScript. */
const LAST_MOMENT = 8.64e15;

/** When the appointments among these resources end or ended (ISO 8601, UTC); what states no moment is left out. */
export function examEnds(resources: FhirResource[]): string[] {
  return resources
    .filter(({ resourceType, status }) => resourceType === 'Appointment' && KEPT.has(status))
    .map(endOf)
    .filter((end) => Math.abs(end) < LAST_MOMENT)
    .map((end) => new Date(end).toISOString());
}

/**
 * When the exams that people expect are over at the latest (ISO 8601, UTC): in the evening of their last day. One that
 * came already is waited for no more.
 * @param siteZone IANA zone; null where it is not known
 */
export function expectedEnds(expected: Expectation[], siteZone: string | null): string[] {
  return expected
    .filter(({ became }) => became === null)
    .map(({ to }) => new Date(eveningOf(to, siteZone)).toISOString());
}

/** NaN where it cannot be told. A date without a time is not taken: it would be taken for midnight. */
function endOf({ start, end, minutesDuration }: FhirResource): number {
  const stated = momentOf(end);
  if (!Number.isNaN(stated)) return stated;
  const minutes =
    typeof minutesDuration === 'number' && minutesDuration > 0 ? minutesDuration : USUAL_MINUTES;
  return momentOf(start) + minutes * MINUTE_MS;
}

function momentOf(value: unknown): number {
  return typeof value === 'string' && value.includes('T') ? Date.parse(value) : NaN;
}
