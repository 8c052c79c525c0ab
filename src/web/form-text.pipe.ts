import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { refusal } from '../words/refusal.js';

/**
 * Refuses whatever is posted or asked with a zero byte in a field, before any controller has it: PostgreSQL cannot hold
 * one in a text (PostgreSQL documentation, 8.3 Character Types), and nobody types it.
 */
export class FormTextPipe implements PipeTransform<unknown, unknown> {
  /** @throws InputError in words for the page */
  transform(value: unknown, { type }: Pick<ArgumentMetadata, 'type'>): unknown {
    if ((type === 'body' || type === 'query') && fieldsOf(value).some(hasZeroByte))
      throw refusal('form.zeroByte');
    return value;
  }
}

/** The fields of a form, or the one that a controller asks for; a field may come several times. */
function fieldsOf(value: unknown): unknown[] {
  const fields = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  return fields.flat();
}

function hasZeroByte(field: unknown): boolean {
  return typeof field === 'string' && field.includes('\0');
}
