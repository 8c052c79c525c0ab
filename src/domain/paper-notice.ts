import { isHistory } from './exposure.js';
import type { Level } from './level.js';

/** Kinds of data that a letter about a breach can name, in the order in which they are asked for. */
export const LETTER_KINDS = [
  'social-security',
  'bank',
  'card',
  'health-plan',
  'password',
  'medical',
  'images',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** With these somebody can open accounts, or get care, in another's name. */
const IDENTITY_NUMBERS: readonly LetterKind[] = ['social-security', 'bank', 'card', 'health-plan'];

/** What a letter about a breach says, as a person typed it in. */
export interface PaperNotice {
  /** Who wrote the letter. */
  place: string;
  /** Days as YYYY-MM-DD; the day of the breach where the letter says so. */
  letterOn: string;
  breachOn: string | null;
  kinds: LetterKind[];
  /** As typed, for those who may act for the patient only. */
  hotline: string | null;
  offerCode: string | null;
}

/**
 * A letter to the patient is no guess: it is acted on at once where it names identity numbers, else soon (situation S12).
 * An old one is kept beside the others, as an old report is.
 * @param today YYYY-MM-DD
 */
export function paperLevel(
  { kinds, letterOn }: Pick<PaperNotice, 'kinds' | 'letterOn'>,
  today: string,
): Level {
  if (isHistory(letterOn, today)) return 'quiet';
  return namesNumbers(kinds) ? 'act now' : 'act soon';
}

/** Whether a letter names numbers with which somebody can open accounts, or get care, in another's name. */
export function namesNumbers(kinds: readonly LetterKind[]): boolean {
  return kinds.some((kind) => IDENTITY_NUMBERS.includes(kind));
}
