import { InputError } from '../../lib/errors.js';
import { MOST_LEVELS, MOST_MEMBERS, MOST_VALUES } from './limits.js';

const [QUOTE, BACKSLASH, COMMA, LINE_END] = [0x22, 0x5c, 0x2c, 0x0a];
const [LIST, OBJECT] = [0x5b, 0x7b];
const CLOSING = new Set([0x5d, 0x7d]);
/** What a list has in the place of a count of members: lists may be long. */
const IN_LIST = -1;

/**
 * Looks over the bytes of JSON before anything parses them, so that what is made to fill memory is never built. Counts go
 * on over all files of one upload. What is no JSON at all passes: the parser says where it breaks.
 */
export class JsonShape {
  private values = 0;
  private lines = 0;

  /** @throws InputError where it nests deeper, or holds more values or lines, than any real record */
  check(bytes: Uint8Array, name: string): void {
    let levels = 0;
    const members = new Int32Array(MOST_LEVELS + 1);
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (byte === QUOTE) at = endOfText(bytes, at);
      else if (byte === COMMA) {
        this.values += 1;
        if (members[levels] !== IN_LIST && (members[levels]! += 1) > MOST_MEMBERS) throw tooMany(name);
      } else if (byte === LINE_END) this.lines += 1;
      else if (byte === LIST || byte === OBJECT) {
        this.values += 1;
        levels += 1;
        if (levels > MOST_LEVELS) throw tooDeep(name);
        members[levels] = byte === LIST ? IN_LIST : 0;
      } else if (CLOSING.has(byte)) levels -= 1;
    }
    if (this.values > MOST_VALUES || this.lines > MOST_VALUES) throw tooMany(name);
  }
}

/** Where the text that begins here ends; the last byte where it never does. */
function endOfText(bytes: Uint8Array, start: number): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    if (bytes[at] === BACKSLASH) at += 1;
    else if (bytes[at] === QUOTE) return at;
  }
  return bytes.length;
}

function tooDeep(name: string): InputError {
  return new InputError(
    `${name} nests more than ${MOST_LEVELS} levels deep, which no medical record does: ask the place for a fresh export`,
  );
}

function tooMany(name: string): InputError {
  return new InputError(
    `${name} holds more values than a medical record does (${MOST_VALUES / 1_000_000} million, or ${MOST_MEMBERS.toLocaleString('en')} in one entry): give a part of it, such as the scans alone`,
  );
}
