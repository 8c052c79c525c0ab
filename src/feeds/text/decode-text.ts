const UTF8 = new TextDecoder('utf-8');
const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true });

// What Windows-1252 has where Latin-1 has the controls U+0080 to U+009F; five places are empty. Written out, since
// the TextDecoder of some Node 20 releases reads windows-1252 as Latin-1.
const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Reads the bytes of an export as text. A byte order mark decides (and is removed); without one, zero bytes tell
 * UTF-16, and whatever is not UTF-8 is Windows-1252, unless it is UTF-8 with single damaged letters.
 */
export function decodeText(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    const text = UTF8.decode(bytes);
    return isMostlySound(text) ? text : fromCp1252(Buffer.from(bytes).toString('latin1'));
  }
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [index, byte] of start.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // English text in UTF-16 has a zero in nearly every second byte; a stray one elsewhere is only damage.
  if (odd > start.length / 4) return 'utf-16le';
  return even > start.length / 4 ? 'utf-16be' : null;
}

function isMostlySound(text: string): boolean {
  const foreign = text.match(/[^\p{ASCII}]/gu) ?? [];
  const damaged = foreign.filter((letter) => letter === '\ufffd').length;
  return damaged * 2 < foreign.length;
}

/**
 * Repairs what filers' word processors did to their texts: control characters that are the lower half of a
 * typographic sign (U+0019 for U+2019), or its Windows-1252 byte. The others are removed, save tab and line break.
 */
export function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, (control) => {
    if (control === '\t' || control === '\r' || control === '\n') return control;
    const code = control.charCodeAt(0);
    if ([0x13, 0x14, 0x18, 0x19, 0x1c, 0x1d].includes(code)) return String.fromCharCode(0x2000 + code);
    return fromCp1252(control).replace(/\p{Cc}/u, '');
  });
}

function fromCp1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => CP1252[control.charCodeAt(0) - 0x80] ?? control);
}
