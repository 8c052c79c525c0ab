import { DateTime } from 'luxon';
import type { Level } from '../domain/level.js';
import { stepDays } from '../domain/messages/days.js';
import type { StepDates } from './views/steps.js';
import { calendarDay, dayOnly, type Reader, type TimeView } from './words/times.js';

/** The dates that steps name, counted in calendar days from today where the reader is. */
export function stepDates(level: Level, reader: Reader): StepDates {
  return {
    callBy: dayOnly(stepDays(level, calendarDay(reader.now, reader)).callBy, reader)!,
    copiesBy: daysAfter(reader.now, 30, reader),
    correctBy: daysAfter(reader.now, 60, reader),
    listBy: daysAfter(reader.now, 60, reader),
  };
}

/** The calendar day so many days after a moment, by the reader's calendar. */
export function daysAfter(moment: Date, days: number, reader: Reader): TimeView {
  const day = DateTime.fromJSDate(moment, { zone: reader.zone }).plus({ days }).toISODate();
  const view = day === null ? null : dayOnly(day, reader);
  if (view === null) throw new Error(`${reader.zone} is no time zone`);
  return view;
}
