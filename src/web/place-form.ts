import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { stateCode } from '../domain/matching/states.js';
import { storableText } from '../store/storable.js';
import { refusal } from '../words/refusal.js';

/** Town and state of a place; an empty one is not known. */
export class PlaceForm {
  @IsOptional()
  @IsString()
  @MaxLength(80, { message: 'form.town' })
  city?: string;

  @IsOptional()
  @IsString()
  state?: string;
}

/** The same from a patient, who has several places. */
export class OwnPlaceForm extends PlaceForm {
  @IsUUID(undefined, { message: 'form.places' })
  organization!: string;
}

/** @throws InputError where the state is none of the United States */
export function placeIn({ city, state }: PlaceForm): { city: string | null; state: string | null } {
  const town = oneLine(city);
  const given = (state ?? '').trim();
  const code = stateCode(given);
  if (given !== '' && code === null) throw refusal('form.states');
  return { city: town === '' ? null : town, state: code };
}

/** A typed text as it is kept: without what a database or a line cannot hold. */
export function oneLine(text: string | undefined): string {
  return storableText(text ?? '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
