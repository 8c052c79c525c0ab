/** Kinds of files that are kept as replies. */
export const REPLY_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type ReplyType = (typeof REPLY_TYPES)[number];

/** A reply is a few scanned pages, or a photo of one. */
export const MOST_REPLY_BYTES = 10 * 2 ** 20;

/** How files begin: ISO 32000-2 7.5.2; ISO/IEC 10918-1 B.1.1.3 (SOI and the next marker); W3C PNG 5.2. */
const BEGINNINGS: [ReplyType, number[]][] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** What a file is by its first bytes, whatever its name says; null for anything that is not kept. */
export function replyType(bytes: Uint8Array): ReplyType | null {
  const found = BEGINNINGS.find(([, beginning]) => beginning.every((byte, at) => bytes[at] === byte));
  return found?.[0] ?? null;
}
