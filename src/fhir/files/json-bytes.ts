import { InputError } from '../../lib/errors.js';
import { parseJson } from './json-file.js';
import type { JsonShape } from './json-shape.js';

/**
 * The JSON values in the bytes of a file that a stranger may have made: one, or one a line.
 * @throws InputError where it is no UTF-8, no JSON, or of a shape that no record has; says what to do
 */
export function jsonValues(bytes: Uint8Array, name: string, shape: JsonShape): unknown[] {
  shape.check(bytes, name);
  return parseJson(textOf(bytes, name), name);
}

/** The byte order mark is left out by the decoder. */
function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new InputError(`${name} is not text in UTF-8: export it again as FHIR JSON, in UTF-8`, {
      cause: error,
    });
  }
}
