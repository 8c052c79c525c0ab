import { HttpStatus, Param, ParseUUIDPipe } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { InputError } from '../lib/errors.js';
import { refusal } from '../words/refusal.js';
import { wordsIn } from '../words/words.js';

/**
 * What a form posted, as the class declares it; everything else is dropped. The `message` of a rule is the id of a sentence of
 * templates/words, which has no values.
 * @throws InputError in the words of the first rule broken
 */
export function validated<T extends object>(form: new () => T, body: unknown): T {
  const posted = plainToInstance(form, body ?? {});
  const broken = validateSync(posted, { whitelist: true }).flatMap(({ constraints }) =>
    Object.values(constraints ?? {}),
  );
  if (broken[0] !== undefined) throw refusalOf(broken[0]);
  return posted;
}

/** A rule without a sentence of ours speaks in the library's own. */
function refusalOf(message: string): InputError {
  return wordsIn('en').has(message) ? refusal(message) : new InputError(message);
}

/** The id of a row in an address; what cannot be one is not there. */
export const RowId = (name: string): ParameterDecorator =>
  Param(name, new ParseUUIDPipe({ errorHttpStatusCode: HttpStatus.NOT_FOUND }));
