import { InputError } from '../../lib/errors.js';
import { parseJson } from './json-file.js';
import { MOST_RESOURCES } from './limits.js';
import type { JsonShape } from './json-shape.js';

/**
 * The JSON values in the bytes of a file that a stranger may have made: one, or one a line.
 * @throws InputError where it is no UTF-8, no JSON, or of a shape that no record has; says what to do
 */
export function jsonValues(bytes: Uint8Array, name: string, shape: JsonShape): unknown[] {
  shape.check(bytes, name);
  const values = parseJson(textOf(bytes, name), name);
  const resources = values.reduce<number>((sum, one) => sum + (Array.isArray(one) ? one.length : 1), 0);
  if (resources > MOST_RESOURCES)
    throw new InputError(
      `${name} holds more than ${MOST_RESOURCES.toLocaleString('en')} resources: give a part of it, such as the scans alone`,
    );
  return values;
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
