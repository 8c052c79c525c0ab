import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { DateTime } from 'luxon';
import { EXPECTED_KINDS, type ExpectedKind, LONGEST_EXPECTATION_DAYS } from '../domain/expectation.js';
import type { SaidExam } from '../store/expectation.store.js';
import { refusal } from '../words/refusal.js';
import type { Reader } from './words/times.js';

/** How far back and ahead of today a day may lie. */
export const EARLIEST_DAYS = 30;
export const LATEST_DAYS = 365;

const DAY = { message: 'form.day' };
const UNKNOWN = 'unknown';

/** "A scan is to come": the day, or first and last day, what kind, and where. */
export class ExpectedScan {
  @Matches(/^\d{4}-\d{2}-\d{2}$/, DAY)
  day!: string;

  @IsOptional()
  @Matches(/^(\d{4}-\d{2}-\d{2})?$/, DAY)
  until?: string;

  @IsIn([...EXPECTED_KINDS, UNKNOWN], { message: 'form.kinds' })
  kind!: ExpectedKind | typeof UNKNOWN;

  @IsOptional()
  @IsString()
  @MaxLength(80, { message: 'form.place' })
  place?: string;
}

/** @throws InputError where the days are none, lie too far off, or too far apart */
export function expectedIn(
  form: ExpectedScan,
  { now, zone }: Reader,
): Pick<SaidExam, 'from' | 'to' | 'kind' | 'place'> {
  const to = form.until ? form.until : form.day;
  const [first, last] = [dayIn(form.day), dayIn(to)];
  const today = DateTime.fromISO(DateTime.fromJSDate(now, { zone }).toFormat('yyyy-MM-dd'), { zone: 'utc' });
  const ahead = (day: DateTime): number => day.diff(today, 'days').days;
  if (ahead(first) < -EARLIEST_DAYS || ahead(first) > LATEST_DAYS) throw refusal('form.daysToCome');
  const days = ahead(last) - ahead(first) + 1;
  if (days < 1 || days > LONGEST_EXPECTATION_DAYS) throw refusal('form.lastDay');
  const place = form.place?.trim() ?? '';
  return {
    from: form.day,
    to,
    kind: form.kind === UNKNOWN ? null : form.kind,
    place: place === '' ? null : place,
  };
}

function dayIn(text: string): DateTime {
  const day = DateTime.fromISO(text, { zone: 'utc' });
  if (!day.isValid) throw refusal(DAY.message);
  return day;
}
