/** FNV-1a with 64 bits (RFC 9923) over UTF-16 code units, in two halves, since numbers hold 53. */
const PRIME_LOW = 0x1b3;
const PRIME_HIGH = 0x100;

/** @returns 16 hexadecimal digits, the same for the same text */
export function hashOf(text: string): string {
  let [low, high] = [0x84222325, 0xcbf29ce4];
  for (let at = 0; at < text.length; at += 1) {
    const mixed = (low ^ text.charCodeAt(at)) >>> 0;
    const product = mixed * PRIME_LOW;
    high = (Math.imul(high, PRIME_LOW) + Math.imul(mixed, PRIME_HIGH) + Math.floor(product / 2 ** 32)) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
}
