import type { Side } from '../study.js';
import { type Coding } from './elements.js';

/** SNOMED CT codes of laterality; DICOM (0020,0060) uses L, R and B. */
const SIDE_BY_CODE: Record<string, Side> = {
  '7771000': 'left',
  '24028007': 'right',
  '51440002': 'both',
  L: 'left',
  R: 'right',
  B: 'both',
};

const SIDE_BY_WORD: [RegExp, Side][] = [
  [/\b(bilateral|bilat|both)\b/i, 'both'],
  [/\b(left|lt)\b/i, 'left'],
  [/\b(right|rt)\b/i, 'right'],
  // A lone letter is a side ("XR KNEE R 2 VIEWS"), unless it names a part of the spine ("L SPINE").
  [/(?<=\s)L\b(?![-/]|\s*S[Pp])/, 'left'],
  [/(?<=\s)R\b(?![-/])/, 'right'],
];

export function sideOf(coding: Coding): Side | null {
  return (coding.code === null ? undefined : SIDE_BY_CODE[coding.code]) ?? sideIn(coding.display ?? '');
}

/** The side that words name, or null when they name none; left and right together are both. */
export function sideIn(words: string): Side | null {
  return oneSide(SIDE_BY_WORD.filter(([pattern]) => pattern.test(words)).map(([, side]) => side));
}

export function oneSide(sides: (Side | null)[]): Side | null {
  const distinct = new Set(sides.filter((side) => side !== null));
  if (distinct.size > 1) return 'both';
  return [...distinct][0] ?? null;
}
