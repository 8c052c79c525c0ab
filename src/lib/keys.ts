import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** What the one secret key is used for: each purpose has a key of its own (HKDF, RFC 5869). */
export type KeyPurpose = 'token-at-rest' | 'unsubscribe' | 'bounce' | 'form' | 'limit';

export function keyFor(purpose: KeyPurpose, secretKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', `scanwarden/${purpose}`, 32));
}

/** 256 random bits, safe in a URL. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: who reads the table cannot use it. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a token at rest with AES-256-GCM; the nonce stands first, the tag last. */
export function seal(plain: string, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the bytes were altered or sealed with another key */
export function unseal(sealed: Buffer, key: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([
    decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)),
    decipher.final(),
  ]).toString('utf8');
}
