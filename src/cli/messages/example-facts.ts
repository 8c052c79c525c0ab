import { DateTime } from 'luxon';
import type { Audience } from '../../domain/messages/audience.js';
import { dayInFull } from '../../words/days.js';
import { scanWords } from '../../words/scan-words.js';
import type { Values, Words } from '../../words/words.js';
import type { MessageFacts } from '../../words/write-message.js';
import type { Case } from './examples.js';

/** Sixty characters, and forty: longer names are rare. */
const LONG_PLACE = 'Saint Bartholomew and Holy Trinity Regional Medical Centre 2';
const LONG_NAME = 'Maximiliana Guadalupe Fernández-Villalob';

const QUOTES = {
  before: 'No fracture is seen. Compared with the exam of 2018.',
  after: 'No fracture is seen. Compared with the exams of 2018 and 2021. Addendum: the left side was read.',
  product: 'Example Lung Assist 4.2',
  scope: 'Imaging data may be used for research and for the development of algorithms.',
};

/** All that any message may show, in the language, with the fewest and shortest or the longest words. */
export function exampleFacts(which: Case, audience: Audience, words: Words, today: string): MessageFacts {
  const long = which === 'long';
  const day = (days: number): string => dayInFull(plusDays(today, days), words.locale);
  return {
    today,
    values: {
      who: audience === 'patient' ? 'self' : audience,
      name: long ? LONG_NAME : 'Ana',
      organization: long ? LONG_PLACE : 'Lake Clinic',
      ...scanWords(words, long ? 'mammogram' : 'ct', long ? day(-2640) : null),
      otherScan: scanWords(words, 'x-ray', day(-40)).aScan,
      ...namesOf(long, words),
      ...figuresOf(long),
      ...daysOf(day),
    },
    quotes: QUOTES,
    tables: tablesOf(long, words, day),
  };
}

function namesOf(long: boolean, words: Words): Values {
  return {
    reportedName: long ? 'Northern Plains Imaging and Billing Associates of America' : 'Lake Health',
    reportedTo: 'hhs',
    person: long ? 'Bernardino Iturriaga-Etxeberria de Lasala' : 'Leo',
    by: long ? LONG_NAME : 'Ana',
    pausedBy: long ? 'Bernardino Iturriaga-Etxeberria de Lasala' : 'Ana',
    differing: words.say('messages.S07.differing.all'),
    ownDetails: `${long ? LONG_NAME : 'Ana'}, ${dayInFull('1951-04-30', words.locale)}`,
    request: words.say('messages.request.access'),
    device: 'Firefox 140',
    exported: words.say('messages.S18.exported.all'),
    hotline: '1-800-555-0100',
    offerCode: 'AB12-CD34',
  };
}

function figuresOf(long: boolean): Values {
  return {
    studies: long ? 1_204 : 1,
    first: long ? '2009' : 'same',
    last: '2026',
    entries: long ? 12 : 1,
    affected: 1_842_500,
    before: 501,
    news: long ? 3 : 1,
    known: long ? 2 : 1,
    open: long ? 2 : 1,
  };
}

function daysOf(day: (days: number) => string): Values {
  return {
    scanDay: day(-2640),
    seenOn: day(-2),
    goneSince: day(-9),
    firstSeen: day(-400),
    consentDay: day(-700),
    reportedOn: day(-5),
    letterOn: day(-5),
    letterBy: day(41),
    callBy: day(14),
    billsBy: day(14),
    relinkBy: day(7),
    complainBy: day(180),
    since: day(-16),
    pausedOn: day(-3),
    pausedUntil: day(27),
    until: day(365),
    time: `${day(0)}, 07:10`,
    asOf: day(-1),
    month: day(-30).replace(/^\d+ (de )?/, ''),
    sentOn: day(-35),
    dueOn: day(-5),
    lastOn: day(25),
  };
}

function tablesOf(long: boolean, words: Words, day: (days: number) => string): Record<string, Values[]> {
  const place = long ? LONG_PLACE : 'Lake Clinic';
  const request = words.say('messages.request.access');
  return {
    places: [{ place, lookedOn: day(-1) }, ...(long ? [{ place: 'Lake Clinic', lookedOn: day(-2) }] : [])],
    unread: [{ place: 'Hillside Clinic', linkedOn: day(-3) }],
    gaps: [{ place: 'Northgate Clinic', lookedOn: day(-20) }],
    pastGaps: [{ place: 'Lake Clinic', lookedOn: day(-22), until: day(-9) }],
    requests: [{ request, dueOn: day(12) }],
  };
}

/** The values that are names of places and people. */
export function namesIn(shows: Record<string, string>): string[] {
  const named = /^(?:name|organization|reportedName|person|by|pausedBy|place \w+ \d+|ownDetails)$/;
  return Object.entries(shows).flatMap(([key, value]) => (named.test(key) ? [value] : []));
}

function plusDays(today: string, days: number): string {
  return DateTime.fromISO(today, { zone: 'utc' }).plus({ days }).toISODate()!;
}
