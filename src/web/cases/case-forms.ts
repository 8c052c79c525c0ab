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
import { InputError } from '../../lib/errors.js';

const BUTTON = { message: 'Please choose one of the buttons on the page.' };
const DAY = { message: 'Please give the day as year, month and day.' };
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
  @IsIn(REQUEST_KINDS, { message: 'Please say what you asked for.' }) kind!: RequestKind;
  @IsString()
  @Trimmed()
  @Length(1, 120, { message: 'Please say whom you wrote to, in 1 to 120 letters.' })
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
  @Length(1, 4000, { message: 'Please write a note of 1 to 4,000 letters.' })
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
  @MaxLength(80, { message: 'Please give the code in 80 letters at most.' })
  code?: string;
  @IsOptional() @Matches(MAYBE_DAY, DAY) enrolBy?: string;
}

export class OutcomeForm {
  @IsIn([...STUDY_OUTCOMES, ...BREACH_OUTCOMES, 'reopened'], { message: 'Please choose how it ended.' })
  outcome!: Outcome;
}

/** The day until which a step is put off; null for any other word on a step. @throws InputError where it is no day ahead */
export function putOffUntil({ state, until }: StepForm, today: string): string | null {
  if (state !== 'not-now') return null;
  const day = aDay(until);
  if (day <= today) throw new InputError('Please choose a day after today.');
  return day;
}

/** A day on which something happened: no day ahead, and none before `from`. @throws InputError */
export function pastDay(given: string | undefined, today: string, from = '2000-01-01'): string {
  const day = aDay(given);
  if (day > today) throw new InputError('Please choose today or a day before it.');
  if (day < from) throw new InputError('Please choose a day that is not before the letter.');
  return day;
}

/** Null where none was given. @throws InputError where it is no day of the calendar */
export function maybeDay(given: string | undefined): string | null {
  return given ? aDay(given) : null;
}

function aDay(given: string | undefined): string {
  if (!given || !DateTime.fromISO(given, { zone: 'utc' }).isValid) throw new InputError(DAY.message);
  return given;
}
