import { DateTime } from 'luxon';
import type { Level } from '../domain/level.js';
import { composeMessage } from '../domain/messages/compose.js';
import type { Audience } from '../domain/messages/message.js';
import type { Told } from '../domain/messages/told.js';
import { dayInFull } from '../words/days.js';
import { type Locale, type Values, wordsIn } from '../words/words.js';
import { type MessageFacts, writeMessage, type WrittenMessage } from '../words/write-message.js';
import type { Who } from './views/shell.js';
import type { Reader } from './words/times.js';

/** Who reads a message: whose record it is to them, in their language and at their clock. */
export interface MessageReader {
  who: Who;
  locale: Locale;
  reader: Reader;
}

/** Days until a call should be made: this week when the level says so, else without hurry. */
const CALL_DAYS: Record<Level, number> = { quiet: 14, info: 14, check: 14, 'act soon': 7, 'act now': 7 };
const BILL_DAYS = 14;
const RELINK_DAYS = 7;

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
  const dayIn = (days: number): string => dayAfter(reader.now, days, { locale, reader });
  const values = {
    who: who.role,
    name: who.name,
    callBy: dayIn(CALL_DAYS[told.level]),
    billsBy: dayIn(BILL_DAYS),
    relinkBy: dayIn(RELINK_DAYS),
    ...facts.values,
  };
  const today = DateTime.fromJSDate(reader.now, { zone: reader.zone }).toISODate()!;
  return writeMessage(composeMessage(told), { today, values, quotes, tables }, wordsIn(locale));
}

/** The day of a moment where the reader is, so many days later: "14 June 2026". */
export function dayAfter(
  moment: Date,
  days: number,
  { locale, reader }: Pick<MessageReader, 'locale' | 'reader'>,
): string {
  const day = DateTime.fromJSDate(moment, { zone: reader.zone }).plus({ days }).toISODate();
  if (day === null) throw new Error(`${reader.zone} is no time zone`);
  return dayInFull(day, locale);
}
