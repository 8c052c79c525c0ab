import { DateTime } from 'luxon';
import { dayInFull } from '../../words/days.js';
import { type Values, type Words, wordsIn } from '../../words/words.js';
import { localeFor, readerOf } from '../reader-of.js';
import type { VisitRequest } from '../visit.js';
import { whoOf } from '../visitor.js';
import type { Who } from '../views/shell.js';

/** Who reads a case: whose record it is to them, in their language, on their day. */
export interface CaseReaderOf {
  who: Who;
  words: Words;
  zone: string;
  /** YYYY-MM-DD where the reader is. */
  today: string;
}

export function caseReader(request: VisitRequest, name: string, now: Date): CaseReaderOf {
  const { zone } = readerOf(request, now);
  const words = wordsIn(localeFor(request));
  return { who: whoOf(request, name), words, zone, today: dayOf(now.toISOString(), zone) };
}

/** The calendar day of a moment (ISO 8601) in a zone. */
export function dayOf(at: string, zone: string): string {
  return DateTime.fromISO(at).setZone(zone).toISODate()!;
}

/** A sentence of a case, which may name the patient. */
export function say({ words, who }: CaseReaderOf, id: string, values: Values = {}): string {
  return words.say(`cases.${id}`, { who: who.role, name: who.name, ...values });
}

/** The day of a moment in words. */
export function momentDay({ words, zone }: CaseReaderOf, at: string): string {
  return dayInFull(dayOf(at, zone), words.locale);
}

/** A calendar day in words. */
export function inFull({ words }: CaseReaderOf, day: string): string {
  return dayInFull(day, words.locale);
}

const LABEL = 'cases.label.';

/** All that stands on headings, fields and buttons, by name. */
export function labelsOf(words: Words): Record<string, string> {
  const ids = words.ids.filter((id) => id.startsWith(LABEL));
  return Object.fromEntries(ids.map((id) => [id.slice(LABEL.length), words.say(id)]));
}
