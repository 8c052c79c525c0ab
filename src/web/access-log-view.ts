import { wordsIn } from '../words/words.js';
import { DateTime } from 'luxon';
import { type AccessRow, MOST_EVENTS, type PersonWithAccess } from '../store/pages/access.reader.js';
import { accessLogHref } from './record-links.js';
import type { AccessDayView, AccessLogView, PersonView } from './views/access-log.js';
import { dayOnly, momentWords, type Reader } from './words/times.js';

/** The end of the id of the words for a route: "get-flags-one" for GET /patients/:patientId/flags/:flagId. */
export function routeWords(route: string): string {
  const [method = '', path = ''] = route.split(' ');
  if (path.startsWith('/api/')) return method === 'GET' ? 'program-read' : 'program-answered';
  if (path === '/') return 'get-home';
  const parts = path.replace(/^\/patients\/:patientId/, '').split('/');
  const names = parts.filter((part) => part !== '').map((part) => (part.startsWith(':') ? 'one' : part));
  return [method.toLowerCase(), ...names].join('-');
}

/** What was done by a route that is there no longer is told all the same. */
function knownWords(id: string): string {
  return wordsIn('en').has(`people.access.did.${id}`) ? id : 'other';
}

/** Somebody with access, and what part of the record it is for. */
export function personView(person: PersonWithAccess, readerId: string, reader: Reader): PersonView {
  const { accountId, name, role, since, until, kinds, places } = person;
  return {
    name,
    you: accountId === readerId,
    role,
    since: momentWords(since, reader),
    until: until && momentWords(until, reader),
    kinds,
    places,
  };
}

/** What was looked at and done, by day and person; and where older ones are found. */
export function eventsView(
  patientId: string,
  rows: AccessRow[],
  reader: Reader,
): Pick<AccessLogView, 'days' | 'olderHref'> {
  const shown = rows.slice(0, MOST_EVENTS);
  const older = rows.length > MOST_EVENTS ? shown.at(-1)!.id : null;
  const days = groups(shown, ({ at }) => dayOf(at, reader));
  return {
    days: days.map(([day, ofDay]) => dayView(day, ofDay, reader)),
    olderHref: older && `${accessLogHref(patientId)}?${new URLSearchParams({ before: older })}`,
  };
}

function dayView(day: string, rows: AccessRow[], reader: Reader): AccessDayView {
  return {
    day: dayOnly(day, reader)!,
    people: groups(rows, ({ accountId }) => accountId).map(([, ofPerson]) => ({
      name: ofPerson[0]!.name,
      deeds: ofPerson.map(({ route, at, place }) => ({
        route: knownWords(routeWords(route)),
        place,
        at: DateTime.fromJSDate(at, { zone: reader.zone }).toFormat('HH:mm'),
      })),
    })),
  };
}

function dayOf(at: Date, { zone }: Reader): string {
  return DateTime.fromJSDate(at, { zone }).toISODate()!;
}

/** In the order of the first of each. */
function groups<T>(all: T[], key: (one: T) => string): [string, T[]][] {
  const found = new Map<string, T[]>();
  for (const one of all) found.set(key(one), [...(found.get(key(one)) ?? []), one]);
  return [...found];
}
