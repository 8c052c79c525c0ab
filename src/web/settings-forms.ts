import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import type { DigestRhythm } from '../domain/digest-day.js';
import { MUTABLE_SITUATIONS, type MutableSituation } from '../domain/mutable.js';
import type { QuietHours } from '../domain/quiet-hours.js';
import { STOPPABLE_STREAMS, type StoppableStream } from '../mail/stream.js';
import { ENDPOINT_LEVELS, type EndpointLevel } from '../store/endpoint.store.js';
import { refusal } from '../words/refusal.js';
import { type Locale, LOCALES } from '../words/words.js';
import { ZONES } from './words/zones.js';

const CHOOSE = 'settings.refused.mail';
const CLOCK = { message: 'settings.refused.clock' };
const YES_OR_NO = ['yes', 'no'] as const;
type YesOrNo = (typeof YES_OR_NO)[number];

export class MailChoice {
  @IsIn(STOPPABLE_STREAMS, { message: CHOOSE }) stream!: StoppableStream;
  @IsIn(YES_OR_NO, { message: CHOOSE }) on!: YesOrNo;
}

/** Whether news that asks for nothing is mailed too. */
export class NewsChoice {
  @IsIn(YES_OR_NO, { message: CHOOSE }) on!: YesOrNo;
}

export class ChosenZone {
  @IsIn(ZONES, { message: 'settings.refused.zone' }) zone!: string;
}

export class ChosenLanguage {
  @IsIn(LOCALES, { message: 'settings.refused.language' }) language!: Locale;
}

export class ChosenQuietHours {
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, CLOCK) from!: string;
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, CLOCK) until!: string;
  /** Left out by a browser where it is not ticked. */
  @IsOptional()
  @IsIn(['yes'], { message: CHOOSE })
  today?: 'yes';
}

/** @throws InputError where they would last all day */
export function quietHoursIn({ from, until }: ChosenQuietHours): QuietHours {
  const hours = { from: minutesOf(from), until: minutesOf(until) };
  if (hours.from === hours.until) throw refusal('settings.refused.noEnd');
  return hours;
}

function minutesOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const MONTH_DAYS = Array.from({ length: 28 }, (_, at) => at + 1);
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** Days of a digest as the form names them, like "week-1" (Monday) or "month-28". */
export const DIGEST_DAYS: { every: DigestRhythm['every']; day: number; name: string }[] = [
  ...WEEKDAYS.map((day) => ({ every: 'week' as const, day, name: `week-${day}` })),
  ...MONTH_DAYS.map((day) => ({ every: 'month' as const, day, name: `month-${day}` })),
];

export class ChosenDigest {
  @IsIn(DIGEST_DAYS.map(({ name }) => name), { message: 'settings.refused.day' })
  day!: string;

  @Transform(({ value }) => Number(value))
  @IsIn(HOURS, { message: 'settings.refused.hour' })
  hour!: number;
}

export function rhythmIn({ day, hour }: ChosenDigest): DigestRhythm {
  const chosen = DIGEST_DAYS.find(({ name }) => name === day)!;
  return { every: chosen.every, day: chosen.day, hour };
}

export class PlaceToMute {
  @IsUUID(undefined, { message: 'settings.refused.place' }) place!: string;
}

export class KindToMute {
  @IsIn(MUTABLE_SITUATIONS, { message: 'settings.refused.kind' }) kind!: MutableSituation;
}

export class DetailChoice {
  @IsIn(YES_OR_NO, { message: CHOOSE }) on!: YesOrNo;
  /** The version of the words that were read. */
  @Matches(/^[\w-]{1,20}$/, { message: 'settings.refused.unread' }) warning!: string;
}

export class ChosenWebhook {
  @IsString({ message: 'settings.refused.address' }) address!: string;
  @IsIn(ENDPOINT_LEVELS, { message: 'settings.refused.kind' }) from!: EndpointLevel;
}
