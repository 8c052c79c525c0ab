import type { ScanKind } from '../domain/messages/scan-kind.js';
import type { Words } from './words.js';

/** "a CT scan dated 14 February 2019" and "the CT scan of 14 February 2019". `day` in words, null where none is stated. */
export function scanWords(
  words: Words,
  kind: ScanKind,
  day: string | null,
): { aScan: string; theScan: string } {
  // ICU takes letters alone as the name of a choice.
  const named = { kind: kind.replaceAll('-', '') };
  const [suffix, values] = day === null ? ['', named] : ['.dated', { ...named, day }];
  return { aScan: words.say(`scan.a${suffix}`, values), theScan: words.say(`scan.the${suffix}`, values) };
}
