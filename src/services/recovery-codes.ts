import { randomBytes } from 'node:crypto';
import { hashToken } from '../lib/keys.js';

const CODES = 10;
/** No letter or digit that is taken for another when it is read from paper (Crockford's base 32). */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;
const GROUP = /.{4}(?=.)/g;

/** Ten codes of 80 random bits, in groups of four: too many to try, so a plain hash keeps them. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () =>
    Array.from(randomBytes(LENGTH), (byte) => SIGNS[byte % SIGNS.length])
      .join('')
      .replace(GROUP, '$&-'),
  );
}

/** What is kept of a code, however it was typed: with or without lines between, in small letters, O for 0, I or L for 1. */
export function hashOfCode(typed: string): Buffer {
  const read = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return hashToken(`recovery-code ${read}`);
}
