import { HttpException, HttpStatus } from '@nestjs/common';
import { type Values, wordsIn } from '../words/words.js';

/** Refuses a request for another reason than what was given, in a sentence of templates/words that the error page says. */
export class RefusedError extends HttpException {
  override name = 'RefusedError';
  readonly said: { id: string; values: Values };

  constructor(status: HttpStatus.FORBIDDEN | HttpStatus.PAYLOAD_TOO_LARGE, id: string, values: Values = {}) {
    super(wordsIn('en').say(id, values), status);
    this.said = { id, values };
  }
}

/** A change that was not asked for by a form of ours, or by one that an earlier visitor got. */
export function oldForm(): RefusedError {
  return new RefusedError(HttpStatus.FORBIDDEN, 'error.oldForm');
}
