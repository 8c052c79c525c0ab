import { daysAfter } from '../cases/calendar.js';
import type { Level } from '../level.js';

/** Days until a call should be made: this week when the level says so, else without hurry. */
const CALL_DAYS: Record<Level, number> = { quiet: 14, info: 14, check: 14, 'act soon': 7, 'act now': 7 };
const BILL_DAYS = 14;
const RELINK_DAYS = 7;

/** By when steps without a date of the law are to be done, counted from a day; all YYYY-MM-DD. */
export function stepDays(level: Level, from: string): Record<'callBy' | 'billsBy' | 'relinkBy', string> {
  return {
    callBy: daysAfter(from, CALL_DAYS[level]),
    billsBy: daysAfter(from, BILL_DAYS),
    relinkBy: daysAfter(from, RELINK_DAYS),
  };
}
