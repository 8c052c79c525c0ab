import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The envelope sender of one message, `bounce-<notification>-<tag>@<domain>`: where a bounce of it goes, so that the
 * bounce says by its own address which message it is about (VERP). The tag is an HMAC-SHA-256 of the id, cut to 64 bits
 * (RFC 5321 section 4.5.3.1.1 leaves 64 signs before the @), in lower case, since servers may change the case. Only who
 * handled the message knows it.
 */
export function bounceAddress(key: Buffer, notificationId: string, domain: string): string {
  return `bounce-${notificationId}-${tagOf(key, notificationId)}@${domain}`;
}

const ADDRESS = /^bounce-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([0-9a-f]{16})@(.+)$/;

/** The notification whose bounce address this is, or null when it was not made with this key for this domain. */
export function readBounceAddress(key: Buffer, address: string, domain: string): string | null {
  const [, id, tag, at] = ADDRESS.exec(address.trim().toLowerCase()) ?? [];
  if (id === undefined || tag === undefined || at !== domain.toLowerCase()) return null;
  return timingSafeEqual(Buffer.from(tag), Buffer.from(tagOf(key, id))) ? id : null;
}

function tagOf(key: Buffer, notificationId: string): string {
  return createHmac('sha256', key).update(`bounce:${notificationId}`).digest('hex').slice(0, 16);
}
