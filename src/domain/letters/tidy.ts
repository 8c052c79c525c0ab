import type { LetterFacts } from './letter-facts.js';

/**
 * Facts as a letter can hold them: composed letters (Unicode NFC), no control characters but line ends, no empty texts
 * (they are not known).
 */
export function tidyFacts(facts: LetterFacts): LetterFacts {
  return mapTexts(facts, (text) => {
    const tidy = text
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      .replace(/[^\P{Cc}\n]|\p{Cs}/gu, ' ')
      .trim();
    return tidy === '' ? null : tidy;
  });
}

/** Every text in a structure of plain data, changed or, with null, taken away; what is left of an empty list is null too. */
export function mapTexts<T>(value: T, change: (text: string) => string | null): T {
  return mapped(value, change) as T;
}

function mapped(value: unknown, change: (text: string) => string | null): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const kept = value.map((one) => mapped(one, change)).filter((one) => one !== null);
    return kept.length === 0 ? null : kept;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapped(one, change)]));
}
