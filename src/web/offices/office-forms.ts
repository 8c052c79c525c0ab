import { Transform } from 'class-transformer';
import { IsEmail, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { oneLine } from '../place-form.js';
import { ZONES } from '../words/zones.js';

const MOST_PATIENTS = 2_000_000_000;
const PATIENTS = { message: 'office.refused.patients' };
const NAME = { message: 'office.refused.name' };
const tidied = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? oneLine(value) : value,
);

/** An office that is to take part; an empty count is not known. */
export class OfficeForm {
  @tidied @IsString(NAME) @Length(2, 200, NAME) name!: string;

  @IsIn(ZONES, { message: 'office.refused.zone' })
  zone!: string;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === '' ? undefined : Number(value)))
  @IsInt(PATIENTS)
  @Min(1, PATIENTS)
  @Max(MOST_PATIENTS, PATIENTS)
  patients?: number;
}

/** Whom to ask to read the summaries of an office. */
export class OfficerForm {
  @tidied @IsString(NAME) @Length(2, 120, NAME) name!: string;

  @IsEmail({ require_tld: false }, { message: 'sign-in.wholeAddress' })
  @Length(3, 254, { message: 'sign-in.wholeAddress' })
  email!: string;
}

export class OrganizationForm {
  @IsUUID(undefined, { message: 'form.places' })
  organization!: string;
}

export class LinkForm {
  @IsString({ message: 'office.over.unknown' })
  token!: string;
}
