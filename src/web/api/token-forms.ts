import { Transform } from 'class-transformer';
import { IsIn, Length } from 'class-validator';
import type { ApiScope } from '../../domain/access.js';

/** What the form offers, with the scopes that it stands for: whoever answers reads too. */
const SCOPES_OF: Record<'read' | 'answer', ApiScope[]> = { read: ['read'], answer: ['read', 'answer'] };
export const TOKEN_DAYS = ['30', '90', '365', 'none'] as const;

export class TokenForm {
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @Length(1, 60, { message: 'api.refused.name' })
  name!: string;

  @IsIn(['read', 'answer'], { message: 'api.refused.may' }) may!: keyof typeof SCOPES_OF;
  @IsIn(TOKEN_DAYS, { message: 'api.refused.days' }) days!: (typeof TOKEN_DAYS)[number];
}

export function wantedIn({ name, may, days }: TokenForm): {
  name: string;
  scopes: ApiScope[];
  days: number | null;
} {
  return { name, scopes: SCOPES_OF[may], days: days === 'none' ? null : Number(days) };
}
