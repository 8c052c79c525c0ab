import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { isStoppable, type StoppableStream } from './stream.js';

/** Whose mail of which stream a token stops. */
export interface Unsubscription {
  accountId: string;
  stream: StoppableStream;
}

const TAG_BYTES = 16;

/**
 * The hard-to-forge part of a List-Unsubscribe address (RFC 8058 section 3.1), safe in a URL path. The same account and
 * stream always give the same token. It is an HMAC-SHA-256 of the two, cut to 128 bits, followed by the two themselves,
 * enciphered with the HMAC as the starting block (the synthetic IV of RFC 5297): a link in a mail shows no id, and no
 * table of tokens is needed. `key` is secret, of any length; the keys used are derived from it for this purpose only.
 */
export function makeUnsubscribeToken(key: Buffer, { accountId, stream }: Unsubscription): string {
  const said = Buffer.from(`${stream}:${accountId}`, 'utf8');
  const tag = tagOf(key, said);
  const cipher = createCipheriv('aes-256-ctr', subkey(key, 'hide'), tag);
  return Buffer.concat([tag, cipher.update(said), cipher.final()]).toString('base64url');
}

/** What a token stops, or null when it was not made with this key. Compares in constant time. */
export function readUnsubscribeToken(key: Buffer, token: string): Unsubscription | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length <= TAG_BYTES || bytes.toString('base64url') !== token) return null;
  const tag = bytes.subarray(0, TAG_BYTES);
  const decipher = createDecipheriv('aes-256-ctr', subkey(key, 'hide'), tag);
  const said = Buffer.concat([decipher.update(bytes.subarray(TAG_BYTES)), decipher.final()]);
  return timingSafeEqual(tag, tagOf(key, said)) ? unsubscriptionIn(said.toString('utf8')) : null;
}

function unsubscriptionIn(said: string): Unsubscription | null {
  const colon = said.indexOf(':');
  const stream = said.slice(0, colon);
  return isStoppable(stream) ? { accountId: said.slice(colon + 1), stream } : null;
}

function tagOf(key: Buffer, said: Buffer): Buffer {
  return createHmac('sha256', subkey(key, 'prove')).update(said).digest().subarray(0, TAG_BYTES);
}

function subkey(key: Buffer, use: 'prove' | 'hide'): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `scanwarden unsubscribe ${use}`, 32));
}
