import { daysAfter } from '../domain/cases/calendar.js';
import { composeMessage } from '../domain/messages/compose.js';
import { stepDays } from '../domain/messages/days.js';
import type { Audience } from '../domain/messages/audience.js';
import type { Told } from '../domain/messages/told.js';
import { dayInFull } from '../words/days.js';
import { type Locale, type Values, wordsIn } from '../words/words.js';
import { type MessageFacts, writeMessage, type WrittenMessage } from '../words/write-message.js';
import type { Who } from './views/shell.js';
import { calendarDay, type Reader } from './words/times.js';

/** Who reads a message: whose record it is to them, in their language and at their clock. */
export interface MessageReader {
  who: Who;
  locale: Locale;
  reader: Reader;
}

/** Whom a message is written to, by whose record it is to them. */
export function audienceOf({ role }: Who): Audience {
  return role === 'self' ? 'patient' : role;
}

/** The message of a page, in its reader's language. */
export function messageOf(
  told: Told,
  facts: { values: Values; quotes?: MessageFacts['quotes']; tables?: MessageFacts['tables'] },
  { who, locale, reader }: MessageReader,
): WrittenMessage {
  const { quotes = {}, tables = {} } = facts;
  const today = calendarDay(reader.now, reader);
  const { callBy, billsBy, relinkBy } = stepDays(told.level, today);
  const values = {
    who: who.role,
    name: who.name,
    callBy: dayInFull(callBy, locale),
    billsBy: dayInFull(billsBy, locale),
    relinkBy: dayInFull(relinkBy, locale),
    ...facts.values,
  };
  return writeMessage(composeMessage(told), { today, values, quotes, tables }, wordsIn(locale));
}

/** The day of a moment where the reader is, so many days later: "14 June 2026". */
export function dayAfter(
  moment: Date,
  days: number,
  { locale, reader }: Pick<MessageReader, 'locale' | 'reader'>,
): string {
  return dayInFull(daysAfter(calendarDay(moment, reader), days), locale);
}
