import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import { DateTime } from 'luxon';
import {
  HOTLINE_ANSWERS,
  HOTLINE_QUESTIONS,
  type HotlineAnswer,
  type HotlineQuestion,
} from '../../domain/cases/breach.js';
import { REQUEST_KINDS, type RequestKind } from '../../domain/cases/clocks.js';
import { BREACH_OUTCOMES, type Outcome, STUDY_OUTCOMES } from '../../domain/cases/outcome.js';
import { REQUEST_WORDS, type RequestWord } from '../../domain/cases/requests.js';
import { STEP_STATES, type StepState } from '../../domain/cases/steps.js';
import { refusal } from '../../words/refusal.js';

const BUTTON = { message: 'form.buttons' };
const DAY = { message: 'form.day' };
const MAYBE_DAY = /^(\d{4}-\d{2}-\d{2})?$/;
const A_DAY = /^\d{4}-\d{2}-\d{2}$/;

const Trimmed = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/** "Keep track of this", of a breach. */
export class TrackForm {
  @IsUUID(undefined, BUTTON) exposure!: string;
}

export class StepForm {
  @IsString(BUTTON) @MaxLength(80, BUTTON) step!: string;
  @IsIn(STEP_STATES, BUTTON) state!: StepState;
  @IsOptional() @Matches(MAYBE_DAY, DAY) until?: string;
}

export class LetterForm {
  @IsIn(REQUEST_KINDS, { message: 'form.asked' }) kind!: RequestKind;
  @IsString()
  @Trimmed()
  @Length(1, 120, { message: 'form.recipient' })
  recipient!: string;
  @Matches(A_DAY, DAY) sentOn!: string;
}

export class LetterWordForm {
  @IsIn(REQUEST_WORDS, BUTTON) what!: RequestWord['what'];
  @IsOptional() @Matches(MAYBE_DAY, DAY) on?: string;
}

export class NoteForm {
  @IsString()
  @Trimmed()
  @Length(1, 4000, { message: 'form.note' })
  note!: string;
}

export class HotlineForm {
  @IsIn(HOTLINE_QUESTIONS, BUTTON) question!: HotlineQuestion;
  @IsIn(HOTLINE_ANSWERS, BUTTON) answer!: HotlineAnswer;
}

export class OfferForm {
  @IsOptional()
  @IsString()
  @Trimmed()
  @MaxLength(80, { message: 'form.code' })
  code?: string;
  @IsOptional() @Matches(MAYBE_DAY, DAY) enrolBy?: string;
}

export class OutcomeForm {
  @IsIn([...STUDY_OUTCOMES, ...BREACH_OUTCOMES, 'reopened'], { message: 'form.ended' })
  outcome!: Outcome;
}

/** The day until which a step is put off; null for any other word on a step. @throws InputError where it is no day ahead */
export function putOffUntil({ state, until }: StepForm, today: string): string | null {
  if (state !== 'not-now') return null;
  const day = aDay(until);
  if (day <= today) throw refusal('form.afterToday');
  return day;
}

/** A day on which something happened: no day ahead, and none before `from`. @throws InputError */
export function pastDay(given: string | undefined, today: string, from = '2000-01-01'): string {
  const day = aDay(given);
  if (day > today) throw refusal('form.noLater');
  if (day < from) throw refusal('form.notBeforeLetter');
  return day;
}

/** Null where none was given. @throws InputError where it is no day of the calendar */
export function maybeDay(given: string | undefined): string | null {
  return given ? aDay(given) : null;
}

function aDay(given: string | undefined): string {
  if (!given || !DateTime.fromISO(given, { zone: 'utc' }).isValid) throw refusal(DAY.message);
  return given;
}
