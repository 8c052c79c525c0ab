import { Transform } from 'class-transformer';
import { IsEmail, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import {
  INVITED_ROLES,
  type InvitedRole,
  scopeOf,
  SHARED_KINDS,
  type SharedKind,
} from '../../domain/people/scope.js';
import { DURATIONS, type Duration, endOf, isDay } from '../../domain/people/until.js';
import type { Terms } from '../../services/people.service.js';
import type { SharedPlace } from '../../store/people/sharing.store.js';
import { storableText } from '../../store/storable.js';
import { refusal } from '../../words/refusal.js';
import type { Reader } from '../words/times.js';

const list = ({ value }: { value: unknown }): unknown[] => [value ?? []].flat();

/** What somebody may see and do, and until when, as it is ticked. */
export class TermsForm {
  @IsIn(INVITED_ROLES, { message: 'form.answers' })
  role!: InvitedRole;

  @IsIn(['all', 'some'], { message: 'form.answers' })
  where!: 'all' | 'some';

  @Transform(list)
  @IsUUID(undefined, { each: true, message: 'people.refused.place' })
  places: string[] = [];

  @Transform(list)
  @IsIn(SHARED_KINDS, { each: true, message: 'form.answers' })
  kinds: SharedKind[] = [];

  @IsIn(DURATIONS, { message: 'form.answers' })
  until!: Duration;

  @IsOptional()
  @Matches(/^(\d{4}-\d{2}-\d{2})?$/, { message: 'people.refused.day' })
  day?: string;
}

/** Whom to invite, and on which terms. */
export class InvitationForm extends TermsForm {
  @IsString({ message: 'people.refused.name' })
  @MaxLength(80, { message: 'people.refused.name' })
  name!: string;

  @IsEmail({ require_tld: false }, { message: 'sign-in.wholeAddress' })
  @MaxLength(254, { message: 'sign-in.wholeAddress' })
  email!: string;
}

/** "Change something": the form is shown again with what stands in it. */
export class BackForm {
  @IsOptional()
  @IsIn(['yes'], { message: 'form.answers' })
  back?: string;
}

export class EndForm {
  @IsIn(['yes', 'no'], { message: 'form.answers' })
  tell!: 'yes' | 'no';
}

/**
 * The terms as they are kept, but for the words agreed to.
 * @param places those that the reader can share
 * @throws InputError for a place that is none of these, or a day that is none
 */
export function termsIn(
  form: TermsForm,
  places: SharedPlace[],
  { now, zone }: Pick<Reader, 'now' | 'zone'>,
): Omit<Terms, 'consent'> {
  const known = form.places.every((id) => places.some((place) => place.id === id));
  if (!known) throw refusal('people.refused.place');
  const day = form.day ?? '';
  if (form.until === 'date' && !isDay(day)) throw refusal('people.refused.day');
  const scope = scopeOf(form.role, form.where === 'all' ? null : form.places, form.kinds);
  return { role: form.role, ...scope, until: endOf(form.until, day, now, zone) };
}

/** @throws InputError for a name without a letter */
export function nameIn({ name }: { name: string }): string {
  const tidy = storableText(name).trim();
  if (tidy === '') throw refusal('people.refused.name');
  return tidy;
}
