import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;

/**
 * What a form carries to show that it is ours, for one session. Each time it stands under a mask of its own: pages are
 * compressed and hold what somebody typed, and the same secret on each of them could be guessed from their length (BREACH).
 */
export function formToken(key: Buffer, session: string): string {
  const mask = randomBytes(TOKEN_BYTES);
  const token = createHmac('sha256', key).update(session).digest();
  return Buffer.concat([mask, xor(token, mask)]).toString('base64url');
}

/** Whether both are tokens of one session, whatever their masks. */
export function sameToken(a: string, b: string): boolean {
  const [left, right] = [unmasked(a), unmasked(b)];
  return left !== null && right !== null && timingSafeEqual(left, right);
}

function unmasked(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 2 * TOKEN_BYTES) return null;
  return xor(bytes.subarray(TOKEN_BYTES), bytes.subarray(0, TOKEN_BYTES));
}

function xor(bytes: Buffer, mask: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, at) => byte ^ mask[at]!));
}
