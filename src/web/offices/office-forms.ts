import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsEmail, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { oneLine } from '../place-form.js';
import { ZONES } from '../words/zones.js';

const FEWEST_PATIENTS = 100;
const MOST_PATIENTS = 2_000_000_000;
const PATIENTS = { message: 'office.refused.patients' };
const NAME = { message: 'office.refused.name' };
const tidied = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? oneLine(value) : value,
);

/** What an office says itself; empty is not known. Its share of who agreed tells too much of a smaller one. */
function PatientCount(): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Transform(({ value }: { value: unknown }) => (value === '' ? undefined : Number(value))),
    IsInt(PATIENTS),
    Min(FEWEST_PATIENTS, PATIENTS),
    Max(MOST_PATIENTS, PATIENTS),
  );
}

/** An office that is to take part. */
export class OfficeForm {
  @tidied @IsString(NAME) @Length(2, 200, NAME) name!: string;

  @IsIn(ZONES, { message: 'office.refused.zone' })
  zone!: string;

  @PatientCount()
  patients?: number;
}

/** What an office says later. */
export class PatientsForm {
  @PatientCount()
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
