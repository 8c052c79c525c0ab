import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, ValidateIf } from 'class-validator';
import { DateTime } from 'luxon';
import { LETTER_KINDS, type LetterKind, type PaperNotice } from '../domain/paper-notice.js';
import { storableText } from '../store/storable.js';
import { refusal } from '../words/refusal.js';
import type { Reader } from './words/times.js';

const DAY = { message: 'form.day' };
const SHORT = { message: 'form.letters' };
const EARLIEST = '2000-01-01';

/** What the letter says. `organization` is one of the patient's places; else `place` names it. */
export class LetterForm {
  @ValidateIf(({ organization }: LetterForm) => !['', undefined].includes(organization))
  @IsUUID(undefined, { message: 'form.places' })
  organization?: string;

  @IsOptional()
  @IsString()
  @MaxLength(120, SHORT)
  place?: string;

  @Matches(/^\d{4}-\d{2}-\d{2}$/, DAY)
  letterOn!: string;

  @IsOptional()
  @Matches(/^(\d{4}-\d{2}-\d{2})?$/, DAY)
  breachOn?: string;

  @Transform(({ value }: { value: unknown }) => [value ?? []].flat())
  @IsIn(LETTER_KINDS, { each: true, message: 'form.dataKinds' })
  kinds: LetterKind[] = [];

  @IsOptional()
  @IsString()
  @MaxLength(120, SHORT)
  hotline?: string;

  @IsOptional()
  @IsString()
  @MaxLength(120, SHORT)
  offerCode?: string;
}

/**
 * The letter as it is kept, and which of the patient's places wrote it.
 * @throws InputError where no place is named, or a day is none or lies in the future
 */
export function letterIn(
  form: LetterForm,
  places: { id: string; name: string }[],
  reader: Reader,
): { organizationId: string | null; notice: PaperNotice } {
  const own = form.organization ? places.find(({ id }) => id === form.organization) : undefined;
  if (form.organization && !own) throw refusal('form.places');
  const place = own?.name ?? text(form.place);
  if (place === null) throw refusal('form.whoWrote');
  const notice = {
    place,
    letterOn: dayIn(form.letterOn, reader),
    breachOn: form.breachOn ? dayIn(form.breachOn, reader) : null,
    kinds: LETTER_KINDS.filter((kind) => form.kinds.includes(kind)),
    hotline: text(form.hotline),
    offerCode: text(form.offerCode),
  };
  return { organizationId: own?.id ?? null, notice };
}

function text(typed: string | undefined): string | null {
  const tidy = storableText(typed ?? '').trim();
  return tidy === '' ? null : tidy;
}

/** By the calendar of the reader, who may be a day ahead of the server. */
function dayIn(day: string, { now, zone }: Reader): string {
  if (!DateTime.fromISO(day, { zone: 'utc' }).isValid) throw refusal(DAY.message);
  const today = DateTime.fromJSDate(now, { zone }).toFormat('yyyy-MM-dd');
  if (day < EARLIEST || day > today) throw refusal('form.notAhead');
  return day;
}
